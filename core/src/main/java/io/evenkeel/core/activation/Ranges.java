package io.evenkeel.core.activation;

import io.evenkeel.core.Numbers;
import io.evenkeel.core.SpecException;

/** Range checks of the activations' parameters. */
final class Ranges {
  private Ranges() {}

  /**
   * @param fits the condition, written so that NaN fails it
   * @throws SpecException {@code name of member must be allowed, got value} unless {@code fits}
   */
  static void check(boolean fits, String member, String name, double value, String allowed) {
    if (!fits) {
      throw new SpecException(
          name + " of " + member + " must be " + allowed + ", got " + Numbers.text(value));
    }
  }

  /**
   * @throws SpecException if {@code value} is NaN or infinite
   */
  static void checkFinite(String member, String name, double value) {
    check(Double.isFinite(value), member, name, value, "a finite number");
  }
}
