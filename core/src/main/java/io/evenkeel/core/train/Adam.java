package io.evenkeel.core.train;

import io.evenkeel.core.Spec;

/**
 * Adam (Kingma and Ba 2015) with corrections of the bias towards zero: {@code torch.optim.Adam}, or
 * {@code torch.optim.AdamW} (Loshchilov and Hutter 2019) if the decay is decoupled.
 *
 * <p>At step t, {@code m <- beta1 m + (1 - beta1) g}, {@code v <- beta2 v + (1 - beta2) g^2} and
 * {@code w <- w - lr / (1 - beta1^t) * m / (sqrt(v) / sqrt(1 - beta2^t) + eps)}. A coupled decay
 * adds {@code decay w} to g; a decoupled one first takes {@code w <- w (1 - lr decay)}.
 *
 * @param beta1 share of the mean gradient m that stays, in [0, 1)
 * @param beta2 share of the mean square v that stays, in [0, 1)
 * @param eps added to the root, above 0
 * @param decoupled whether the decay is no part of the gradient
 */
record Adam(double beta1, double beta2, double eps, boolean decoupled) implements Optimizer {
  @Override
  public Spec spec() {
    return Spec.of(decoupled ? "adamw" : "adam")
        .with("beta1", beta1)
        .with("beta2", beta2)
        .with("eps", eps);
  }

  @Override
  public int states() {
    return 2;
  }

  @Override
  public boolean adaptive() {
    return true;
  }

  @Override
  public void step(
      StepSize size, int step, float[] weights, float[] gradient, float[][] states, int length) {
    float[] mean = states[0];
    float[] square = states[1];
    float rate = (float) (size.lr() / (1 - Math.pow(beta1, step)));
    float root = (float) Math.sqrt(1 - Math.pow(beta2, step));
    float coupled = decoupled ? 0 : (float) size.weightDecay();
    float kept = decoupled ? (float) (1 - size.lr() * size.weightDecay()) : 1;
    float meanStays = (float) beta1;
    float squareStays = (float) beta2;
    float meanTakes = (float) (1 - beta1);
    float squareTakes = (float) (1 - beta2);
    float added = (float) eps;
    for (int i = 0; i < length; i++) {
      float g = gradient[i] + coupled * weights[i];
      float m = meanStays * mean[i] + meanTakes * g;
      float v = squareStays * square[i] + squareTakes * g * g;
      mean[i] = m;
      square[i] = v;
      weights[i] = kept * weights[i] - rate * (m / ((float) Math.sqrt(v) / root + added));
    }
  }

  @Override
  public void step(
      StepSize size, int step, double[] weights, double[] gradient, double[][] states, int length) {
    double[] mean = states[0];
    double[] square = states[1];
    double rate = size.lr() / (1 - Math.pow(beta1, step));
    double root = Math.sqrt(1 - Math.pow(beta2, step));
    double coupled = decoupled ? 0 : size.weightDecay();
    double kept = decoupled ? 1 - size.lr() * size.weightDecay() : 1;
    for (int i = 0; i < length; i++) {
      double g = gradient[i] + coupled * weights[i];
      mean[i] = beta1 * mean[i] + (1 - beta1) * g;
      square[i] = beta2 * square[i] + (1 - beta2) * g * g;
      weights[i] = kept * weights[i] - rate * mean[i] / (Math.sqrt(square[i]) / root + eps);
    }
  }
}
