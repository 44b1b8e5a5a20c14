package io.evenkeel.core.engine.ops;

import io.evenkeel.core.engine.linear.ScaledGradient;
import io.evenkeel.core.linalg.SharedMemory;
import io.evenkeel.core.linalg.SharedMemory.Shared;

/** The gradient at the place that a backward pass has come to, and room for the next one. */
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

  /** Declares that a gradient has so many values. */
  void need(long values) {
    first.atLeast(values);
    second.atLeast(values);
  }

  /** The gradient at hand. */
  ScaledGradient current() {
    return current;
  }

  /** Where the next gradient is written. */
  ScaledGradient other() {
    return other;
  }

  /** Makes the next gradient the one at hand. */
  void swap() {
    ScaledGradient before = current;
    current = other;
    other = before;
  }
}
