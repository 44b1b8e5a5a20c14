package io.evenkeel.core.train;

import io.evenkeel.core.Spec;

/**
 * RMSProp, {@code torch.optim.RMSprop} without momentum and not centred.
 *
 * <p>With {@code d = g + decay w}, {@code v <- alpha v + (1 - alpha) d^2} and {@code w <- w - lr d
 * / (sqrt(v) + eps)}. The decay is coupled: it is a part of the gradient.
 *
 * @param alpha share of the mean square v that stays, in [0, 1)
 * @param eps added to the root, above 0
 */
record RmsProp(double alpha, double eps) implements Optimizer {
  @Override
  public Spec spec() {
    return Spec.of("rmsprop").with("alpha", alpha).with("eps", eps);
  }

  @Override
  public int states() {
    return 1;
  }

  @Override
  public boolean adaptive() {
    return true;
  }

  @Override
  public void step(
      StepSize size, int step, float[] weights, float[] gradient, float[][] states, int length) {
    float[] square = states[0];
    float lr = (float) size.lr();
    float decay = (float) size.weightDecay();
    float stays = (float) alpha;
    float takes = (float) (1 - alpha);
    float added = (float) eps;
    for (int i = 0; i < length; i++) {
      float d = gradient[i] + decay * weights[i];
      float v = stays * square[i] + takes * d * d;
      square[i] = v;
      weights[i] -= lr * (d / ((float) Math.sqrt(v) + added));
    }
  }

  @Override
  public void step(
      StepSize size, int step, double[] weights, double[] gradient, double[][] states, int length) {
    double[] square = states[0];
    for (int i = 0; i < length; i++) {
      double d = gradient[i] + size.weightDecay() * weights[i];
      square[i] = alpha * square[i] + (1 - alpha) * d * d;
      weights[i] -= size.lr() * d / (Math.sqrt(square[i]) + eps);
    }
  }
}
