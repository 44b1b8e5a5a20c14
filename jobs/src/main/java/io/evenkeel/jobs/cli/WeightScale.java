package io.evenkeel.jobs.cli;

import picocli.CommandLine.Option;

/** The spread of the weights, in one of two spellings. */
final class WeightScale {
  @Option(
      names = "--sigma-w",
      paramLabel = "X",
      description = "Standard deviation of the weights times sqrt(fan_in).")
  private Double std;

  @Option(
      names = "--sigma-w2",
      paramLabel = "X",
      description = "Its square: fan_in times the variance of one weight.")
  private Double variance;

  /** sigma_w^2. */
  double variance() {
    return variance != null ? variance : Scales.square("--sigma-w", std);
  }
}
