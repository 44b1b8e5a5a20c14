package io.evenkeel.core.init;

import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;

/** Integrals of piecewise smooth functions by adaptive Gauss-Legendre quadrature. */
final class Quadrature {
  private static final int POINTS = 16;
  private static final double[] NODES = new double[POINTS];
  private static final double[] WEIGHTS = new double[POINTS];

  /** Beyond this the normal density underflows. */
  private static final int NORMAL_END = 39;

  private static final double TOLERANCE = 1e-14;
  private static final int DEPTH = 30;

  static {
    for (int i = 0; i < POINTS; i++) {
      double x = StrictMath.cos(Math.PI * (i + 0.75) / (POINTS + 0.5));
      double slope = 1;
      for (int step = 0; step < 10; step++) {
        double[] legendre = legendre(x);
        slope = POINTS * (x * legendre[0] - legendre[1]) / (x * x - 1);
        x -= legendre[0] / slope;
      }
      NODES[i] = x;
      WEIGHTS[i] = 2 / ((1 - x * x) * slope * slope);
    }
  }

  private Quadrature() {}

  /** The Legendre polynomials of degree POINTS and POINTS - 1 at x. */
  private static double[] legendre(double x) {
    double before = 1;
    double at = x;
    for (int degree = 2; degree <= POINTS; degree++) {
      double next = ((2 * degree - 1) * x * at - (degree - 1) * before) / degree;
      before = at;
      at = next;
    }
    return new double[] {at, before};
  }

  /**
   * E[f(z)], z ~ N(0, 1), for an f that grows at most exponentially; not finite if f is not.
   *
   * @param splits where f or its slope jumps
   */
  static double normalMean(DoubleUnaryOperator f, double... splits) {
    TreeSet<Double> ends = new TreeSet<>();
    for (int end = -NORMAL_END; end <= NORMAL_END; end++) {
      ends.add((double) end);
    }
    for (double split : splits) {
      if (Math.abs(split) < NORMAL_END) {
        ends.add(split);
      }
    }
    double factor = 1 / Math.sqrt(2 * Math.PI);
    return integral(
        z -> factor * StrictMath.exp(-z * z / 2) * f.applyAsDouble(z),
        ends.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /**
   * The integral of f, to about 1e-14 of the integral of |f|.
   *
   * @param ends ascending; f is smooth between neighbours
   */
  static double integral(DoubleUnaryOperator f, double... ends) {
    double[] panels = new double[ends.length - 1];
    double size = 0;
    for (int i = 0; i < panels.length; i++) {
      panels[i] = panel(f, ends[i], ends[i + 1]);
      size += Math.abs(panels[i]);
    }
    double sum = 0;
    for (int i = 0; i < panels.length; i++) {
      sum += refined(f, ends[i], ends[i + 1], panels[i], TOLERANCE * size, DEPTH);
    }
    return sum;
  }

  private static double refined(
      DoubleUnaryOperator f, double from, double to, double whole, double error, int depth) {
    double middle = from + (to - from) / 2;
    double left = panel(f, from, middle);
    double right = panel(f, middle, to);
    double halves = left + right;
    // A NaN is settled: no refinement makes it a number.
    boolean settled = !(Math.abs(halves - whole) > error);
    if (settled || depth == 0) {
      return halves;
    }
    return refined(f, from, middle, left, error, depth - 1)
        + refined(f, middle, to, right, error, depth - 1);
  }

  private static double panel(DoubleUnaryOperator f, double from, double to) {
    double half = (to - from) / 2;
    double middle = from + half;
    double sum = 0;
    for (int i = 0; i < POINTS; i++) {
      sum += WEIGHTS[i] * f.applyAsDouble(middle + half * NODES[i]);
    }
    return half * sum;
  }
}
