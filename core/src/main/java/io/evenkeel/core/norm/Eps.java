package io.evenkeel.core.norm;

import io.evenkeel.core.SpecException;

/** The check of a norm's eps. */
final class Eps {
  private Eps() {}

  static void check(String norm, double eps) {
    if (!(eps > 0 && eps <= Float.MAX_VALUE)) {
      throw new SpecException("%s: eps must be a positive number, got %s".formatted(norm, eps));
    }
  }
}
