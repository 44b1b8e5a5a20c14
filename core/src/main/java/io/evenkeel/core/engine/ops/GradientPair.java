package io.evenkeel.core.engine.ops;

import io.evenkeel.core.engine.linear.ScaledGradient;
import io.evenkeel.core.linalg.SharedMemory;
import io.evenkeel.core.linalg.SharedMemory.Shared;

/**
 * The gradient at the place that a backward pass has reached, and a second array for the next
 * gradient.
 */
final class GradientPair {
  private final Shared<float[]> first;
  private final Shared<float[]> second;
  private ScaledGradient current;
  private ScaledGradient other;

  GradientPair(SharedMemory shared) {
    first = shared.floats();
    second = shared.floats();
    current = new ScaledGradient(first);
    other = new ScaledGradient(second);
  }

  /** Declares that some gradient has this many values. */
  void need(long values) {
    first.atLeast(values);
    second.atLeast(values);
  }

  /** The current gradient. */
  ScaledGradient current() {
    return current;
  }

  /** The array into which the next gradient is written. */
  ScaledGradient other() {
    return other;
  }

  /** Makes the next gradient the current one. */
  void swap() {
    ScaledGradient before = current;
    current = other;
    other = before;
  }
}
