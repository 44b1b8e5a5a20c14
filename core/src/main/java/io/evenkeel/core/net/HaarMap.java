package io.evenkeel.core.net;

import io.evenkeel.core.law.WeightLaw;
import io.evenkeel.core.linalg.Blas;
import io.evenkeel.core.linalg.Cholesky;
import io.evenkeel.core.linalg.PivotedCholesky;
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
  /**
   * With fewer columns than this many batches, rows of N are so nearly dependent beside Q that the
   * errors of Q's orthonormality would be magnified.
   */
  private static final int FAR_FROM_SQUARE = 4;

  /**
   * From this many batches of columns on, products with normals are made in float32. The Gram
   * matrix of b rows of m normals has a condition number near ((1 + sqrt(b / m)) / (1 - sqrt(b /
   * m)))^2, 4.4 at m = 8 b: errors of 1e-7 in its entries leave P and H orthonormal to 1e-6, as
   * float32 leaves drawn weights.
   */
  private static final int WELL_CONDITIONED = 8;

  /**
   * Least share of a row of D beyond P, and least pivot of these remainders, with which {@code D
   * P^T} may have been made in float32: its error, 1e-7 of the row, is at most 1e-6 of what
   * remains.
   */
  private static final double LEAST_SHARE = 0.1;

  private final int width;
  private final boolean single;
  private final double[] inverse;
  private double gain;

  HaarMap(Scratch shared, LayerState state, int in, int out) {
    super(shared, state, in, out);
    width = Math.max(in, out);
    single = in == out && width >= WELL_CONDITIONED * batch;
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
  void forwardNormals(int rank) {
    normals(0, state.normals, rank * width);
  }

  @Override
  void ofNormals(double[] coefficients, int rank) {
    gram(state.normals, rank, scratch.second);
    invertFactor(rank);
    Blas.multiply(1, coefficients, inverse, false, 0, scratch.second, batch, rank, rank);
    System.arraycopy(scratch.second, 0, coefficients, 0, batch * rank);
  }

  /** With the Gram matrix of the forward normals in {@code scratch.second}. */
  private void invertFactor(int rank) {
    Cholesky.factor(scratch.second, rank);
    Cholesky.invert(scratch.second, inverse, rank);
  }

  @Override
  void gradient(ScaledGradient d, Batch x, ScaledGradient g, double factor) {
    int rank = state.space.rank();
    double[] known = scratch.fourth;
    PivotedCholesky factorOfRemainder = scratch.gradientFactor;
    remainder(d, rank, known, scratch.first, single);
    boolean lost = cancelled(scratch.first);
    factorOfRemainder.factor(scratch.first, width - rank);
    if (single && rank > 0 && (lost || factorOfRemainder.smallestPivot() < LEAST_SHARE)) {
      remainder(d, rank, known, scratch.first, false);
      factorOfRemainder.factor(scratch.first, width - rank);
    }
    int fresh = factorOfRemainder.rank();
    if (fresh + rank == 0) {
      Arrays.fill(g.values, 0, batch * in, 0);
      return;
    }
    stack(x.values, fresh, rank, width);
    double[] coefficients = scratch.first;
    if (fresh > 0) {
      double[] seen = scratch.third;
      if (rank > 0) {
        alongInput(fresh, rank, seen);
      }
      freshCoefficients(factorOfRemainder, seen, fresh, rank, coefficients);
      if (rank > 0) {
        Blas.multiply(-1, coefficients, seen, false, 1, known, batch, fresh, rank);
      }
    }
    combine(coefficients, fresh, known, rank, factor, width, g);
  }

  /**
   * The Gram matrix of normals, of which the upper triangle is to be relied on.
   *
   * @param normals {@code [rows][width]}
   */
  private void gram(float[] normals, int rows, double[] gram) {
    if (single) {
      gram(normals, rows, width, gram);
    } else {
      scratch.rowProducts.gram(normals, rows, width, gram);
    }
  }

  /**
   * Splits D.
   *
   * @param known receives {@code D P^T}, {@code [batch][rank]}
   * @param gram receives {@code E E^T = D D^T - D P^T P D^T}, {@code [batch][batch]}, of which the
   *     upper triangle is to be relied on
   * @param inSingle whether to make {@code D P^T} in float32
   */
  private void remainder(
      ScaledGradient d, int rank, double[] known, double[] gram, boolean inSingle) {
    System.arraycopy(scratch.gradientGram, 0, gram, 0, batch * batch);
    if (rank == 0) {
      return;
    }
    double[] ofNormals = scratch.third;
    if (inSingle) {
      products(d.values, batch, state.normals, 0, rank, width, ofNormals);
    } else {
      if (single) {
        // A P that is orthonormal to 1e-7 would not know remainders of that size either.
        scratch.rowProducts.gram(state.normals, rank, width, scratch.second);
        invertFactor(rank);
      }
      scratch.rowProducts.of(d.values, out, batch, state.normals, 0, width, rank, out, ofNormals);
    }
    Blas.multiply(1, ofNormals, inverse, true, 0, known, batch, rank, rank);
    Blas.multiply(-1, known, known, true, 1, gram, batch, rank, batch);
  }

  /** Whether little is left of some row of D beyond P. */
  private boolean cancelled(double[] gramOfRemainder) {
    for (int i = 0; i < batch * batch; i += batch + 1) {
      if (gramOfRemainder[i] < LEAST_SHARE * scratch.gradientGram[i]) {
        return true;
      }
    }
    return false;
  }

  /**
   * The fresh normals' components in the space of X's rows, where {@code W} has been revealed
   * already.
   *
   * @param seen receives {@code N Q}, {@code [fresh][rank]}
   */
  void alongInput(int fresh, int rank, double[] seen) {
    int basis = fresh * width;
    if (single) {
      products(scratch.stack, fresh, scratch.stack, basis, rank, width, seen);
    } else {
      scratch.rowProducts.of(
          scratch.stack, width, fresh, scratch.stack, basis, width, rank, in, seen);
    }
  }

  /**
   * Writes {@code 2 - Q^T Q}, {@code [rank][rank]}: with {@code seen = N Q} the Gram matrix of
   * {@code N - seen Q^T} is {@code N N^T - seen (2 - Q^T Q) seen^T}, also where rounding to float32
   * has left Q orthonormal to 1e-7 only.
   */
  private double[] lackOfBasis(int fresh, int rank, double[] target) {
    scratch.rowProducts.gram(scratch.stack, fresh * width, width, rank, in, target);
    for (int i = 0; i < rank; i++) {
      target[i * rank + i] = 2 - target[i * rank + i];
      for (int j = i + 1; j < rank; j++) {
        target[i * rank + j] = -target[i * rank + j];
        target[j * rank + i] = target[i * rank + j];
      }
    }
    return target;
  }

  /** Writes {@code S K^-1}, {@code [batch][fresh]}. */
  private void freshCoefficients(
      PivotedCholesky factorOfRemainder, double[] seen, int fresh, int rank, double[] target) {
    double[] projected = scratch.second;
    gram(scratch.stack, fresh, projected);
    if (rank > 0) {
      double[] revealed = seen;
      if (width < FAR_FROM_SQUARE * batch) {
        revealed = scratch.fifth;
        Blas.multiply(
            1, seen, lackOfBasis(fresh, rank, target), false, 0, revealed, fresh, rank, rank);
      }
      Blas.multiply(-1, revealed, seen, true, 1, projected, fresh, rank, fresh);
    }
    Cholesky.factor(projected, fresh);
    Cholesky.invert(projected, target, fresh);
    factorOfRemainder.rows(projected);
    Blas.multiply(1, projected, target, false, 0, scratch.fifth, batch, fresh, fresh);
    System.arraycopy(scratch.fifth, 0, target, 0, batch * fresh);
  }
}
