package io.evenkeel.jobs.advise;

/**
 * The scale of the weights that a search found best, and the scales that hold.
 *
 * @param gain sigma_w, the standard deviation of a weight times the root of the fan-in
 * @param low smallest gain at which all of the search's networks change by no more than is allowed;
 *     NaN if there is none
 * @param high largest such gain; NaN if there is none
 * @param worst the largest change of a network at {@code gain}, in either direction, as a share of
 *     the decades allowed; above 1 if it leaves what is allowed
 * @param seeds networks that were drawn at each gain
 */
public record Scale(double gain, double low, double high, double worst, int seeds) {
  /** Whether there are gains that hold. */
  public boolean holds() {
    return low <= high;
  }
}
