package io.evenkeel.core.init;

import io.evenkeel.core.Numbers;
import io.evenkeel.core.SpecException;

/** Checks the ranges of the initialisers' parameters. */
final class Ranges {
  /** The largest float32, as text. */
  static final String LARGEST = Numbers.text(Float.MAX_VALUE);

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
   * @throws SpecException if {@code value} is NaN or beyond float32
   */
  static void checkFloat(String member, String name, double value) {
    check(Math.abs(value) <= Float.MAX_VALUE, member, name, value, "a number within +-" + LARGEST);
  }

  /**
   * @throws SpecException if {@code value} is NaN, negative or beyond float32
   */
  static void checkNotNegative(String member, String name, double value) {
    check(value >= 0 && value <= Float.MAX_VALUE, member, name, value, "between 0 and " + LARGEST);
  }
}
