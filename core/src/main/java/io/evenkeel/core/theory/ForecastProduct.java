package io.evenkeel.core.theory;

import io.evenkeel.core.activation.Activation;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * E[phi(u1) phi(u2)] / E[phi(u)^2] for forecasts of many networks: u, u1, u2 ~ N(0, q), u1 and u2
 * of correlation c. It is good to about 1e-8, at a hundredth of the time of {@link Kernel#product}.
 *
 * <p>An analytic phi is summed by the trapezoidal rule over the two independent variables (u1 + u2)
 * and (u1 - u2), which converges exponentially. Any other phi gets a table: the cosine is analytic
 * in ln q and in the angle arccos c (the kinks of phi are averaged over), so that Chebyshev
 * polynomials on panels of ln q represent it. A panel that they do not represent well enough is not
 * used. Which of the ways serves a point depends on phi and the point alone.
 *
 * <p>For any number of threads.
 */
final class ForecastProduct {
  /** Width of a panel in ln q. */
  private static final double PANEL = 0.5;

  private static final int LENGTHS = 8;
  private static final int ANGLES = 16;

  /** A last coefficient that is larger than this spoils a panel. */
  private static final double ACCURACY = 1e-8;

  private static final double LEAST_LOG = -20;
  private static final double MOST_LOG = 12;

  /** Step of the trapezoidal rule, in units of phi's argument and of the standard deviation. */
  private static final double STEP = 0.35;

  private static final double REACH = 8.75;

  /** Beyond this variance the trapezoidal rule would take too many steps. */
  private static final double MOST_ANALYTIC = 16;

  private static final double[] SPOILT = {};

  private final Activation activation;
  private final Kernel exact;
  private final boolean analytic;
  private final Map<Integer, double[]> panels = new ConcurrentHashMap<>();

  ForecastProduct(Activation activation, Kernel exact) {
    this.activation = activation;
    this.exact = exact;
    this.analytic = activation.kinks().length == 0 && analytic(0.7, 0.5) && analytic(6, 0.8);
  }

  private boolean analytic(double q, double c) {
    double expected = exact.product(q, q, c);
    return Math.abs(trapezoidal(q, c) - expected) <= 1e-10 * exact.square(q);
  }

  /**
   * E[phi phi] at a length and a correlation, given E[phi^2].
   *
   * @param c from -1 to 1
   * @param square E[phi(u)^2]
   */
  double at(double q, double c, double square) {
    if (!(q > 0 && c > 0 && c < 1)) {
      return exact.product(q, q, c);
    }
    if (analytic && q <= MOST_ANALYTIC) {
      return q < Double.MIN_NORMAL ? exact.product(q, q, c) : trapezoidal(q, c);
    }
    double log = StrictMath.log(q);
    if (!(log >= LEAST_LOG && log < MOST_LOG)) {
      return exact.product(q, q, c);
    }
    int panel = (int) Math.floor(log / PANEL);
    double[] coefficients = panels.computeIfAbsent(panel, this::coefficients);
    if (coefficients.length == 0) {
      return exact.product(q, q, c);
    }
    double x = 2 * (log / PANEL - panel) - 1;
    double angle = 2 * StrictMath.atan2(Math.sqrt(1 - c), Math.sqrt(1 + c));
    return square * sum(coefficients, x, 4 * angle / Math.PI - 1);
  }

  /** u1 and u2 are s (k a + l b) and s (k a - l b), k^2 = (1 + c) / 2, l^2 = (1 - c) / 2. */
  private double trapezoidal(double q, double c) {
    double std = Math.sqrt(q);
    double k = std * Math.sqrt((1 + c) / 2);
    double l = std * Math.sqrt((1 - c) / 2);
    double stepA = STEP / Math.max(1, k);
    double stepB = STEP / Math.max(1, l);
    int mostA = (int) Math.ceil(REACH / stepA);
    int mostB = (int) Math.ceil(REACH / stepB);
    double[] weightB = new double[mostB + 1];
    for (int j = 0; j <= mostB; j++) {
      double b = j * stepB;
      weightB[j] = (j == 0 ? 1 : 2) * StrictMath.exp(-0.5 * b * b);
    }
    double sum = 0;
    for (int i = -mostA; i <= mostA; i++) {
      double a = i * stepA;
      double inner = 0;
      for (int j = 0; j <= mostB; j++) {
        double apart = l * j * stepB;
        inner += weightB[j] * activation.value(k * a + apart) * activation.value(k * a - apart);
      }
      sum += StrictMath.exp(-0.5 * a * a) * inner;
    }
    return sum * stepA * stepB / (2 * Math.PI);
  }

  /** Chebyshev coefficients, {@code [length][angle]}; none if they do not fall off. */
  private double[] coefficients(int panel) {
    double[] values = new double[LENGTHS * ANGLES];
    for (int i = 0; i < LENGTHS; i++) {
      double q = StrictMath.exp(PANEL * (panel + (node(i, LENGTHS) + 1) / 2));
      double square = exact.square(q);
      if (square == 0) {
        return SPOILT;
      }
      for (int j = 0; j < ANGLES; j++) {
        double c = StrictMath.cos(Math.PI / 4 * (node(j, ANGLES) + 1));
        values[i * ANGLES + j] = exact.product(q, q, c) / square;
      }
    }
    double[] coefficients = new double[LENGTHS * ANGLES];
    for (int m = 0; m < LENGTHS; m++) {
      for (int n = 0; n < ANGLES; n++) {
        double sum = 0;
        for (int i = 0; i < LENGTHS; i++) {
          for (int j = 0; j < ANGLES; j++) {
            sum += values[i * ANGLES + j] * polynomial(m, i, LENGTHS) * polynomial(n, j, ANGLES);
          }
        }
        double norm = (m == 0 ? 1.0 : 2.0) * (n == 0 ? 1.0 : 2.0) / (LENGTHS * ANGLES);
        coefficients[m * ANGLES + n] = sum * norm;
      }
    }
    return last(coefficients) <= ACCURACY ? coefficients : SPOILT;
  }

  private static double last(double[] coefficients) {
    double largest = 0;
    for (int m = 0; m < LENGTHS; m++) {
      largest = Math.max(largest, Math.abs(coefficients[m * ANGLES + ANGLES - 1]));
    }
    for (int n = 0; n < ANGLES; n++) {
      largest = Math.max(largest, Math.abs(coefficients[(LENGTHS - 1) * ANGLES + n]));
    }
    return largest;
  }

  /** The i-th zero of the Chebyshev polynomial of degree n. */
  private static double node(int i, int n) {
    return StrictMath.cos(Math.PI * (i + 0.5) / n);
  }

  /** T_m at the i-th of n nodes. */
  private static double polynomial(int m, int i, int n) {
    return StrictMath.cos(Math.PI * m * (i + 0.5) / n);
  }

  private static double sum(double[] coefficients, double x, double y) {
    double[] inY = new double[LENGTHS];
    for (int m = 0; m < LENGTHS; m++) {
      inY[m] = clenshaw(coefficients, m * ANGLES, ANGLES, y);
    }
    return clenshaw(inY, 0, LENGTHS, x);
  }

  /** The sum of coefficients times T_k(x), by C. W. Clenshaw's recurrence (1955). */
  private static double clenshaw(double[] coefficients, int from, int count, double x) {
    double before = 0;
    double here = 0;
    for (int k = count - 1; k > 0; k--) {
      double next = 2 * x * here - before + coefficients[from + k];
      before = here;
      here = next;
    }
    return x * here - before + coefficients[from];
  }
}
