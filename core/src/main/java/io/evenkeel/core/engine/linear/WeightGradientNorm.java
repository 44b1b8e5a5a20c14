package io.evenkeel.core.engine.linear;

import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.core.linalg.Blas;

/**
 * The squared Frobenius norm of a weight gradient {@code D^T X} in double precision.
 *
 * <p>With few rows it is computed as {@code <D D^T, X X^T>}, without the gradient itself. If a
 * batch has more rows than a layer has units, the gradient is smaller than these matrices and is
 * formed. Squares of float32 values stay in double's range either way.
 */
final class WeightGradientNorm {
  private final Workspace workspace;
  private final int batch;
  private final int in;
  private final int out;
  private final boolean byGrams;

  WeightGradientNorm(DenseLayout layout, Workspace workspace) {
    this.workspace = workspace;
    batch = layout.batch();
    in = layout.in();
    out = layout.out();
    // Two Gram matrices cost less than the gradient if batch (in + out) / 2 is below in out.
    byGrams = batch * 0.5 * ((double) in + out) <= (double) in * out;
    if (layout.backward() && byGrams) {
      workspace.gramOfGradient.atLeast((long) batch * batch);
      workspace.rowProducts().need(batch, out);
    } else if (layout.backward()) {
      declareFormed();
    }
  }

  /** Declares the memory that forming the gradient needs. */
  void declareFormed() {
    workspace.wideGradient.atLeast((long) batch * out);
    workspace.wideInput.atLeast((long) batch * in);
    workspace.weightGradient.atLeast((long) in * out);
  }

  /** Whether {@link #squares} uses the Gram matrices. */
  boolean byGrams() {
    return byGrams;
  }

  /**
   * Sums the squares of all entries of {@code D^T X}, and of D.
   *
   * @param preGradient D, {@code [batch][out]}
   * @param input X, {@code [batch][in]}
   */
  GradientSquares squares(float[] preGradient, Batch input) {
    if (byGrams) {
      double[] gram = workspace.gramOfGradient.get();
      workspace.rowProducts().gram(preGradient, batch, out, gram);
      return new GradientSquares(trace(gram, batch), innerProduct(gram, input.gram(), batch));
    }
    double[] d = workspace.wideGradient.get();
    double[] x = workspace.wideInput.get();
    Kernels.scans().widen(preGradient, 0, d, 0, batch * out);
    Kernels.scans().widen(input.values(), 0, x, 0, batch * in);
    double[] gradient = workspace.weightGradient.get();
    Blas.transposedTimes(d, x, gradient, batch, out, in);
    return new GradientSquares(squares(d, batch * out), squares(gradient, out * in));
  }

  private static double squares(double[] x, int length) {
    double sum = 0;
    for (int i = 0; i < length; i++) {
      sum += x[i] * x[i];
    }
    return sum;
  }

  /** Sum of the diagonal. */
  static double trace(double[] gram, int batch) {
    double sum = 0;
    for (int row = 0; row < batch; row++) {
      sum += gram[row * batch + row];
    }
    return sum;
  }

  /**
   * {@code <D D^T, X X^T>} of two Gram matrices, at least 0; only their upper triangles are read.
   */
  static double innerProduct(double[] first, double[] second, int batch) {
    double sum = 0;
    for (int row = 0; row < batch; row++) {
      double offDiagonal = 0;
      for (int i = row * batch + row + 1; i < (row + 1) * batch; i++) {
        offDiagonal += first[i] * second[i];
      }
      sum += first[row * batch + row] * second[row * batch + row] + 2 * offDiagonal;
    }
    return Math.max(0, sum);
  }
}
