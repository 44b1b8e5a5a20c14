package io.evenkeel.core.engine.linear;

import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.engine.RoundedGradients;
import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.core.kernel.RoundingKernel;
import io.evenkeel.core.kernel.RoundingKernel.Rounded;
import io.evenkeel.core.kernel.ScanKernel;
import io.evenkeel.core.linalg.SharedMemory.Shared;
import io.evenkeel.core.precision.Precision;
import java.util.Optional;

/** Rounds the tensors of one network to a narrower format, if the network has one. */
public final class Rounding {
  private static final RoundingKernel KERNEL = Kernels.rounding();
  private static final ScanKernel SCANS = Kernels.scans();

  /** A power of two that moves every float32 value out of float32's range, and is a double. */
  private static final int FARTHEST = 1022;

  /** The least magnitude that float32 rounds to infinity. */
  private static final double BEYOND_FLOAT32 = Math.scalb(2 - Math.scalb(1.0, -24), 127);

  private final Optional<Precision> precision;
  private final Shared<int[]> words;
  private final boolean firstHalf;
  private int lossScale;
  private Draws draws;
  private int roundings;
  private double log2Largest;
  private boolean overflowed;
  private boolean watched;

  /**
   * @param precision empty if nothing is rounded
   * @param lossScale power of two that gradients are multiplied by while they are rounded
   * @param words scratch memory for random words
   * @param firstHalf whether only the first half of the rows of each batch is rounded
   */
  public Rounding(
      Optional<Precision> precision, int lossScale, Shared<int[]> words, boolean firstHalf) {
    this.firstHalf = firstHalf;
    this.precision = precision;
    this.lossScale = lossScale;
    this.words = words;
  }

  /** Whether anything is rounded. */
  public boolean active() {
    return precision.isPresent();
  }

  /** Declares the length of a tensor that is going to be rounded. */
  public void need(long values) {
    if (precision.filter(Precision::stochastic).isPresent()) {
      words.atLeast(values);
    }
  }

  /**
   * Changes the loss scale.
   *
   * @param power of two that gradients are multiplied by while they are rounded
   * @param watches whether {@link #gradients} is going to be called
   */
  public void lossScale(int power, boolean watches) {
    lossScale = power;
    watched = watches;
  }

  /** Begins a backward pass. */
  public void beginBackward() {
    log2Largest = Double.NEGATIVE_INFINITY;
    overflowed = false;
  }

  /** The gradients that were rounded since the backward pass began, if they are watched. */
  public RoundedGradients gradients() {
    return new RoundedGradients(log2Largest, overflowed);
  }

  /** Begins a pass with draws from this source. */
  public void begin(Draws source) {
    draws = source;
    roundings = 0;
  }

  /** Rounds operands to nearest. */
  public void operand(float[] from, float[] to, int length) {
    int rounded = firstHalf ? length / 2 : length;
    KERNEL.round(precision.orElseThrow().format(), from, 0, to, 0, rounded);
    System.arraycopy(from, rounded, to, rounded, length - rounded);
  }

  /** Rounds a result, in place. */
  public Rounded result(float[] values, int all) {
    int length = firstHalf ? all / 2 : all;
    Precision to = precision.orElseThrow();
    if (!to.stochastic()) {
      return KERNEL.round(to.format(), values, 0, values, 0, length);
    }
    int[] random = words.get();
    draws.roundings(roundings++, random, length);
    return KERNEL.roundAtRandom(to.format(), random, 0, values, 0, values, 0, length);
  }

  /**
   * Rounds a gradient in place. It is multiplied by the loss scale before that and divided by it
   * afterwards, as float32 values without an exponent of their own would be.
   */
  public void gradient(ScaledGradient gradient, int length) {
    float[] values = gradient.values();
    float largest = watched ? SCANS.largestMagnitude(values, length) : 0;
    long power = Math.max(-FARTHEST, Math.min(FARTHEST, gradient.exponent() + lossScale));
    double factor = Math.scalb(1.0, (int) power);
    for (int i = 0; i < length; i++) {
      values[i] = (float) (values[i] * factor);
    }
    boolean infinite = largest * factor >= BEYOND_FLOAT32;
    Rounded lost = result(values, length);
    if (watched && !overflowed) {
      log2Largest = Math.max(log2Largest, log2(largest) + gradient.exponent());
      overflowed = largest < Float.POSITIVE_INFINITY && (infinite || lost.overflows() > 0);
    }
    gradient.exponent(-lossScale);
    gradient.normalise(length);
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }
}
