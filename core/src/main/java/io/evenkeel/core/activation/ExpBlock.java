package io.evenkeel.core.activation;

/**
 * exp and expm1 of a block of numbers at once.
 *
 * <p>x = n ln 2 + r with n whole and |r| at most ln(2)/2, then exp(x) = 2^n (1 + expm1(r)); 2^n is
 * made by adding n into the exponent bits. Relative error below 4e-16 for both. The loops hold
 * double arithmetic only, so that the JIT makes vector code of them, and give the same bits
 * everywhere.
 */
public final class ExpBlock {
  /** The largest argument, either sign: far beyond float32, well inside double. */
  public static final double LIMIT = 700;

  private static final double LOG2_E = 1.4426950408889634;
  private static final double LN2_HIGH = 0x1.62e42fefa3000p-1;
  private static final double LN2_LOW = 0x1.3de6af278ece6p-42;
  private static final int MANTISSA_BITS = 52;
  private static final int EXPONENT_BIAS = 1023;

  /** Adding this to n rounds n to a whole number and leaves n + bias in the lowest bits. */
  private static final double SHIFTER = 0x1.8p52 + EXPONENT_BIAS;

  /** exp(x) after {@link #run}. */
  public final double[] exp;

  /** exp(x) - 1 after {@link #run}. */
  public final double[] expm1;

  private final double[] power;

  /**
   * @param size the most entries of one {@link #run}
   */
  public ExpBlock(int size) {
    exp = new double[size];
    expm1 = new double[size];
    power = new double[size];
  }

  /** x kept within the arguments that {@link #run} takes. */
  public static double clamp(double x) {
    return Math.max(-LIMIT, Math.min(LIMIT, x));
  }

  /**
   * Fills {@link #exp} and {@link #expm1} for the first n entries of x, which must lie within
   * +-LIMIT or be NaN, which gives NaN.
   */
  public void run(double[] x, int n) {
    run(x, n, exp, expm1);
  }

  /** As {@link #run(double[], int)}, into arrays of the caller's. */
  void run(double[] x, int n, double[] toExp, double[] toExpm1) {
    reduce(x, n, power, toExpm1);
    raise(n, power);
    combine(n, power, toExp, toExpm1);
  }

  /** Fills {@link #exp} alone, with the same bits. */
  public void runExp(double[] x, int n) {
    runExp(x, n, exp);
  }

  /** As {@link #runExp(double[], int)}, into an array of the caller's. */
  void runExp(double[] x, int n, double[] to) {
    reduce(x, n, power, to);
    raise(n, power);
    scale(n, power, to);
  }

  private static void scale(int n, double[] power, double[] exp) {
    for (int i = 0; i < n; i++) {
      exp[i] = Math.fma(power[i], exp[i], power[i]);
    }
  }

  private static void reduce(double[] x, int n, double[] shifted, double[] fraction) {
    for (int i = 0; i < n; i++) {
      double t = Math.fma(x[i], LOG2_E, SHIFTER);
      double whole = t - SHIFTER;
      double r = Math.fma(whole, -LN2_LOW, Math.fma(whole, -LN2_HIGH, x[i]));
      shifted[i] = t;
      fraction[i] = r * Polynomials.expm1Ratio(r);
    }
  }

  private static void raise(int n, double[] power) {
    for (int i = 0; i < n; i++) {
      power[i] = Double.longBitsToDouble(Double.doubleToRawLongBits(power[i]) << MANTISSA_BITS);
    }
  }

  private static void combine(int n, double[] power, double[] exp, double[] expm1) {
    for (int i = 0; i < n; i++) {
      double fraction = expm1[i];
      exp[i] = Math.fma(power[i], fraction, power[i]);
      expm1[i] = Math.fma(power[i], fraction, power[i] - 1);
    }
  }
}
