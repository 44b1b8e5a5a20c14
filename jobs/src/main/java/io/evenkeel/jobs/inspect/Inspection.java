package io.evenkeel.jobs.inspect;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.activation.Activation;
import io.evenkeel.jobs.tensor.Npz;
import io.evenkeel.jobs.tensor.NumpyArray;
import io.evenkeel.jobs.tensor.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What is said of a file of weights.
 *
 * @param matrices arrays of two dimensions or more, in the order of the file
 * @param others names of the other arrays: biases, numbers
 * @param alike pairs of matrices that are copies, up to a factor
 * @param propagation what the matrices make of a signal; empty if that was not asked
 */
public record Inspection(
    List<MatrixReport> matrices,
    List<String> others,
    List<Alike> alike,
    Optional<Propagation> propagation) {
  /** Cosine from which on two matrices are copies; independent ones have about 1/sqrt(length). */
  private static final double COPY = 0.999;

  /**
   * Two matrices that point the same way.
   *
   * @param first the earlier one in the file
   * @param second the later
   * @param factor second / first
   */
  public record Alike(String first, String second, double factor) {}

  /** Copies the lists. */
  public Inspection {
    matrices = List.copyOf(matrices);
    others = List.copyOf(others);
    alike = List.copyOf(alike);
  }

  /**
   * Inspects a file.
   *
   * @param file {@code .npz} or {@code .safetensors}
   * @param transposed whether matrices are stored as {@code [inputs][units]}
   * @param activation to carry a signal through, in the order of the file; empty for none
   * @throws SpecException on one line, if the file is none of these or holds no matrix
   * @throws IOException if it cannot be read
   */
  public static Inspection of(Path file, boolean transposed, Optional<Activation> activation)
      throws IOException {
    List<WeightMatrix> matrices = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (Map.Entry<String, NumpyArray> entry : read(file).entrySet()) {
      if (entry.getValue().shape().size() >= 2 && entry.getValue().length() > 0) {
        matrices.add(WeightMatrix.of(entry.getKey(), entry.getValue(), transposed));
      } else {
        others.add(entry.getKey());
      }
    }
    if (matrices.isEmpty()) {
      throw new SpecException("%s: there is no matrix in it, only %s".formatted(file, others));
    }
    return new Inspection(
        matrices.stream().map(MatrixReport::of).toList(),
        others,
        copies(matrices),
        activation.map(phi -> Propagation.of(matrices, phi)));
  }

  private static Map<String, NumpyArray> read(Path file) throws IOException {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".npz")) {
      return Npz.read(file);
    }
    if (name.endsWith(".safetensors")) {
      return Safetensors.read(file);
    }
    throw new SpecException("%s: inspect reads .npz and .safetensors files".formatted(file));
  }

  private static List<Alike> copies(List<WeightMatrix> matrices) {
    List<Alike> copies = new ArrayList<>();
    for (int j = 1; j < matrices.size(); j++) {
      for (int i = 0; i < j; i++) {
        WeightMatrix a = matrices.get(i);
        WeightMatrix b = matrices.get(j);
        if (a.units() == b.units() && a.inputs() == b.inputs() && a.values().length > 1) {
          double[] sums = products(a.values(), b.values());
          if (Math.abs(sums[1]) >= COPY * Math.sqrt(sums[0] * sums[2]) && sums[1] != 0) {
            copies.add(new Alike(a.name(), b.name(), sums[1] / sums[0]));
            break;
          }
        }
      }
    }
    return copies;
  }

  /** a a, a b and b b; early out where the beginnings are unlike. */
  private static double[] products(double[] a, double[] b) {
    double[] sums = new double[3];
    int begin = Math.min(a.length, 4096);
    add(a, b, 0, begin, sums);
    if (Math.abs(sums[1]) >= 0.9 * Math.sqrt(sums[0] * sums[2])) {
      add(a, b, begin, a.length, sums);
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

  /** Faults that somebody should look at, one line each. */
  public List<String> warnings() {
    List<String> lines = new ArrayList<>();
    for (Alike pair : alike) {
      lines.add(
          Math.abs(pair.factor() - 1) < 1e-6
              ? "%s is a copy of %s".formatted(pair.second(), pair.first())
              : "%s is %s times %s"
                  .formatted(pair.second(), SchemeMatch.rounded(pair.factor()), pair.first()));
    }
    for (MatrixReport matrix : matrices) {
      note(lines, matrix, matrix.nonFinite(), "entries that are NaN or infinite");
      boolean dead = matrix.zeroRows() == matrix.units();
      if (dead) {
        lines.add(matrix.name() + " is dead: all of its weights are 0");
      } else {
        note(lines, matrix, matrix.zeroRows(), "units whose weights are all 0");
        boolean constant = matrix.std() <= 1e-6 * Math.abs(matrix.mean());
        note(
            lines,
            matrix,
            constant ? 0 : matrix.equalRows(),
            "units with the weights of another unit");
      }
    }
    return lines;
  }

  private static void note(List<String> lines, MatrixReport matrix, int count, String what) {
    if (count > 0) {
      lines.add("%s has %s %s".formatted(matrix.name(), count, what));
    }
  }

  /** Names of the matrices. */
  public List<String> names() {
    return Arrays.asList(matrices.stream().map(MatrixReport::name).toArray(String[]::new));
  }
}
