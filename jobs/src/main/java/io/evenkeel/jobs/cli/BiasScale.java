package io.evenkeel.jobs.cli;

import picocli.CommandLine.Option;

/** The spread of the biases, in one of two spellings. */
final class BiasScale {
  @Option(
      names = "--sigma-b",
      paramLabel = "X",
      description = "Standard deviation of the biases; 0 unless given.")
  private Double std;

  @Option(
      names = "--sigma-b2",
      paramLabel = "X",
      description = "Variance of the biases, instead of --sigma-b.")
  private Double variance;

  /** sigma_b^2. */
  double variance() {
    return variance != null ? variance : std == null ? 0 : Scales.square("--sigma-b", std);
  }
}
