package io.evenkeel.core.init;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.random.RandomStream;

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
  static void normal(RandomStream stream, double mean, double std, float[] weights, int count) {
    float shift = (float) mean;
    float scale = (float) std;
    for (int from = 0; from < count; from += BLOCK) {
      int length = Math.min(BLOCK, count - from);
      stream.fillNormal(from, weights, from, length);
      for (int i = from; i < from + length; i++) {
        weights[i] = shift + scale * weights[i];
      }
    }
  }

  /** Independent and uniform on [-bound, bound]. */
  static void symmetric(RandomStream stream, double bound, float[] weights, int count) {
    stream.fillSymmetric(0, (float) bound, weights, 0, count);
  }
}
