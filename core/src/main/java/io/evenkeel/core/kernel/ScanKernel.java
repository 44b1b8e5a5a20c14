package io.evenkeel.core.kernel;

/**
 * Passes over many float32 values, and conversions of them.
 *
 * <p>Sums are made in 16 lanes, value i in lane i mod 16, that are added pairwise in the end: all
 * implementations give the same bits.
 */
public interface ScanKernel {
  /** How many lanes a sum has. */
  int LANES = 16;

  /**
   * Adds up values and their squares.
   *
   * @param from index of the first value
   */
  Sums sums(float[] x, int from, int length);

  /** The sum of the squares of differences, in float64; NaN or infinite if a value is. */
  double squaredDistance(float[] x, float[] y, int length);

  /** How many values are equal in x and y although the value of {@code something} is not zero. */
  int same(float[] x, float[] y, float[] something, int length);

  /**
   * Finds the extremes and counts zeros.
   *
   * @param x at least one value, none of them NaN
   */
  Range range(float[] x, int length);

  /**
   * The range of the magnitudes, as {@link #range} gives it for values.
   *
   * @param x at least one value, none of them NaN
   */
  Range magnitudes(float[] x, int length);

  /** How many magnitudes are at most {@code bound}; a NaN is not. */
  int atMost(float[] x, int length, float bound);

  /** The largest magnitude, 0 of no value; NaN if a value is. */
  float largestMagnitude(float[] x, int length);

  /**
   * The exponent of the largest finite magnitude, as {@link Math#getExponent(double)} gives it; 0
   * if there is none but zero.
   */
  int largestExponent(double[] x, int length);

  /** The smallest magnitude that is neither zero nor NaN; the largest float32 if none is less. */
  float leastNonZero(float[] x, int length);

  /** Converts to double precision. */
  void widen(float[] from, int at, double[] to, int toAt, int length);

  /** Rounds to float32. */
  void narrow(double[] from, int at, float[] to, int toAt, int length);

  /** Multiplies by a factor and rounds to float32. */
  void narrowed(double[] from, double factor, float[] to, int length);

  /**
   * Sums in float64, NaN or infinite if a value is.
   *
   * @param sum of all values
   * @param squares sum of the squares of all values
   */
  record Sums(double sum, double squares) {}

  /**
   * The range of some values.
   *
   * @param min the smallest; 0 rather than -0
   * @param max the largest; 0 rather than -0
   * @param zeros how many are zero, of either sign
   */
  record Range(float min, float max, int zeros) {}
}
