package io.evenkeel.core.engine.linear;

import io.evenkeel.core.law.WeightLaw;
import io.evenkeel.core.linalg.Blas;
import io.evenkeel.core.linalg.Cholesky;
import io.evenkeel.core.linalg.Memory;
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
 * <p>Weights that are multiplied by infinite entries are drawn as independent N(0, gain^2 / m),
 * which is the limit for large m of the law of a few entries.
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
  private final double gain;
  private final double entryStd;

  HaarMap(
      DenseLayout layout, WeightLaw.Haar law, long mostKept, Memory memory, Workspace workspace) {
    super(layout, law, Math.max(layout.in(), layout.out()), mostKept, memory, workspace);
    width = Math.max(in, out);
    single = in == out && width >= WELL_CONDITIONED * batch;
    long square = (long) batch * batch;
    inverse = memory.doubles(square);
    gain = law.gain();
    entryStd = law.std(out, in);
    rowProducts.need(batch, width);
    buffers.gramOfNormals.atLeast(square);
    if (layout.backward()) {
      rowProducts.needPairs();
      buffers.gramOfRemainder.atLeast(square);
      buffers.product.atLeast(square);
      buffers.normalsAndBasis.atLeast(2L * batch * width);
    }
  }

  @Override
  double entryStd() {
    return entryStd;
  }

  @Override
  boolean independentEntries() {
    return false;
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
    double[] gramOfNormals = buffers.gramOfNormals.get();
    gram(forwardNormals(), rank, gramOfNormals);
    invertFactor(gramOfNormals, rank);
    // The Gram matrix has served: its place takes the product.
    Blas.multiply(1, coefficients, inverse, false, 0, gramOfNormals, batch, rank, rank);
    System.arraycopy(gramOfNormals, 0, coefficients, 0, batch * rank);
  }

  /** Turns the Gram matrix of the forward normals into its factor, and inverts that. */
  private void invertFactor(double[] gramOfNormals, int rank) {
    Cholesky.factor(gramOfNormals, rank);
    Cholesky.invert(gramOfNormals, inverse, rank);
  }

  @Override
  void gradient(ScaledGradient d, Batch x, ScaledGradient g, double factor) {
    int rank = space.rank();
    double[] known = buffers.alongBasis.get();
    factorRemainder(d, rank, known);
    int fresh = gradientFactor.rank();
    if (fresh + rank == 0) {
      Arrays.fill(g.values(), 0, batch * in, 0);
      return;
    }
    stack(x.values(), fresh, rank, width);
    double[] coefficients = buffers.coefficients.get();
    if (fresh > 0) {
      double[] freshAlongBasis = buffers.freshAlongBasis.get();
      if (rank > 0) {
        alongInput(fresh, rank, freshAlongBasis);
      }
      freshCoefficients(freshAlongBasis, fresh, rank, coefficients);
      if (rank > 0) {
        Blas.multiply(-1, coefficients, freshAlongBasis, false, 1, known, batch, fresh, rank);
      }
    }
    combine(coefficients, fresh, known, rank, factor, width, g);
  }

  /** Splits D, and factors the Gram matrix of its remainder; in float32 where that suffices. */
  private void factorRemainder(ScaledGradient d, int rank, double[] known) {
    double[] gram = buffers.gramOfRemainder.get();
    remainder(d, rank, known, gram, single);
    boolean lost = cancelled(gram);
    gradientFactor.factor(gram, width - rank);
    if (single && rank > 0 && (lost || gradientFactor.smallestPivot() < LEAST_SHARE)) {
      remainder(d, rank, known, gram, false);
      gradientFactor.factor(gram, width - rank);
    }
  }

  /**
   * Writes the Gram matrix of normals.
   *
   * @param normals {@code [rows][width]}
   */
  private void gram(float[] normals, int rows, double[] gram) {
    if (single) {
      gram(normals, rows, width, gram);
    } else {
      rowProducts.gram(normals, rows, width, gram);
    }
  }

  /**
   * Splits D into its part along P and the remainder E.
   *
   * @param known receives {@code D P^T}, {@code [batch][rank]}
   * @param gram receives {@code E E^T = D D^T - D P^T P D^T}, {@code [batch][batch]}, of which only
   *     the upper triangle is valid
   * @param inSingle whether to make {@code D P^T} in float32
   */
  private void remainder(
      ScaledGradient d, int rank, double[] known, double[] gram, boolean inSingle) {
    System.arraycopy(gramOfGradient.get(), 0, gram, 0, batch * batch);
    if (rank == 0) {
      return;
    }
    double[] ofNormals = buffers.freshAlongBasis.get();
    if (inSingle) {
      products(d.values(), batch, forwardNormals(), 0, rank, width, ofNormals);
    } else {
      if (single) {
        // A P that is orthonormal to 1e-7 would not know remainders of that size either.
        double[] gramOfNormals = buffers.gramOfNormals.get();
        rowProducts.gram(forwardNormals(), rank, width, gramOfNormals);
        invertFactor(gramOfNormals, rank);
      }
      rowProducts.of(d.values(), out, batch, forwardNormals(), 0, width, rank, out, ofNormals);
    }
    Blas.multiply(1, ofNormals, inverse, true, 0, known, batch, rank, rank);
    Blas.multiply(-1, known, known, true, 1, gram, batch, rank, batch);
  }

  /** Whether some row of D has nearly no remainder. */
  private boolean cancelled(double[] gramOfRemainder) {
    double[] gram = gramOfGradient.get();
    for (int i = 0; i < batch * batch; i += batch + 1) {
      if (gramOfRemainder[i] < LEAST_SHARE * gram[i]) {
        return true;
      }
    }
    return false;
  }

  /**
   * Writes the fresh normals' components in the space of X's rows, where {@code W} is already
   * determined.
   *
   * @param freshAlongBasis receives {@code N Q}, {@code [fresh][rank]}
   */
  void alongInput(int fresh, int rank, double[] freshAlongBasis) {
    float[] stack = buffers.normalsAndBasis.get();
    int basis = fresh * width;
    if (single) {
      products(stack, fresh, stack, basis, rank, width, freshAlongBasis);
    } else {
      rowProducts.of(stack, width, fresh, stack, basis, width, rank, in, freshAlongBasis);
    }
  }

  /**
   * Writes {@code 2 - Q^T Q}, {@code [rank][rank]}: with {@code N Q} the Gram matrix of {@code N -
   * N Q Q^T} is {@code N N^T - N Q (2 - Q^T Q) (N Q)^T}, also where rounding to float32 has left Q
   * orthonormal to 1e-7 only.
   */
  private double[] lackOfBasis(int fresh, int rank, double[] target) {
    rowProducts.gram(buffers.normalsAndBasis.get(), fresh * width, width, rank, in, target);
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
  private void freshCoefficients(double[] freshAlongBasis, int fresh, int rank, double[] target) {
    double[] projected = buffers.gramOfNormals.get();
    double[] product = buffers.product.get();
    gram(buffers.normalsAndBasis.get(), fresh, projected);
    if (rank > 0) {
      double[] revealed = freshAlongBasis;
      if (width < FAR_FROM_SQUARE * batch) {
        revealed = product;
        double[] lack = lackOfBasis(fresh, rank, target);
        Blas.multiply(1, freshAlongBasis, lack, false, 0, revealed, fresh, rank, rank);
      }
      Blas.multiply(-1, revealed, freshAlongBasis, true, 1, projected, fresh, rank, fresh);
    }
    Cholesky.factor(projected, fresh);
    Cholesky.invert(projected, target, fresh);
    gradientFactor.rows(projected);
    Blas.multiply(1, projected, target, false, 0, product, batch, fresh, fresh);
    System.arraycopy(product, 0, target, 0, batch * fresh);
  }
}
