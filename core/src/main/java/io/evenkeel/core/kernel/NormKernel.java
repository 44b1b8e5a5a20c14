package io.evenkeel.core.kernel;

/**
 * Normalisation and its derivative, value by value, in double precision over float32 values: all
 * implementations give the same bits.
 *
 * <p>Either a row has one centre and one factor, or each of its units has its own.
 */
public interface NormKernel {
  /** {@code y = (x - centre) * factor}, rounded once; the values from index {@code from} on. */
  void normalise(float[] x, int from, int length, double centre, double factor, float[] y);

  /**
   * Normalises one row as {@link #normalise(float[], int, int, double, double, float[])} does, with
   * a centre and a factor for each unit.
   *
   * @param from index of the row's first value
   */
  void normalise(float[] x, int from, int length, double[] centres, double[] factors, float[] y);

  /**
   * {@code result = (gradient - shift - slope y) * factor}; the values from index {@code from} on.
   */
  void project(
      float[] gradient,
      float[] y,
      int from,
      int length,
      double shift,
      double slope,
      double factor,
      double[] result);

  /**
   * Projects one row as {@link #project(float[], float[], int, int, double, double, double,
   * double[])} does, with numbers for each unit.
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
      double[] factors,
      double[] result);
}
