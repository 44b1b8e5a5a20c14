package io.evenkeel.core.kernel;

/** Adds up the lanes of {@link DotKernel}'s sums, and the units that do not fill all lanes. */
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

  /** The sum of products over the units from {@code whole} to {@code size}, in float64. */
  static double rest(float[] a, int aFrom, float[] b, int bFrom, int whole, int size) {
    double sum = 0;
    for (int unit = whole; unit < size; unit++) {
      sum = Math.fma((double) a[aFrom + unit], b[bFrom + unit], sum);
    }
    return sum;
  }

  /** The sum of products over the units from {@code whole} to {@code size}. */
  static double rest(double[] a, int aFrom, double[] b, int bFrom, int whole, int size) {
    double sum = 0;
    for (int unit = whole; unit < size; unit++) {
      sum = Math.fma(a[aFrom + unit], b[bFrom + unit], sum);
    }
    return sum;
  }
}
