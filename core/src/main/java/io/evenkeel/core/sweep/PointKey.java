package io.evenkeel.core.sweep;

import java.util.Arrays;
import java.util.Objects;

/** The numbers of a point in some dimensions, with a substitute for one that is left out. */
final class PointKey {
  /** Stands for a number that is left out. */
  static final long LEFT_OUT = -1;

  private final long[] numbers;
  private final Object instead;

  /**
   * @param numbers not copied
   * @param instead the substitute, equal for points that must have equal keys
   */
  PointKey(long[] numbers, Object instead) {
    this.numbers = numbers;
    this.instead = instead;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PointKey key
        && Arrays.equals(numbers, key.numbers)
        && Objects.equals(instead, key.instead);
  }

  @Override
  public int hashCode() {
    long hash = Objects.hashCode(instead);
    for (long number : numbers) { // a pair of equal numbers is one whose halves cancel in a hash
      hash = (hash ^ number) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 29;
    }
    return (int) (hash >>> 32);
  }
}
