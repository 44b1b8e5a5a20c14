package io.evenkeel.core.engine.linear;

import io.evenkeel.core.law.WeightLaw;
import io.evenkeel.core.linalg.Blas;
import io.evenkeel.core.linalg.Memory;
import java.util.Arrays;

/**
 * A linear map whose weights are independent N(0, sigma^2), without the weights.
 *
 * <p>With {@code X = L Q^T} and Z {@code [rank][out]} of independent standard normals:
 *
 * <ul>
 *   <li>forward {@code sigma L Z};
 *   <li>backward {@code sigma D Z^T Q^T + sigma M (I - Q Q^T)}, where {@code M = C N}, {@code C C^T
 *       = D D^T} and N is {@code [rank of D][in]} of fresh normals. It is computed as {@code sigma
 *       [C | D Z^T - C N Q] [N; Q^T]}: two thin products and one of the result's size.
 * </ul>
 */
class GaussianMap extends InvariantMap {
  private final double std;

  GaussianMap(
      DenseLayout layout,
      WeightLaw.Gaussian law,
      long mostKept,
      Memory memory,
      Workspace workspace) {
    super(layout, law, layout.out(), mostKept, memory, workspace);
    std = law.std();
    if (layout.backward()) {
      buffers.normalsAndBasis.atLeast(2L * batch * in);
    }
  }

  @Override
  double entryStd() {
    return std;
  }

  @Override
  boolean independentEntries() {
    return true;
  }

  @Override
  int width() {
    return out;
  }

  @Override
  double scale() {
    return std;
  }

  @Override
  void ofNormals(double[] coefficients, int rank) {}

  @Override
  void gradient(ScaledGradient d, Batch x, ScaledGradient g, double factor) {
    int rank = space.rank();
    gradientFactor.factor(gramOfGradient.get(), out);
    int fresh = gradientFactor.rank();
    if (fresh + rank == 0) {
      Arrays.fill(g.values(), 0, batch * in, 0);
      return;
    }
    stack(x.values(), fresh, rank, in);
    double[] c = buffers.coefficients.get();
    double[] alongBasis = buffers.alongBasis.get();
    gradientFactor.rows(c);
    if (rank > 0) {
      products(d.values(), batch, forwardNormals(), 0, rank, out, alongBasis);
      if (fresh > 0) {
        double[] freshAlongBasis = buffers.freshAlongBasis.get();
        alongInput(fresh, rank, freshAlongBasis);
        Blas.multiply(-1, c, freshAlongBasis, false, 1, alongBasis, batch, fresh, rank);
      }
    }
    combine(c, fresh, alongBasis, rank, factor, in, g);
  }

  /**
   * Writes the fresh normals' components in the space of X's rows, which are already determined.
   *
   * @param freshAlongBasis receives {@code N Q}, {@code [fresh][rank]}
   */
  void alongInput(int fresh, int rank, double[] freshAlongBasis) {
    float[] stack = buffers.normalsAndBasis.get();
    products(stack, fresh, stack, fresh * in, rank, in, freshAlongBasis);
  }
}
