package io.evenkeel.core.norm;

import io.evenkeel.core.Spec;
import io.evenkeel.core.kernel.Kernels;
import java.util.Optional;

/**
 * Each unit is brought to mean 0 and variance 1 over the batch: {@code torch.nn.BatchNorm1d} in
 * training, without running averages.
 *
 * <p>S. Ioffe, C. Szegedy, arXiv:1502.03167, algorithm 1. The variance divides by the number of
 * rows. Backward, with means over the unit's rows: {@code (g - mean(g) - y mean(g y)) / d}, so one
 * row's gradient depends on the others'.
 *
 * @param eps constant beside the variance, above 0
 */
public record BatchNorm(double eps) implements Norm {
  /** PyTorch's eps. */
  public static final double DEFAULT_EPS = 1e-5;

  /**
   * @throws io.evenkeel.core.SpecException if eps is not a positive finite number
   */
  public BatchNorm {
    Eps.check("batch_norm", eps);
  }

  @Override
  public Spec spec() {
    return Spec.of("batch_norm").with("eps", eps);
  }

  /** With fewer rows the expected squared gradient of a normal batch is infinite. */
  private static final int FEWEST_ROWS = 4;

  @Override
  public int groups(int rows, int units) {
    return units;
  }

  @Override
  public Optional<String> unsupported(int rows, int units) {
    return rows >= FEWEST_ROWS
        ? Optional.empty()
        : Optional.of(
            "batch_norm needs a batch of at least %s, got %s: with fewer rows no gradient has a"
                    .formatted(FEWEST_ROWS, rows)
                + " finite expectation");
  }

  @Override
  public void forward(
      float[] x, int rows, int units, float[] y, double[] factors, GroupMeans means) {
    double[] centres = means.ofValues();
    UnitMeans.values(x, rows, units, centres);
    UnitMeans.squares(x, centres, rows, units, factors);
    for (int unit = 0; unit < units; unit++) {
      factors[unit] = 1 / Math.sqrt(factors[unit] + eps);
    }
    for (int row = 0; row < rows; row++) {
      Kernels.norms().normalise(x, row * units, units, centres, factors, y);
    }
  }

  @Override
  public void backward(
      float[] y,
      double[] factors,
      float[] gradient,
      int rows,
      int units,
      double[] result,
      GroupMeans means) {
    double[] shifts = means.ofValues();
    double[] slopes = means.ofProducts();
    UnitMeans.values(gradient, rows, units, shifts);
    UnitMeans.products(gradient, y, rows, units, slopes);
    for (int row = 0; row < rows; row++) {
      Kernels.norms().project(gradient, y, row * units, units, shifts, slopes, factors, result);
    }
  }

  @Override
  public boolean acrossRows() {
    return true;
  }

  @Override
  public <T> T select(Cases<T> cases) {
    return cases.batchNorm(this);
  }
}
