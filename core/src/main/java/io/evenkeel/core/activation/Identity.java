package io.evenkeel.core.activation;

import io.evenkeel.core.Spec;
import java.util.Arrays;

/** phi(x) = x. */
public record Identity() implements Activation {
  @Override
  public Spec spec() {
    return Spec.of("identity");
  }

  @Override
  public double value(double x) {
    return x;
  }

  @Override
  public double derivative(double x) {
    return 1;
  }

  @Override
  public void apply(float[] pre, int n, float[] act, float[] slope) {
    System.arraycopy(pre, 0, act, 0, n);
    Arrays.fill(slope, 0, n, 1f);
  }
}
