package io.evenkeel.core.train;

import io.evenkeel.core.Spec;

/**
 * Gradient descent with momentum, without dampening: {@code torch.optim.SGD}.
 *
 * <p>With {@code d = g + decay w}, {@code b <- beta b + d} and {@code w <- w - lr b}, or Nesterov's
 * {@code w <- w - lr (d + beta b)}. The decay is coupled: it is a part of the gradient.
 *
 * @param beta share of the buffer b that stays, in [0, 1)
 * @param nesterov whether the step looks ahead along the buffer
 */
record Momentum(double beta, boolean nesterov) implements Optimizer {
  @Override
  public Spec spec() {
    return Spec.of(nesterov ? "nesterov" : "momentum").with("beta", beta);
  }

  @Override
  public int states() {
    return 1;
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
    float[] buffer = states[0];
    float lr = (float) size.lr();
    float decay = (float) size.weightDecay();
    float stays = (float) beta;
    float ofGradient = nesterov ? 1 : 0;
    float ofBuffer = nesterov ? stays : 1;
    for (int i = 0; i < length; i++) {
      float d = gradient[i] + decay * weights[i];
      float b = stays * buffer[i] + d;
      buffer[i] = b;
      weights[i] -= lr * (ofGradient * d + ofBuffer * b);
    }
  }

  @Override
  public void step(
      StepSize size, int step, double[] weights, double[] gradient, double[][] states, int length) {
    double[] buffer = states[0];
    for (int i = 0; i < length; i++) {
      double d = gradient[i] + size.weightDecay() * weights[i];
      buffer[i] = beta * buffer[i] + d;
      weights[i] -= size.lr() * (nesterov ? d + beta * buffer[i] : buffer[i]);
    }
  }
}
