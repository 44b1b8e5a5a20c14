package io.evenkeel.core.net;

import io.evenkeel.core.law.WeightLaw;
import io.evenkeel.core.linalg.Blas;
import io.evenkeel.core.linalg.PivotedCholesky;
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
  private double std;

  GaussianMap(Scratch shared, LayerState state, int in, int out) {
    super(shared, state, in, out);
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
  void take(WeightLaw law) {
    std = ((WeightLaw.Gaussian) law).std();
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
  void forwardNormals(int rank) {
    normals(0, state.normals, rank * out);
  }

  @Override
  void ofNormals(double[] coefficients, int rank) {}

  @Override
  void gradient(ScaledGradient d, Batch x, ScaledGradient g, double factor) {
    int rank = state.space.rank();
    PivotedCholesky factorOfD = scratch.gradientFactor;
    factorOfD.factor(scratch.gradientGram, out);
    int fresh = factorOfD.rank();
    if (fresh + rank == 0) {
      Arrays.fill(g.values, 0, batch * in, 0);
      return;
    }
    stack(x.values, fresh, rank, in);
    double[] c = scratch.first;
    double[] known = scratch.second;
    factorOfD.rows(c);
    if (rank > 0) {
      products(d.values, batch, state.normals, 0, rank, out, known);
      if (fresh > 0) {
        double[] seen = scratch.third;
        alongInput(fresh, rank, seen);
        Blas.multiply(-1, c, seen, false, 1, known, batch, fresh, rank);
      }
    }
    combine(c, fresh, known, rank, factor, in, g);
  }

  /**
   * The fresh normals' components in the space of X's rows, which have been revealed already.
   *
   * @param seen receives {@code N Q}, {@code [fresh][rank]}
   */
  void alongInput(int fresh, int rank, double[] seen) {
    products(scratch.stack, fresh, scratch.stack, fresh * in, rank, in, seen);
  }
}
