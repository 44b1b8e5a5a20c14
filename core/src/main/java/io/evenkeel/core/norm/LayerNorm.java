package io.evenkeel.core.norm;

import io.evenkeel.core.Spec;
import io.evenkeel.core.kernel.Kernels;
import java.util.Optional;

/**
 * Each row is brought to mean 0 and variance 1: {@code torch.nn.LayerNorm} over the units.
 *
 * <p>J. L. Ba, J. R. Kiros, G. E. Hinton, arXiv:1607.06450, section 3. The variance divides by the
 * number of units. Backward, with means over the row's units: {@code (g - mean(g) - y mean(g y)) /
 * d}.
 *
 * @param eps constant beside the variance, above 0
 */
public record LayerNorm(double eps) implements Norm {
  /** PyTorch's eps. */
  public static final double DEFAULT_EPS = 1e-5;

  /**
   * @throws io.evenkeel.core.SpecException if eps is not a positive finite number
   */
  public LayerNorm {
    Eps.check("layer_norm", eps);
  }

  @Override
  public Spec spec() {
    return Spec.of("layer_norm").with("eps", eps);
  }

  @Override
  public int groups(int rows, int units) {
    return rows;
  }

  @Override
  public Optional<String> unsupported(int rows, int units) {
    return Optional.empty();
  }

  @Override
  public void forward(
      float[] x, int rows, int units, float[] y, double[] factors, GroupMeans means) {
    double[] centres = means.ofValues();
    RowMeans.values(x, rows, units, centres);
    RowMeans.squares(x, centres, rows, units, factors);
    for (int row = 0; row < rows; row++) {
      factors[row] = 1 / Math.sqrt(factors[row] + eps);
      Kernels.norms().normalise(x, row * units, units, centres[row], factors[row], y);
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
    RowMeans.values(gradient, rows, units, shifts);
    RowMeans.products(gradient, y, rows, units, slopes);
    for (int row = 0; row < rows; row++) {
      Kernels.norms()
          .project(gradient, y, row * units, units, shifts[row], slopes[row], factors[row], result);
    }
  }

  @Override
  public boolean acrossRows() {
    return false;
  }

  @Override
  public <T> T select(Cases<T> cases) {
    return cases.layerNorm(this);
  }
}
