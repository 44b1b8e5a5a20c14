package io.evenkeel.core.loss;

import io.evenkeel.core.SpecException;
import java.util.Arrays;
import java.util.List;

/**
 * Negative log likelihood of a normal target t with mean x and variance v: (log v + (x - t)^2 / v)
 * / 2, v not below {@code eps}; {@code full} adds log(2 pi) / 2.
 *
 * <p>{@code input} is {@code [*]}; {@code target} has its shape, or size 1 where the input has
 * more; {@code var} has its shape, or size 1 or nothing at all for the last axis. Gradients of what
 * is repeated are summed. The value with no reduction has the input's shape; {@code mean} over all
 * its entries.
 *
 * <p>Kink at v = eps. The gradient by v is that of the formula at max(v, eps), PyTorch's: below eps
 * it is not the value's slope 0.
 *
 * @param full whether the constant is added
 * @param eps smallest variance, finite and above 0
 */
record GaussianNll(boolean full, double eps, Reduction reduction) implements Loss {
  /**
   * @throws SpecException if {@code eps} is out of range or the reduction is {@code batchmean}
   */
  public GaussianNll {
    Checks.parameter(
        eps > 0 && Double.isFinite(eps), "gaussian_nll", "eps", eps, "finite and above 0");
    Checks.noBatchMean("gaussian_nll", reduction);
  }

  /** With PyTorch's defaults: not full, eps = 1e-6. */
  public GaussianNll(Reduction reduction) {
    this(false, 1e-6, reduction);
  }

  @Override
  public String name() {
    return "gaussian_nll";
  }

  @Override
  public List<String> inputs() {
    return List.of("input", "target", "var");
  }

  @Override
  public LossValue evaluate(Tensor... inputs) {
    Checks.count(this, inputs);
    Tensor input = inputs[0];
    int[] shape = input.shape();
    Broadcast target = new Broadcast(name(), "target", inputs[1], shape);
    Broadcast variance = variance(inputs[2], shape);
    int n = input.length();
    double factor = reduction.factor(n, 1);
    double[] values = new double[n];
    double[] byInput = new double[n];
    double[] byTarget = new double[n];
    double[] byVariance = new double[n];
    for (int i = 0; i < n; i++) {
      double v = Math.max(eps, variance.at(i));
      double d = input.at(i) - target.at(i);
      values[i] = 0.5 * (StrictMath.log(v) + d * d / v);
      if (full) {
        values[i] += 0.5 * StrictMath.log(2 * Math.PI);
      }
      byInput[i] = factor * d / v;
      byTarget[i] = -byInput[i];
      byVariance[i] = factor * 0.5 * (1 - d * d / v) / v;
    }
    Tensor forVariance = variance.collect(byVariance);
    return LossValue.of(reduction.of(values, shape, n, 1))
        .with("input", Tensor.owning(shape, byInput))
        .with("target", target.collect(byTarget))
        .with("var", Tensor.owning(inputs[2].shape(), forVariance.data()));
  }

  private Broadcast variance(Tensor var, int[] shape) {
    for (int i = 0; i < var.length(); i++) {
      if (var.at(i) < 0) {
        throw Checks.entry(name(), "var", i, "at least 0", var.at(i));
      }
    }
    int last = shape.length - 1;
    int[] withoutLast = Arrays.copyOf(shape, Math.max(last, 0));
    int[] lastIsOne = shape.clone();
    if (last >= 0) {
      lastIsOne[last] = 1;
    }
    if (!var.hasShape(shape) && !var.hasShape(lastIsOne) && !var.hasShape(withoutLast)) {
      throw new SpecException(
          "var of gaussian_nll must have shape %s, %s or %s, got %s"
              .formatted(
                  Arrays.toString(shape),
                  Arrays.toString(lastIsOne),
                  Arrays.toString(withoutLast),
                  Arrays.toString(var.shape())));
    }
    Tensor aligned = var.hasShape(shape) ? var : Tensor.owning(lastIsOne, var.data());
    return new Broadcast(name(), "var", aligned, shape);
  }
}
