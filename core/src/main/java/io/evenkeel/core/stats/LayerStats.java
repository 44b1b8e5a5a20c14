package io.evenkeel.core.stats;

/**
 * Statistics of all values of one tensor, computed in float64 over float32 values.
 *
 * <ul>
 *   <li>A NaN among the values makes mean, std, rms, min and max NaN, as in PyTorch.
 *   <li>An infinity makes mean infinite (NaN for both signs), std NaN, rms infinite.
 *   <li>No values: count 0 and everything else NaN.
 * </ul>
 *
 * @param count how many values
 * @param mean arithmetic mean
 * @param std standard deviation dividing by n - 1; NaN for fewer than two values
 * @param rms root of the mean square
 * @param min smallest value
 * @param max largest value
 * @param zeros how many are exactly zero (either sign)
 * @param nans how many are NaN
 * @param infinities how many are infinite
 */
public record LayerStats(
    long count,
    double mean,
    double std,
    double rms,
    double min,
    double max,
    long zeros,
    long nans,
    long infinities) {

  /** Whether any value is NaN or infinite. */
  public boolean nonFinite() {
    return nans + infinities > 0;
  }
}
