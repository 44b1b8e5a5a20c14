package io.evenkeel.jobs.cli;

import io.evenkeel.analysis.verdict.Thresholds;
import io.evenkeel.core.SpecException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The boundaries between verdicts, from the command line. */
final class ThresholdOptions {
  @Option(
      names = "--decades",
      paramLabel = "X",
      defaultValue = "1",
      description = "Powers of ten by which a stable std may change; by default ${DEFAULT-VALUE}.")
  private double decades;

  @Option(
      names = "--power-law",
      paramLabel = "X",
      description =
          "Powers of ten more for each power of ten of depth; by default 0.5."
              + " --strict sets it to 0.")
  private Optional<Double> powerLaw = Optional.empty();

  @Option(
      names = "--strict",
      description = "A stable std stays within one power of ten at any depth: --power-law 0.")
  private boolean strict;

  @Option(
      names = "--tolerated-share",
      paramLabel = "X",
      defaultValue = "0.1",
      description =
          "Share of networks of a stable scheme that may be non-finite, dead,"
              + " constant or beyond what is allowed; by default ${DEFAULT-VALUE}.")
  private double toleratedShare;

  @Option(
      names = "--resolution",
      paramLabel = "X",
      defaultValue = "1e-6",
      description = "A signal whose std / rms is smaller is constant; by default ${DEFAULT-VALUE}.")
  private double resolution;

  @Option(
      names = "--error-rate",
      paramLabel = "X",
      defaultValue = "0.05",
      description = "Probability that any verdict of a cell is wrong; by default ${DEFAULT-VALUE}.")
  private double errorRate;

  /**
   * The thresholds they describe.
   *
   * @throws SpecException if two contradict each other, or one is out of its range
   */
  Thresholds thresholds() {
    if (strict && powerLaw.isPresent()) {
      throw new SpecException("--strict is --power-law 0: give one of the two");
    }
    double slow = powerLaw.orElse(strict ? 0 : Thresholds.DEFAULT.powerLaw());
    return new Thresholds(decades, slow, toleratedShare, resolution, errorRate);
  }
}
