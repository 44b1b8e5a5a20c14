package io.evenkeel.core.kernel;

/** How the lanes of {@link DotKernel}'s sums are added up, and what is left beside them. */
public final class LaneSums {
  private LaneSums() {}

  /** The sum of the four lanes from an index on. */
  public static double total(double[] lanes, int from) {
    return (lanes[from] + lanes[from + 2]) + (lanes[from + 1] + lanes[from + 3]);
  }

  /** Products of the units from {@code whole} to {@code size}, in float64. */
  public static double rest(float[] a, int aFrom, float[] b, int bFrom, int whole, int size) {
    double sum = 0;
    for (int unit = whole; unit < size; unit++) {
      sum = Math.fma((double) a[aFrom + unit], b[bFrom + unit], sum);
    }
    return sum;
  }

  /** As the other, of doubles. */
  public static double rest(double[] a, int aFrom, double[] b, int bFrom, int whole, int size) {
    double sum = 0;
    for (int unit = whole; unit < size; unit++) {
      sum = Math.fma(a[aFrom + unit], b[bFrom + unit], sum);
    }
    return sum;
  }
}
