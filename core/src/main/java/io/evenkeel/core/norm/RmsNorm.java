package io.evenkeel.core.norm;

import io.evenkeel.core.Spec;
import io.evenkeel.core.kernel.Kernels;
import java.util.Optional;

/**
 * Each row is brought to mean square 1 without subtracting its mean: {@code torch.nn.RMSNorm}.
 *
 * <p>B. Zhang, R. Sennrich, arXiv:1910.07467, eq. 4. Backward, with the mean over the row's units:
 * {@code (g - y mean(g y)) / d}.
 *
 * @param eps constant beside the mean square, above 0
 */
public record RmsNorm(double eps) implements Norm {
  /** PyTorch's eps where none is given, that of float32. */
  public static final double DEFAULT_EPS = 0x1p-23;

  /**
   * @throws io.evenkeel.core.SpecException if eps is not a positive finite number
   */
  public RmsNorm {
    Eps.check("rms_norm", eps);
  }

  @Override
  public Spec spec() {
    return Spec.of("rms_norm").with("eps", eps);
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
    RowMeans.products(x, x, rows, units, factors);
    for (int row = 0; row < rows; row++) {
      factors[row] = 1 / Math.sqrt(factors[row] + eps);
      Kernels.norms().normalise(x, row * units, units, 0, factors[row], y);
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
    double[] slopes = means.ofProducts();
    RowMeans.products(gradient, y, rows, units, slopes);
    for (int row = 0; row < rows; row++) {
      Kernels.norms()
          .project(gradient, y, row * units, units, 0, slopes[row], factors[row], result);
    }
  }

  @Override
  public boolean acrossRows() {
    return false;
  }

  @Override
  public <T> T select(Cases<T> cases) {
    return cases.rmsNorm(this);
  }
}
