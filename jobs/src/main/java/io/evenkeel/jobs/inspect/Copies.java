package io.evenkeel.jobs.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds matrices that hold the same numbers, up to a factor. Matrices of one shape are copies. If a
 * matrix of another shape begins with the numbers of an earlier one, both were drawn from the same
 * seed.
 */
final class Copies {
  /**
   * From this cosine on, numbers are copies; independent numbers have a cosine of about
   * 1/sqrt(length).
   */
  private static final double COPY = 0.999;

  /** At least this many numbers must agree if the shapes differ. */
  private static final int LEAST = 64;

  private static final int FIRST_LOOK = 4096;
  private static final double PROMISING = 0.9;

  private Copies() {}

  /** For each matrix the first earlier one that it copies. */
  static List<Inspection.Alike> of(List<WeightMatrix> matrices) {
    List<Inspection.Alike> copies = new ArrayList<>();
    for (int j = 1; j < matrices.size(); j++) {
      for (int i = 0; i < j; i++) {
        Optional<Inspection.Alike> pair = pair(matrices.get(i), matrices.get(j));
        if (pair.isPresent()) {
          copies.add(pair.get());
          break;
        }
      }
    }
    return copies;
  }

  private static Optional<Inspection.Alike> pair(WeightMatrix a, WeightMatrix b) {
    boolean sameShape = a.units() == b.units() && a.inputs() == b.inputs();
    int length = Math.min(a.stored().length, b.stored().length);
    if (length < (sameShape ? 2 : LEAST) || (!sameShape && constant(a.stored(), length))) {
      return Optional.empty();
    }
    double[] sums = products(a.stored(), b.stored(), length);
    boolean alike = Math.abs(sums[1]) >= COPY * Math.sqrt(sums[0] * sums[2]) && sums[1] != 0;
    return alike
        ? Optional.of(new Inspection.Alike(a.name(), b.name(), sums[1] / sums[0], sameShape))
        : Optional.empty();
  }

  private static boolean constant(double[] x, int length) {
    for (int i = 1; i < length; i++) {
      if (x[i] != x[0]) {
        return false;
      }
    }
    return true;
  }

  /** The scalar products a a, a b and b b; the computation ends early if the beginnings differ. */
  private static double[] products(double[] a, double[] b, int length) {
    double[] sums = new double[3];
    int begin = Math.min(length, FIRST_LOOK);
    add(a, b, 0, begin, sums);
    if (Math.abs(sums[1]) >= PROMISING * Math.sqrt(sums[0] * sums[2])) {
      add(a, b, begin, length, sums);
    }
    return sums;
  }

  private static void add(double[] a, double[] b, int from, int to, double[] sums) {
    for (int i = from; i < to; i++) {
      sums[0] += a[i] * a[i];
      sums[1] += a[i] * b[i];
      sums[2] += b[i] * b[i];
    }
  }
}
