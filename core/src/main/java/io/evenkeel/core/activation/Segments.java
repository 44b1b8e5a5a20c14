package io.evenkeel.core.activation;

import io.evenkeel.core.kernel.Select;

/** Loops that activations made of straight pieces share; comparisons are made in double. */
final class Segments {
  private Segments() {}

  /** x for x > 0, else k x. */
  static void leaky(float[] pre, int n, float k, float[] act, float[] slope) {
    for (int i = 0; i < n; i++) {
      float x = pre[i];
      float s = Select.of(x > 0f, 1f, k);
      act[i] = x * s;
      slope[i] = s;
    }
  }

  /** x kept within [low, high]; slope 1 strictly inside, else (NaN too) 0. */
  static void clamp(float[] pre, int n, double low, double high, float[] act, float[] slope) {
    inside(pre, n, low, high, 1f, slope);
    float bottom = (float) low;
    float top = (float) high;
    for (int i = 0; i < n; i++) {
      act[i] = Math.min(Math.max(pre[i], bottom), top);
    }
  }

  /** {@code inner} for x strictly between low and high, else (NaN too) 0. */
  static void inside(float[] pre, int n, double low, double high, float inner, float[] slope) {
    for (int i = 0; i < n; i++) {
      float above = Select.of(pre[i] > low, inner, 0f);
      slope[i] = Select.of(pre[i] < high, above, 0f);
    }
  }
}
