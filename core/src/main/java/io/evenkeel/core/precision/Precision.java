package io.evenkeel.core.precision;

import io.evenkeel.core.Spec;
import io.evenkeel.core.kernel.FloatFormat;

/**
 * The narrower format to which a network's operands and results are rounded, as {@code
 * torch.autocast} does. The operands and the result of a linear map are rounded, while its products
 * are accumulated in float32. The result of an activation, a dropout or a sum is rounded if its
 * operands are narrow. Norms, the loss and all statistics are float32. A gradient is rounded if the
 * tensor that it belongs to is.
 *
 * @param format of operands and results
 * @param weights whether weights and biases are rounded, too
 * @param stochastic whether results are rounded at random; operands are rounded to nearest
 */
public record Precision(FloatFormat format, boolean weights, boolean stochastic) {
  /** Canonical name and every parameter: {@code fp16(weights=true,rounding=nearest)}. */
  public Spec spec() {
    return Spec.of(format.text())
        .with("weights", weights)
        .with("rounding", stochastic ? Precisions.STOCHASTIC : Precisions.NEAREST);
  }
}
