package io.evenkeel.core.loss;

import java.util.List;

/**
 * A loss of one input entry and one target entry: {@code input} and {@code target} of one shape
 * {@code [*]}, the value with no reduction in that shape, a mean over all entries.
 */
sealed interface PointwiseLoss extends Loss
    permits L1, Mse, SmoothL1, Huber, PoissonNll, KlDiv, SoftMargin, HingeEmbedding {
  /** The loss of one entry. */
  double value(double input, double target);

  /** Its derivative with respect to the input. */
  double byInput(double input, double target);

  /** Its derivative with respect to the target; 0 unless {@link #targetHasGradient()}. */
  default double byTarget(double input, double target) {
    return 0;
  }

  /** Whether the target is a real number, not a sign. */
  default boolean targetHasGradient() {
    return true;
  }

  /**
   * Checks the target's domain.
   *
   * @throws io.evenkeel.core.SpecException if an entry is outside
   */
  default void checkTarget(Tensor target) {}

  @Override
  default List<String> inputs() {
    return List.of("input", "target");
  }

  @Override
  default LossValue evaluate(Tensor... inputs) {
    Checks.count(this, inputs);
    Tensor input = inputs[0];
    Tensor target = inputs[1];
    int[] shape = input.shape();
    Checks.shape(name(), "target", target, shape);
    checkTarget(target);
    int n = input.length();
    double batch = shape.length == 0 ? 1 : shape[0];
    double factor = reduction().factor(n, batch);
    double[] values = new double[n];
    double[] byInput = new double[n];
    double[] byTarget = new double[n];
    for (int i = 0; i < n; i++) {
      double x = input.at(i);
      double t = target.at(i);
      values[i] = value(x, t);
      byInput[i] = factor * byInput(x, t);
      byTarget[i] = factor * byTarget(x, t);
    }
    LossValue result =
        LossValue.of(reduction().of(values, shape, n, batch))
            .with("input", Tensor.owning(shape, byInput));
    return targetHasGradient() ? result.with("target", Tensor.owning(shape, byTarget)) : result;
  }
}
