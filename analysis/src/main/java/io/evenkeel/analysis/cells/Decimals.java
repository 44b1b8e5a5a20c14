package io.evenkeel.analysis.cells;

/** Numbers before they are added up: NaN stands for a missing one. */
final class Decimals {
  private Decimals() {}

  /** The number, if it is finite. */
  static double finite(double x) {
    return Double.isFinite(x) ? x : Double.NaN;
  }

  /** The decimal logarithm of a finite number above 0; of any other, NaN. */
  static double log10(double x) {
    return x > 0 && x < Double.POSITIVE_INFINITY ? StrictMath.log10(x) : Double.NaN;
  }
}
