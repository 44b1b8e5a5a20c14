package io.evenkeel.core.engine.linear;

import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.core.kernel.RoundingKernel;
import io.evenkeel.core.kernel.RoundingKernel.Rounded;
import io.evenkeel.core.linalg.SharedMemory.Shared;
import io.evenkeel.core.precision.Precision;
import java.util.Optional;

/** How the tensors of one network are rounded to a narrower format, if they are. */
public final class Rounding {
  private static final RoundingKernel KERNEL = Kernels.rounding();

  private final Optional<Precision> precision;
  private final int lossScale;
  private final Shared<int[]> words;
  private Draws draws;
  private int roundings;

  /**
   * @param precision empty if nothing is rounded
   * @param lossScale power of two that gradients are multiplied by while they are rounded
   * @param words room for random words
   */
  public Rounding(Optional<Precision> precision, int lossScale, Shared<int[]> words) {
    this.precision = precision;
    this.lossScale = lossScale;
    this.words = words;
  }

  /** Whether anything is rounded. */
  public boolean active() {
    return precision.isPresent();
  }

  /** Says how long the tensors are that are to be rounded. */
  public void need(long values) {
    if (precision.filter(Precision::stochastic).isPresent()) {
      words.atLeast(values);
    }
  }

  /** A pass begins that draws from there. */
  public void begin(Draws source) {
    draws = source;
    roundings = 0;
  }

  /** Rounds operands to nearest. */
  public void operand(float[] from, float[] to, int length) {
    KERNEL.round(precision.orElseThrow().format(), from, 0, to, 0, length);
  }

  /** Rounds a result, in place. */
  public Rounded result(float[] values, int length) {
    Precision to = precision.orElseThrow();
    if (!to.stochastic()) {
      return KERNEL.round(to.format(), values, 0, values, 0, length);
    }
    int[] random = words.get();
    draws.roundings(roundings++, random, length);
    return KERNEL.roundAtRandom(to.format(), random, 0, values, 0, values, 0, length);
  }

  /**
   * Rounds a gradient in place, multiplied by the loss scale, and divides by that again: as float32
   * values without an exponent of their own would be.
   */
  public void gradient(ScaledGradient gradient, int length) {
    float[] values = gradient.values();
    int power = (int) Math.max(-2000, Math.min(2000, gradient.exponent() + lossScale));
    for (int i = 0; i < length; i++) {
      values[i] = (float) Math.scalb((double) values[i], power);
    }
    result(values, length);
    gradient.exponent(-lossScale);
    gradient.normalise(length);
  }
}
