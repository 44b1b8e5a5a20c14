package io.evenkeel.core.train;

import io.evenkeel.core.Spec;

/**
 * Gradient descent, {@code w <- w - lr (g + decay w)}: {@code torch.optim.SGD} without momentum.
 * The decay is coupled: it is a part of the gradient.
 */
record Sgd() implements Optimizer {
  @Override
  public Spec spec() {
    return Spec.of("sgd");
  }

  @Override
  public int states() {
    return 0;
  }

  @Override
  public boolean linear() {
    return true;
  }

  @Override
  public boolean adaptive() {
    return false;
  }

  @Override
  public void step(
      StepSize size, int step, float[] weights, float[] gradient, float[][] states, int length) {
    float lr = (float) size.lr();
    float decay = (float) size.weightDecay();
    for (int i = 0; i < length; i++) {
      weights[i] -= lr * (gradient[i] + decay * weights[i]);
    }
  }

  @Override
  public void step(
      StepSize size, int step, double[] weights, double[] gradient, double[][] states, int length) {
    for (int i = 0; i < length; i++) {
      weights[i] -= size.lr() * (gradient[i] + size.weightDecay() * weights[i]);
    }
  }
}
