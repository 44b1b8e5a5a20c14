package io.evenkeel.analysis.report;

import java.util.List;
import java.util.Optional;

/**
 * The measurements of a cell by hidden layer, over its trials, compared with theory.
 *
 * @param layers indices of hidden layers, ascending; for deep networks only some of them
 * @param finite trials with finite activations in each of them
 * @param activations decimal logarithm of the std
 * @param gradients decimal logarithm of the gradient's rms
 * @param cosines mean cosine between rows of the batch; dimensionless, in [-1, 1]
 * @param saturation share of units with a slope of at most 0.01
 * @param seeds single trials; if there are many, the first ones
 */
record Curve(
    List<Integer> layers,
    List<Long> finite,
    Quantity activations,
    Quantity gradients,
    Quantity cosines,
    Quantity saturation,
    List<Seed> seeds) {

  /**
   * The change of one trial's signal over all layers, in decades, each way; empty if the signal is
   * zero or not finite.
   *
   * @param forward of the activations' std
   * @param backward of the gradient's rms, going back
   */
  record Seed(Optional<Double> forward, Optional<Double> backward) {}

  /**
   * One quantity by layer; empty if it has no value there.
   *
   * @param low a tenth of the trials lie below
   * @param median half of the trials lie below
   * @param high nine tenths of the trials lie below
   * @param theory of the infinitely wide network
   * @param z measured minus expected, in standard errors
   */
  record Quantity(
      List<Optional<Double>> low,
      List<Optional<Double>> median,
      List<Optional<Double>> high,
      List<Optional<Double>> theory,
      List<Optional<Double>> z) {}
}
