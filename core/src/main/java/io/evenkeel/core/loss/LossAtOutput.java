package io.evenkeel.core.loss;

/**
 * Loss statistics over the samples of one batch. A NaN in the output makes them NaN.
 *
 * @param mean mean over samples, in the loss's own unit
 * @param std standard deviation over samples, dividing by n - 1; NaN for one sample
 * @param min smallest sample loss
 * @param max largest sample loss
 * @param floor the mean that an all-zero output gives with the same targets
 */
public record LossAtOutput(double mean, double std, double min, double max, double floor) {
  /**
   * The statistics of a batch. A NaN among the samples makes all but the floor NaN; an infinity
   * makes the mean infinite or NaN and the deviation NaN.
   *
   * @param samples one loss per sample, at least one
   * @param floor the mean that an all-zero output gives
   */
  static LossAtOutput of(double[] samples, double floor) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double sum = 0;
    for (double sample : samples) {
      min = Math.min(min, sample);
      max = Math.max(max, sample);
      sum += sample / samples.length;
    }
    return new LossAtOutput(sum, deviation(samples, sum, max - min), min, max, floor);
  }

  /**
   * The standard deviation; deviations are divided by the range before they are squared, so that
   * this overflows only if the range does.
   */
  private static double deviation(double[] samples, double mean, double range) {
    if (samples.length > 1 && range == 0) {
      return 0;
    }
    double squares = 0;
    for (double sample : samples) {
      double d = (sample - mean) / range;
      squares += d * d;
    }
    return range * Math.sqrt(squares / (samples.length - 1));
  }
}
