package io.evenkeel.analysis.cells;

/**
 * How steeply a signal changes, measured against the logarithm of the layer's number (counted from
 * 1 at the input), in two stretches of the layers: <em>late</em> over the deeper half,
 * <em>early</em> from an eighth of the layers on to the half. A power law has one exponent in both;
 * in an exponential the late one is about 2.7 times the early one; a signal that settles has a late
 * one near 0. Each trial has both numbers, and they may hang together.
 *
 * @param late per trial, slope of log10 std against log10 layer over the deeper half
 * @param early per trial, the same slope over the layers before
 * @param covariance of the two, over trials (n - 1)
 */
public record Exponents(Sample late, Sample early, double covariance) {
  /** Of no trial. */
  public static final Exponents NONE = new Exponents(Sample.NONE, Sample.NONE, Double.NaN);

  /** Per trial, the late slope less a multiple of the early one. */
  public Sample lateLess(double factor) {
    double variance =
        late.std() * late.std()
            + factor * factor * early.std() * early.std()
            - 2 * factor * covariance;
    return new Sample(
        late.n(),
        late.mean() - factor * early.mean(),
        // Rounding may leave less than nothing of a variance that is 0.
        Math.sqrt(Math.max(0, variance)));
  }
}
