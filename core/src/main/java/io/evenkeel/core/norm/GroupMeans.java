package io.evenkeel.core.norm;

/**
 * Two means for each group of a batch: that of the values or gradients, and that of their products
 * with the normalised values.
 */
public final class GroupMeans {
  private final double[] ofValues;
  private final double[] ofProducts;

  /**
   * @param ofValues at least as long as there are groups
   * @param ofProducts as long
   */
  public GroupMeans(double[] ofValues, double[] ofProducts) {
    this.ofValues = ofValues;
    this.ofProducts = ofProducts;
  }

  /** Allocates for this many groups. */
  public static GroupMeans of(int groups) {
    return new GroupMeans(new double[groups], new double[groups]);
  }

  /** Divides the sums of groups by the number of values in each. */
  static void divide(double[] sums, int groups, int values) {
    for (int group = 0; group < groups; group++) {
      sums[group] /= values;
    }
  }

  double[] ofValues() {
    return ofValues;
  }

  double[] ofProducts() {
    return ofProducts;
  }
}
