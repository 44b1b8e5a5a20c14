package io.evenkeel.core.precision;

import io.evenkeel.core.Spec;
import io.evenkeel.core.kernel.FloatFormat;

/**
 * The narrower format that a network's operands and results are rounded to, as {@code
 * torch.autocast} does: what enters a linear map and what leaves it is rounded, products are
 * accumulated in float32, and so is each result of an activation, a dropout or a sum whose operands
 * are narrow. Norms, the loss and all statistics are float32. Gradients are rounded where the
 * tensors they belong to are.
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
