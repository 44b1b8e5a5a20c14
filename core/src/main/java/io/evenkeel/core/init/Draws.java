package io.evenkeel.core.init;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.law.EntryLaw;
import java.util.Arrays;

/** Draws the entries of a matrix one after the other. */
final class Draws {
  /**
   * How many values are drawn before they are scaled: few enough to be still in the L1 cache by
   * then.
   */
  static final int BLOCK = 4096;

  /** The longest Java array on every common virtual machine. */
  private static final int MOST = Integer.MAX_VALUE - 8;

  private Draws() {}

  /**
   * Number of weights.
   *
   * @throws SpecException if an array cannot hold them
   */
  static int count(int fanOut, int fanIn) {
    if (fanOut < 1 || fanIn < 1) {
      throw new SpecException(
          "a layer's width must be at least 1, got " + fanIn + " inputs and " + fanOut + " units");
    }
    long count = (long) fanOut * fanIn;
    if (count > MOST) {
      throw new SpecException(
          "a layer must have at most %s weights to be drawn, got %s x %s = %s"
              .formatted(MOST, fanOut, fanIn, count));
    }
    return (int) count;
  }

  /** Independent N(mean, std^2), in float32 as {@code torch.Tensor.normal_} scales them. */
  static EntryLaw normal(double mean, double std) {
    float shift = (float) mean;
    float scale = (float) std;
    if (scale == 0) {
      // Not 0 times a normal, which may be -0.
      return (stream, from, entries, offset, length) ->
          Arrays.fill(entries, offset, offset + length, shift);
    }
    return (stream, from, entries, offset, length) -> {
      stream.fillNormal(from, scale, entries, offset, length);
      if (shift != 0) {
        add(entries, offset, length, shift);
      }
    };
  }

  private static void add(float[] x, int offset, int length, float shift) {
    for (int i = offset; i < offset + length; i++) {
      x[i] += shift;
    }
  }

  /** Independent and uniform on [-bound, bound]. */
  static EntryLaw symmetric(double bound) {
    return (stream, from, entries, offset, length) ->
        stream.fillSymmetric(from, (float) bound, entries, offset, length);
  }

  /** Independent and uniform on [a, b], in float32 as {@code torch.Tensor.uniform_} scales them. */
  static EntryLaw uniform(double a, double b) {
    return (stream, from, entries, offset, length) ->
        stream.fillUniform(from, (float) a, (float) b, entries, offset, length);
  }
}
