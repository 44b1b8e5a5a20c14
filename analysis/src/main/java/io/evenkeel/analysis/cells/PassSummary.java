package io.evenkeel.analysis.cells;

import java.util.Optional;

/**
 * One direction, forward or backward, of the trials of a cell; or the angles between the batch's
 * rows, where the std stands for 1 - |cosine|.
 *
 * <p>Bands and samples are over the trials that are finite in this direction. The growth of a trial
 * is the decimal logarithm of the factor per layer, of the activations' std or the gradient's rms:
 * the mean over the steps from the first hidden layer that the signal meets to the last. A signal
 * that ends without spread is measured up to where it still had some.
 *
 * @param computed trials in which this direction was computed
 * @param nonFinite of these, with a NaN or an infinity in this direction
 * @param zeroAtSource of these, with a signal that is exactly zero where it enters: the loss is met
 *     and sends no gradient. They are neither dead nor measured
 * @param dead of these, with a signal that is exactly zero without having faded
 * @param rounding of the dead, with a signal that is zero but for rounding
 * @param constant of these, with a signal without spread that is neither zero nor faded
 * @param faded of these, with a signal that lost its spread gradually
 * @param nonFiniteLayers over the trials that are not finite, the first layer that the direction
 *     meets with a NaN or an infinity; empty if there is no such trial
 * @param log10Growth decades per layer; empty with no trial to measure, as with a single layer
 * @param rate the same as a sample
 * @param contrast signs of the late rate minus the share of the early rate that is halfway between
 *     exponential and power law, in decades per layer in the direction's sense: see {@link
 *     io.evenkeel.analysis.verdict.Thresholds}
 * @param exponent per trial, slope of log std against log layer over the deeper half of the layers
 * @param slopes what tells the shape
 * @param changes where the trials end, against what is allowed
 */
public record PassSummary(
    long computed,
    long nonFinite,
    long zeroAtSource,
    long dead,
    long rounding,
    long constant,
    long faded,
    Optional<LayerRange> nonFiniteLayers,
    Optional<Band> log10Growth,
    Sample rate,
    Signs contrast,
    Sample exponent,
    SlopeSigns slopes,
    Changes changes) {

  /** Trials in which a signal entered, so that a verdict on it is possible. */
  public long entered() {
    return computed - zeroAtSource;
  }

  /** Growth as a factor per layer. */
  public Optional<Band> growth() {
    return log10Growth.map(band -> band.map(decades -> Math.pow(10, decades)));
  }
}
