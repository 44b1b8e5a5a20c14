package io.evenkeel.core.kernel;

/**
 * Normalisation and its derivative, value by value, in double precision over float32 values: all
 * implementations give the same bits.
 *
 * <p>A row has one centre and one divisor; or each of its units has its own.
 */
public interface NormKernel {
  /** {@code y = (x - centre) / divisor}, rounded once; the values from index {@code from} on. */
  void normalise(float[] x, int from, int length, double centre, double divisor, float[] y);

  /**
   * As {@link #normalise(float[], int, int, double, double, float[])}, with a centre and a divisor
   * for each unit.
   *
   * @param from index of the row's first value
   */
  void normalise(float[] x, int from, int length, double[] centres, double[] divisors, float[] y);

  /**
   * {@code result = (gradient - shift - slope y) / divisor}; the values from index {@code from} on.
   */
  void project(
      float[] gradient,
      float[] y,
      int from,
      int length,
      double shift,
      double slope,
      double divisor,
      double[] result);

  /**
   * As {@link #project(float[], float[], int, int, double, double, double, double[])}, with numbers
   * for each unit.
   *
   * @param from index of the row's first value
   */
  void project(
      float[] gradient,
      float[] y,
      int from,
      int length,
      double[] shifts,
      double[] slopes,
      double[] divisors,
      double[] result);
}
