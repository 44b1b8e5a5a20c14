package io.evenkeel.jobs.cli;

import io.evenkeel.analysis.Thresholds;
import picocli.CommandLine.Option;

/** Where the verdicts part, from the command line. */
final class ThresholdOptions {
  @Option(
      names = "--decades",
      paramLabel = "X",
      defaultValue = "1",
      description = "Powers of ten by which a stable std may change; ${DEFAULT-VALUE}.")
  private double decades;

  @Option(
      names = "--power-law",
      paramLabel = "X",
      defaultValue = "0.5",
      description = "Powers of ten more for each power of ten of depth; ${DEFAULT-VALUE}.")
  private double powerLaw;

  @Option(
      names = "--tolerated-share",
      paramLabel = "X",
      defaultValue = "0.1",
      description = "Share of trials that may be non-finite, dead or constant; ${DEFAULT-VALUE}.")
  private double toleratedShare;

  @Option(
      names = "--resolution",
      paramLabel = "X",
      defaultValue = "1e-6",
      description = "A signal of a smaller std / rms is constant; ${DEFAULT-VALUE}.")
  private double resolution;

  @Option(
      names = "--error-rate",
      paramLabel = "X",
      defaultValue = "0.05",
      description = "Probability that any verdict of a cell is wrong; ${DEFAULT-VALUE}.")
  private double errorRate;

  /**
   * The thresholds they describe.
   *
   * @throws io.evenkeel.core.SpecException if one is out of its range
   */
  Thresholds thresholds() {
    return new Thresholds(decades, powerLaw, toleratedShare, resolution, errorRate);
  }
}
