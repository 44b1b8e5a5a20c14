package io.evenkeel.core.engine.linear;

import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.core.kernel.ScanKernel;
import io.evenkeel.core.linalg.SharedMemory.Shared;
import io.evenkeel.core.probe.Tensor;

/**
 * A gradient as float32 values times {@code 2^exponent}.
 *
 * <p>Before a gradient enters a product, its largest magnitude is brought into [1, 2). So a product
 * of any number of layers neither overflows nor underflows. Scaling by a power of two is exact.
 * Values more than 2^126 times smaller than the largest one become subnormal or zero: they are 38
 * orders of magnitude too small to change a sum.
 */
public final class ScaledGradient {
  private static final int LARGEST_STEP = 126;
  private static final ScanKernel SCANS = Kernels.scans();

  private final Shared<float[]> memory;
  private long exponent;

  /**
   * A gradient that is not set yet.
   *
   * @param memory array that holds the values
   */
  public ScaledGradient(Shared<float[]> memory) {
    this.memory = memory;
  }

  /** The values, from index 0. */
  public float[] values() {
    return memory.get();
  }

  /** The gradient at a place of that size, for a probe. */
  public Tensor tensor(int rows, int units) {
    return new Tensor(values(), rows, units, exponent);
  }

  /** The power of two that the values are to be multiplied by. */
  public long exponent() {
    return exponent;
  }

  /** Sets the power of two that the values are to be multiplied by. */
  public void exponent(long exponent) {
    this.exponent = exponent;
  }

  /**
   * Takes a gradient in plain doubles.
   *
   * @param gradient values that are to be multiplied by {@code 2^power}
   */
  public void set(double[] gradient, int length, long power) {
    int shift = SCANS.largestExponent(gradient, length);
    SCANS.narrowed(gradient, Math.scalb(1.0, -shift), values(), length);
    exponent = power + shift;
  }

  /** Takes the values and the exponent of another. */
  public void copy(ScaledGradient other, int length) {
    System.arraycopy(other.values(), 0, values(), 0, length);
    exponent = other.exponent;
  }

  /** Multiplies by a factor and normalises the result. */
  public void multiply(double factor, int length) {
    if (factor == 1) {
      return;
    }
    int shift = factor == 0 ? 0 : Math.getExponent(factor);
    float significand = (float) Math.scalb(factor, -shift);
    float[] values = values();
    for (int i = 0; i < length; i++) {
      values[i] *= significand;
    }
    exponent += shift;
    normalise(length);
  }

  /**
   * Adds another gradient and normalises the result. The smaller one is first brought to the
   * exponent of the larger: values more than 2^149 times below the other's largest vanish.
   */
  public void add(ScaledGradient other, int length) {
    float theirLargest = SCANS.largestMagnitude(other.values(), length);
    if (theirLargest == 0) {
      return;
    }
    float ourLargest = SCANS.largestMagnitude(values(), length);
    if (ourLargest == 0) {
      copy(other, length);
      return;
    }
    normaliseFinite(ourLargest, length);
    other.normaliseFinite(theirLargest, length);
    long difference = other.exponent - exponent;
    float ours = difference > 0 ? power(-difference) : 1;
    float theirs = difference < 0 ? power(difference) : 1;
    float[] values = values();
    float[] added = other.values();
    for (int i = 0; i < length; i++) {
      values[i] = values[i] * ours + added[i] * theirs;
    }
    exponent = Math.max(exponent, other.exponent);
    normalise(length);
  }

  /** {@code 2^exponent}, or 0 where float32 has no such power. */
  private static float power(long exponent) {
    return exponent < Float.MIN_EXPONENT - 23 ? 0f : Math.scalb(1f, (int) exponent);
  }

  /** Sets this to {@code gradient * slope}, entry by entry, and normalises the result. */
  public void setProduct(ScaledGradient gradient, float[] slope, int length) {
    float[] values = values();
    float[] factor = gradient.values();
    for (int i = 0; i < length; i++) {
      values[i] = factor[i] * slope[i];
    }
    exponent = gradient.exponent;
    normalise(length);
  }

  /**
   * Brings the largest magnitude into [1, 2) and changes the exponent accordingly, so that the
   * gradient stays the same.
   */
  public void normalise(int length) {
    normaliseFinite(SCANS.largestMagnitude(values(), length), length);
  }

  private void normaliseFinite(float largest, int length) {
    normalise(largest < Float.POSITIVE_INFINITY ? largest : largestFinite(length), length);
  }

  private void normalise(float largest, int length) {
    if (largest == 0) {
      return;
    }
    // In double precision a subnormal float has an exponent of its own.
    int shift = Math.getExponent((double) largest);
    scale(length, -shift);
    exponent += shift;
  }

  private float largestFinite(int length) {
    float[] values = values();
    float largest = 0;
    for (int i = 0; i < length; i++) {
      float magnitude = Math.abs(values[i]);
      if (magnitude > largest && magnitude < Float.POSITIVE_INFINITY) {
        largest = magnitude;
      }
    }
    return largest;
  }

  private void scale(int length, int power) {
    float[] values = values();
    int left = power;
    while (left != 0) {
      int step = Math.max(-LARGEST_STEP, Math.min(LARGEST_STEP, left));
      float factor = Math.scalb(1f, step);
      for (int i = 0; i < length; i++) {
        values[i] *= factor;
      }
      left -= step;
    }
  }
}
