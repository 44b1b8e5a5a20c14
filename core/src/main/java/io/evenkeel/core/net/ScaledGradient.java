package io.evenkeel.core.net;

import io.evenkeel.core.net.Blas.Floats;

/**
 * A gradient as float32 values times {@code 2^exponent}, the exponent chosen so that the largest
 * magnitude lies in [1, 2).
 *
 * <p>Scaling by a power of two is exact. Values more than 2^126 times smaller than the largest one
 * become subnormal or zero: they are 38 decimal orders below anything that a sum could notice.
 */
final class ScaledGradient implements AutoCloseable {
  private static final int LARGEST_STEP = 126;

  final float[] values;
  final Floats copy;
  long exponent;

  /**
   * Allocates.
   *
   * @param capacity the most values it will hold
   */
  ScaledGradient(int capacity) {
    values = new float[capacity];
    copy = new Floats(capacity);
  }

  /** Takes a gradient in plain doubles. */
  void set(double[] gradient, int length) {
    double largest = 0;
    for (int i = 0; i < length; i++) {
      double magnitude = Math.abs(gradient[i]);
      if (magnitude > largest && magnitude < Double.POSITIVE_INFINITY) {
        largest = magnitude;
      }
    }
    exponent = largest == 0 ? 0 : Math.getExponent(largest);
    for (int i = 0; i < length; i++) {
      values[i] = (float) Math.scalb(gradient[i], (int) -exponent);
    }
  }

  /** Takes {@code gradient * slope} entry by entry, renews the exponent and fills the copy. */
  void setProduct(ScaledGradient gradient, float[] slope, int length) {
    for (int i = 0; i < length; i++) {
      values[i] = gradient.values[i] * slope[i];
    }
    exponent = gradient.exponent;
    normalise(length);
    copy.put(values, length);
  }

  /** Takes what a product has left in the copy, on the scale of {@code exponent}. */
  void setFromCopy(long exponent, int length) {
    copy.get(values, length);
    this.exponent = exponent;
    normalise(length);
  }

  private void normalise(int length) {
    float largest = 0;
    for (int i = 0; i < length; i++) {
      largest = Math.max(largest, Math.abs(values[i]));
    }
    if (!(largest < Float.POSITIVE_INFINITY)) {
      largest = largestFinite(length);
    }
    if (largest == 0) {
      return;
    }
    int shift = Math.getExponent(largest);
    if (shift < Float.MIN_EXPONENT) {
      shift = Math.getExponent((double) largest);
    }
    scale(length, -shift);
    exponent += shift;
  }

  private float largestFinite(int length) {
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

  @Override
  public void close() {
    copy.close();
  }
}
