package io.evenkeel.core.kernel;

/** How the lanes of {@link DotKernel}'s sums are added up, and what is left beside them. */
final class LaneSums {
  private LaneSums() {}

  /** The sum of the four lanes from an index on. */
  static double total(double[] lanes, int from) {
    return (lanes[from] + lanes[from + 2]) + (lanes[from + 1] + lanes[from + 3]);
  }

  /** The sum of the eight lanes from an index on, in float64. */
  static double total(float[] lanes, int from) {
    double s0 = (double) lanes[from] + lanes[from + 4];
    double s1 = (double) lanes[from + 1] + lanes[from + 5];
    double s2 = (double) lanes[from + 2] + lanes[from + 6];
    double s3 = (double) lanes[from + 3] + lanes[from + 7];
    return (s0 + s2) + (s1 + s3);
  }

  /** Products of the units from {@code whole} to {@code size}, in float64. */
  static double rest(float[] a, int aFrom, float[] b, int bFrom, int whole, int size) {
    double sum = 0;
    for (int unit = whole; unit < size; unit++) {
      sum = Math.fma((double) a[aFrom + unit], b[bFrom + unit], sum);
    }
    return sum;
  }

  /** As the other, of doubles. */
  static double rest(double[] a, int aFrom, double[] b, int bFrom, int whole, int size) {
    double sum = 0;
    for (int unit = whole; unit < size; unit++) {
      sum = Math.fma(a[aFrom + unit], b[bFrom + unit], sum);
    }
    return sum;
  }
}
