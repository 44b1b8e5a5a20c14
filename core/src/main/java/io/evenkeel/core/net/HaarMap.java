package io.evenkeel.core.net;

import java.util.Arrays;

/**
 * A linear map whose weights are a gain times a uniform matrix with orthonormal rows or columns,
 * without the weights.
 *
 * <p>A rectangular matrix is a corner of a uniform orthogonal one of m rows, m the larger of in and
 * out: X and Q, or D and the result, are continued with zeros up to m. With {@code X = L Q^T}:
 *
 * <ul>
 *   <li>forward {@code gain L P}, where {@code P = (W Q)^T} {@code [rank][m]} is uniform among the
 *       matrices with orthonormal rows: {@code P = C^-1 G} for normals G with {@code G G^T = C
 *       C^T};
 *   <li>backward {@code gain (D P^T Q^T + S H)}, where {@code S S^T = E E^T} for the remainder
 *       {@code E = D (I - P^T P)}, and H is uniform among the matrices with orthonormal rows
 *       orthogonal to Q: {@code H = K^-1 N (I - Q Q^T)} for normals N and the Cholesky factor K of
 *       the Gram matrix of {@code N (I - Q Q^T)}.
 * </ul>
 *
 * <p>Rows of X and of E together are at most m, or H does not exist: this asks for {@code m >= 2
 * batch}.
 *
 * <p>Weights that infinite entries meet are drawn as independent N(0, gain^2 / m), the limit of the
 * law of any few entries for a large m.
 */
class HaarMap extends InvariantMap {
  private final int width;
  private final double[] inverse;
  private double gain;

  HaarMap(Scratch shared, LayerState state, int in, int out) {
    super(shared, state, in, out);
    width = Math.max(in, out);
    inverse = new double[batch * batch];
  }

  @Override
  double entryStd() {
    return weightStd();
  }

  @Override
  boolean independentEntries() {
    return false;
  }

  @Override
  void take(WeightLaw law) {
    gain = ((WeightLaw.Haar) law).gain();
  }

  @Override
  int width() {
    return width;
  }

  @Override
  double scale() {
    return gain;
  }

  @Override
  void ofNormals(double[] coefficients, int rank) {
    scratch.gram(scratch.stack, rank, width, scratch.second);
    Cholesky.factor(scratch.second, rank);
    Cholesky.invert(scratch.second, inverse, rank);
    Blas.multiply(1, coefficients, inverse, false, 0, scratch.second, batch, rank, rank);
    System.arraycopy(scratch.second, 0, coefficients, 0, batch * rank);
  }

  @Override
  void gradient(ScaledGradient d, Batch x, ScaledGradient g, double factor) {
    int rank = state.space.rank();
    if (rank > 0) {
      state.space.basis(x.values, scratch.basis);
    }
    double[] known = scratch.second;
    remainder(d, rank, known);
    scratch.gram(scratch.stack, batch, width, scratch.first);
    PivotedCholesky factorOfRemainder = scratch.gradientFactor;
    factorOfRemainder.factor(scratch.first, width - rank);
    int fresh = factorOfRemainder.rank();
    Arrays.fill(scratch.wide, 0, batch * in, 0);
    scratch.result.put(scratch.wide, batch * in);
    if (fresh > 0) {
      double[] coefficients = scratch.first;
      normalsInto(fresh);
      double[] seen = scratch.third;
      if (rank > 0) {
        alongInput(fresh, rank, seen);
      }
      freshCoefficients(factorOfRemainder, seen, fresh, rank, coefficients);
      if (rank > 0) {
        Blas.multiply(-1, coefficients, seen, false, 1, known, batch, fresh, rank);
      }
      scratch.small.put(coefficients, batch * fresh);
      Blas.multiply(scratch.small, scratch.values, width, 1, scratch.result, batch, fresh, in);
    }
    if (rank > 0) {
      scratch.small.put(known, batch * rank);
      Blas.multiply(scratch.small, scratch.basis, in, 1, scratch.result, batch, rank, in);
    }
    scratch.result.get(scratch.wide, batch * in);
    for (int i = 0; i < batch * in; i++) {
      g.values[i] = (float) (factor * scratch.wide[i]);
    }
  }

  /**
   * Splits D: writes {@code D P^T} {@code [batch][rank]} to {@code known} and leaves E {@code
   * [batch][width]} in the stack.
   */
  private void remainder(ScaledGradient d, int rank, double[] known) {
    float[] e = scratch.stack;
    Arrays.fill(e, 0, batch * width, 0);
    for (int row = 0; row < batch; row++) {
      System.arraycopy(d.values, row * out, e, row * width, out);
    }
    if (rank == 0) {
      return;
    }
    Blas.multiplyTransposed(d.copy, state.normals, 0, width, scratch.product, batch, out, rank);
    float[] narrow = scratch.narrow;
    scratch.product.get(narrow, batch * rank);
    double[] ofNormals = scratch.third;
    for (int i = 0; i < batch * rank; i++) {
      ofNormals[i] = narrow[i];
    }
    Blas.multiply(1, ofNormals, inverse, true, 0, known, batch, rank, rank);
    Blas.multiply(1, known, inverse, false, 0, ofNormals, batch, rank, rank);
    for (int i = 0; i < batch * rank; i++) {
      narrow[i] = (float) -ofNormals[i];
    }
    scratch.coefficients.put(narrow, batch * rank);
    scratch.nativeStack.put(e, batch * width);
    Blas.multiply(
        scratch.coefficients, state.normals, width, 1f, scratch.nativeStack, batch, rank, width);
    scratch.nativeStack.get(e, batch * width);
  }

  private void normalsInto(int fresh) {
    normals(backwardStart(), scratch.stack, fresh * width);
    Scratch.widen(scratch.stack, scratch.wide, fresh * width);
    scratch.values.put(scratch.wide, fresh * width);
  }

  /**
   * The fresh normals' components in the space of X's rows, where {@code W} has been revealed
   * already.
   *
   * @param seen receives {@code N Q}, {@code [fresh][rank]}
   */
  void alongInput(int fresh, int rank, double[] seen) {
    Blas.multiplyTransposed(
        scratch.values, width, scratch.basis, scratch.otherSmall, fresh, in, rank);
    scratch.otherSmall.get(seen, fresh * rank);
  }

  /** Writes {@code S K^-1}, {@code [batch][fresh]}. */
  private void freshCoefficients(
      PivotedCholesky factorOfRemainder, double[] seen, int fresh, int rank, double[] target) {
    double[] projected = scratch.fourth;
    scratch.gram(scratch.values, fresh, width, projected);
    if (rank > 0) {
      Blas.multiply(-1, seen, seen, true, 1, projected, fresh, rank, fresh);
    }
    Cholesky.factor(projected, fresh);
    Cholesky.invert(projected, target, fresh);
    factorOfRemainder.rows(projected);
    Blas.multiply(1, projected, target, false, 0, scratch.fifth, batch, fresh, fresh);
    System.arraycopy(scratch.fifth, 0, target, 0, batch * fresh);
  }
}
