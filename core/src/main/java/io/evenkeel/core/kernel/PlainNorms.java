package io.evenkeel.core.kernel;

/** {@link NormKernel} in plain loops. */
final class PlainNorms implements NormKernel {
  @Override
  public void normalise(float[] x, int from, int length, double centre, double factor, float[] y) {
    for (int i = from; i < from + length; i++) {
      y[i] = (float) ((x[i] - centre) * factor);
    }
  }

  @Override
  public void normalise(
      float[] x, int from, int length, double[] centres, double[] factors, float[] y) {
    for (int unit = 0; unit < length; unit++) {
      y[from + unit] = (float) ((x[from + unit] - centres[unit]) * factors[unit]);
    }
  }

  @Override
  public void project(
      float[] gradient,
      float[] y,
      int from,
      int length,
      double shift,
      double slope,
      double factor,
      double[] result) {
    for (int i = from; i < from + length; i++) {
      result[i] = (gradient[i] - shift - slope * y[i]) * factor;
    }
  }

  @Override
  public void project(
      float[] gradient,
      float[] y,
      int from,
      int length,
      double[] shifts,
      double[] slopes,
      double[] factors,
      double[] result) {
    for (int unit = 0; unit < length; unit++) {
      int i = from + unit;
      result[i] = (gradient[i] - shifts[unit] - slopes[unit] * y[i]) * factors[unit];
    }
  }
}
