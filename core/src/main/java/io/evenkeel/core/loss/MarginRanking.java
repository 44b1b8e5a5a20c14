package io.evenkeel.core.loss;

import java.util.List;

/**
 * Ranking loss of a pair and a sign t: max(0, -t (x1 - x2) + margin); t = 1 wants x1 above x2.
 *
 * <p>{@code input1}, {@code input2} and {@code target} of one shape {@code [*]}, the value with no
 * reduction in that shape; {@code mean} over all entries. Kink where t (x1 - x2) = margin: the
 * gradient there is that of the side with a loss, -t and t.
 *
 * @param margin by how much they should differ, finite
 */
record MarginRanking(double margin, Reduction reduction) implements Loss {
  /**
   * @throws io.evenkeel.core.SpecException if {@code margin} is not finite or the reduction is
   *     {@code batchmean}
   */
  public MarginRanking {
    Checks.finite("margin_ranking", "margin", margin);
    Checks.noBatchMean("margin_ranking", reduction);
  }

  /** With PyTorch's default margin = 0. */
  public MarginRanking(Reduction reduction) {
    this(0, reduction);
  }

  @Override
  public String name() {
    return "margin_ranking";
  }

  @Override
  public List<String> inputs() {
    return List.of("input1", "input2", "target");
  }

  @Override
  public LossValue evaluate(Tensor... inputs) {
    Checks.count(this, inputs);
    int[] shape = inputs[0].shape();
    Checks.shape(name(), "input2", inputs[1], shape);
    Checks.shape(name(), "target", inputs[2], shape);
    Checks.signs(name(), "target", inputs[2]);
    int n = inputs[0].length();
    double factor = reduction.factor(n, 1);
    double[] values = new double[n];
    double[] first = new double[n];
    double[] second = new double[n];
    for (int i = 0; i < n; i++) {
      double t = inputs[2].at(i);
      double z = -t * (inputs[0].at(i) - inputs[1].at(i)) + margin;
      values[i] = Math.max(0, z);
      second[i] = z >= 0 ? factor * t : 0;
      first[i] = -second[i];
    }
    return LossValue.of(reduction.of(values, shape, n, 1))
        .with("input1", Tensor.owning(shape, first))
        .with("input2", Tensor.owning(shape, second));
  }
}
