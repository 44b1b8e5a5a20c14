package io.evenkeel.core.activation;

import io.evenkeel.core.Spec;

/**
 * phi(x) = max(0, x); phi'(0) = 0.
 *
 * <p>NaN gives NaN with slope 1, as PyTorch's backward pass treats it.
 */
public record Relu() implements Activation {
  /** Values treated at once: few enough to stay in the first-level cache. */
  private static final int BLOCK = 1024;

  /** Twice a factor: together they make more than 1 of any positive float32. */
  private static final float STEEP = 0x1p100f;

  @Override
  public Spec spec() {
    return Spec.of("relu");
  }

  @Override
  public double value(double x) {
    return Math.max(x, 0);
  }

  @Override
  public double derivative(double x) {
    return x <= 0 ? 0 : 1;
  }

  @Override
  public double[] kinks() {
    return new double[] {0};
  }

  @Override
  public void apply(float[] pre, int n, float[] act, float[] slope) {
    for (int from = 0; from < n; from += BLOCK) {
      int to = Math.min(n, from + BLOCK);
      rectify(pre, act, from, to);
      step(act, slope, from, to);
      if (Float.isNaN(sum(slope, from, to))) {
        stepAtNans(act, slope, from, to);
      }
    }
  }

  private static void rectify(float[] pre, float[] act, int from, int to) {
    for (int i = from; i < to; i++) {
      act[i] = Math.max(pre[i], 0f);
    }
  }

  /** Writes 0 or 1 without a comparison, which the JIT turns into vector code; NaN gives NaN. */
  private static void step(float[] act, float[] slope, int from, int to) {
    for (int i = from; i < to; i++) {
      slope[i] = Math.min(1f, act[i] * STEEP * STEEP);
    }
  }

  /**
   * The sum of a range, made in eight independent chains because each addition waits for the one
   * before it in its chain.
   */
  private static float sum(float[] x, int from, int to) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    int i = from;
    for (; i <= to - 8; i += 8) {
      s0 += x[i];
      s1 += x[i + 1];
      s2 += x[i + 2];
      s3 += x[i + 3];
      s4 += x[i + 4];
      s5 += x[i + 5];
      s6 += x[i + 6];
      s7 += x[i + 7];
    }
    for (; i < to; i++) {
      s0 += x[i];
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }

  private static void stepAtNans(float[] act, float[] slope, int from, int to) {
    for (int i = from; i < to; i++) {
      slope[i] = act[i] <= 0f ? 0f : 1f;
    }
  }
}
