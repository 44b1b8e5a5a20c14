package io.evenkeel.core.activation;

import io.evenkeel.core.Spec;
import io.evenkeel.core.kernel.Select;

/**
 * phi(x) = x relu6(x + 3) / 6; phi' = 0 for x < -3, 1 for x >= 3, else (2x + 3) / 6.
 *
 * <p>phi'(-3) = -1/2 and phi'(3) = 1. NaN gives NaN; as PyTorch evaluates it phi(-Infinity) is NaN,
 * and 6x overflows before it is divided.
 */
public record Hardswish() implements Activation {
  private static final double END = 3;

  @Override
  public Spec spec() {
    return Spec.of("hardswish");
  }

  @Override
  public double value(double x) {
    return x * Math.min(Math.max(x + END, 0), 2 * END) / (2 * END);
  }

  @Override
  public double derivative(double x) {
    if (x < -END) {
      return 0;
    }
    return x >= END ? 1 : (2 * x + END) / (2 * END);
  }

  @Override
  public double[] kinks() {
    return new double[] {-END, END};
  }

  @Override
  public void apply(float[] pre, int n, float[] act, float[] slope) {
    for (int i = 0; i < n; i++) {
      // In double: near x = -1.5 the two terms cancel.
      float middle = (float) ((2.0 * pre[i] + END) * (1 / (2 * END)));
      float right = Select.of(pre[i] >= 3f, 1f, middle);
      slope[i] = Select.of(pre[i] < -3f, 0f, right);
    }
    float end = (float) END;
    for (int i = 0; i < n; i++) {
      act[i] = pre[i] * Math.min(Math.max(pre[i] + end, 0f), 2 * end) / (2 * end);
    }
  }
}
