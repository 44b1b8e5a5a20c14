package io.evenkeel.core.loss;

/**
 * Kullback-Leibler divergence of the target from the input, entry by entry; x is a log-probability:
 * t (log t - x), or exp(t) (t - x) if {@code log_target}.
 *
 * <ul>
 *   <li>{@code mean} divides by the number of all entries, {@code batchmean} by the size of the
 *       first axis: the mathematical definition.
 *   <li>A target probability 0 contributes 0; its slope there, minus infinity, is given as 0
 *       (PyTorch's own is NaN): what cannot happen does not pull. A negative one gives NaN.
 *   <li>With {@code log_target} a target of -Infinity gives NaN, as 0 times infinity does.
 * </ul>
 *
 * @param logTarget whether t is a log-probability too
 */
record KlDiv(boolean logTarget, Reduction reduction) implements PointwiseLoss {
  /** With PyTorch's default: targets are probabilities. */
  public KlDiv(Reduction reduction) {
    this(false, reduction);
  }

  @Override
  public String name() {
    return "kl_div";
  }

  @Override
  public double value(double x, double t) {
    if (logTarget) {
      return StrictMath.exp(t) * (t - x);
    }
    return t == 0 ? -t * x : t * (StrictMath.log(t) - x);
  }

  @Override
  public double byInput(double x, double t) {
    return logTarget ? -StrictMath.exp(t) : -t;
  }

  @Override
  public double byTarget(double x, double t) {
    if (logTarget) {
      return StrictMath.exp(t) * (t - x + 1);
    }
    return t == 0 ? 0 : StrictMath.log(t) + 1 - x;
  }
}
