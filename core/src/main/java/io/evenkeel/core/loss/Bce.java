package io.evenkeel.core.loss;

import java.util.List;
import java.util.Optional;

/**
 * Binary cross-entropy of probabilities: -w (t log x + (1 - t) log(1 - x)), each logarithm not
 * below -100.
 *
 * <p>{@code input} and {@code target} of one shape {@code [*]}, both in [0, 1]; the value with no
 * reduction in that shape; {@code mean} over all entries, whatever the weights.
 *
 * <ul>
 *   <li>The gradient by x is w (x - t) / max(x (1 - x), 1e-12), PyTorch's: finite at x = 0 and 1,
 *       where it is not the slope of the clamped value.
 *   <li>The gradient by t is w (log(1 - x) - log x), PyTorch's: below -100 too, where it is not the
 *       slope of the clamped value; at x = 0 and 1, where a logarithm is infinite, it is taken as
 *       -100.
 *   <li>Kinks where a logarithm reaches -100: x or 1 - x equal to 3.7e-44.
 * </ul>
 *
 * @param weight one per entry or of a shape that repeats to it, finite, at least 0; empty for ones
 */
record Bce(Optional<Tensor> weight, Reduction reduction) implements Loss {
  private static final double SMALLEST_LOG = -100;

  /** PyTorch's constant is a float32. */
  private static final double SMALLEST_VARIANCE = 1e-12f;

  /**
   * @throws io.evenkeel.core.SpecException if a weight is out of range or the reduction is {@code
   *     batchmean}
   */
  public Bce {
    Checks.weight("bce", "weight", weight);
    Checks.noBatchMean("bce", reduction);
  }

  /** The loss without a weight. */
  public Bce(Reduction reduction) {
    this(Optional.empty(), reduction);
  }

  @Override
  public String name() {
    return "bce";
  }

  @Override
  public List<String> inputs() {
    return List.of("input", "target");
  }

  @Override
  public LossValue evaluate(Tensor... inputs) {
    Checks.count(this, inputs);
    Tensor input = inputs[0];
    Tensor target = inputs[1];
    int[] shape = input.shape();
    Checks.shape(name(), "target", target, shape);
    Checks.unitInterval(name(), "input", input);
    Checks.unitInterval(name(), "target", target);
    Broadcast weights = new Broadcast(name(), "weight", weight.orElse(Tensor.scalar(1)), shape);
    int n = input.length();
    double factor = reduction.factor(n, 1);
    double[] values = new double[n];
    double[] byInput = new double[n];
    double[] byTarget = new double[n];
    for (int i = 0; i < n; i++) {
      double x = input.at(i);
      double t = target.at(i);
      double w = weights.at(i);
      double logOne = StrictMath.log(x);
      double logZero = StrictMath.log1p(-x);
      values[i] =
          -w * (t * Math.max(SMALLEST_LOG, logOne) + (1 - t) * Math.max(SMALLEST_LOG, logZero));
      byInput[i] = factor * w * (x - t) / Math.max(x * (1 - x), SMALLEST_VARIANCE);
      byTarget[i] = factor * w * (finiteLog(logZero) - finiteLog(logOne));
    }
    return LossValue.of(reduction.of(values, shape, n, 1))
        .with("input", Tensor.owning(shape, byInput))
        .with("target", Tensor.owning(shape, byTarget));
  }

  private static double finiteLog(double log) {
    return log == Double.NEGATIVE_INFINITY ? SMALLEST_LOG : log;
  }
}
