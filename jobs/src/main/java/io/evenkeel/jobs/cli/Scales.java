package io.evenkeel.jobs.cli;

import io.evenkeel.core.Numbers;
import io.evenkeel.core.SpecException;

/** Standard deviations from the command line. */
final class Scales {
  private Scales() {}

  /**
   * The square of a standard deviation.
   *
   * @throws SpecException if it is negative, infinite or NaN
   */
  static double square(String option, double std) {
    if (!(std >= 0 && std < Double.POSITIVE_INFINITY)) {
      throw new SpecException(
          "%s must be a finite number of at least 0, got %s".formatted(option, Numbers.text(std)));
    }
    return std * std;
  }
}
