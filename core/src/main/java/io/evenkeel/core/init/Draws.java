package io.evenkeel.core.init;

import io.evenkeel.core.SpecException;

/** Drawing the entries of a matrix one after the other. */
final class Draws {
  /** Values drawn before they are scaled: few enough to still be in the L1 cache by then. */
  static final int BLOCK = 4096;

  /** What a Java array can hold on every common virtual machine. */
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
          "a layer must have at most %d weights to be drawn, got %d x %d = %d"
              .formatted(MOST, fanOut, fanIn, count));
    }
    return (int) count;
  }

  /** Independent N(mean, std^2), in float32 as {@code torch.Tensor.normal_} scales them. */
  static EntryLaw normal(double mean, double std) {
    float shift = (float) mean;
    float scale = (float) std;
    return (stream, from, entries, offset, length) -> {
      for (int done = 0; done < length; done += BLOCK) {
        int size = Math.min(BLOCK, length - done);
        stream.fillNormal(from + done, entries, offset + done, size);
        scale(entries, offset + done, size, shift, scale);
      }
    };
  }

  private static void scale(float[] x, int offset, int length, float shift, float scale) {
    for (int i = offset; i < offset + length; i++) {
      x[i] = shift + scale * x[i];
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
