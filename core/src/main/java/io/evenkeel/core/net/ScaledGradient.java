package io.evenkeel.core.net;

import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.core.kernel.ScanKernel;

/**
 * A gradient as float32 values times {@code 2^exponent}.
 *
 * <p>Where a gradient enters a product its largest magnitude is first brought into [1, 2), so that
 * a product of any number of layers neither overflows nor underflows. Scaling by a power of two is
 * exact. Values more than 2^126 times smaller than the largest one become subnormal or zero: they
 * are 38 decimal orders below anything that a sum could notice.
 */
final class ScaledGradient {
  private static final int LARGEST_STEP = 126;
  private static final ScanKernel SCANS = Kernels.scans();

  final float[] values;
  long exponent;

  /**
   * Allocates.
   *
   * @param capacity the most values it will hold
   */
  ScaledGradient(int capacity) {
    values = new float[capacity];
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

  /** Takes {@code gradient * slope} entry by entry, and renews the exponent. */
  void setProduct(ScaledGradient gradient, float[] slope, int length) {
    float[] factor = gradient.values;
    for (int i = 0; i < length; i++) {
      values[i] = factor[i] * slope[i];
    }
    float largest = SCANS.largestMagnitude(values, length);
    exponent = gradient.exponent;
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
}
