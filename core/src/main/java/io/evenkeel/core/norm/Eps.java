package io.evenkeel.core.norm;

import io.evenkeel.core.Numbers;
import io.evenkeel.core.SpecException;

/** Checks the eps of a norm. */
final class Eps {
  private Eps() {}

  static void check(String norm, double eps) {
    if (!(eps > 0 && eps <= Float.MAX_VALUE)) {
      throw new SpecException(
          "eps of %s must be above 0 and at most %s, got %s"
              .formatted(norm, Numbers.text(Float.MAX_VALUE), Numbers.text(eps)));
    }
  }
}
