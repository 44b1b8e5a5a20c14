package io.evenkeel.core.net;

import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.core.linalg.Blas;

/**
 * The squared Frobenius norm of a weight gradient {@code D^T X} in double precision.
 *
 * <p>With few rows it is {@code <D D^T, X X^T>}, which never forms the gradient; with more rows
 * than a layer has units the gradient itself is the smaller thing and is formed. Squares of float32
 * values stay in double's range either way.
 */
final class WeightGradientNorm {
  private final Scratch scratch;
  private final int in;
  private final int out;
  private final boolean byGrams;
  private double preGradientSquares;

  WeightGradientNorm(Scratch scratch, int in, int out) {
    this.scratch = scratch;
    this.in = in;
    this.out = out;
    this.byGrams = byGrams(scratch.batch(), in, out);
  }

  /** Whether two Gram matrices cost less than the gradient: batch (in + out) / 2 below in out. */
  private static boolean byGrams(int batch, int in, int out) {
    return batch * 0.5 * ((double) in + out) <= (double) in * out;
  }

  /** Whether {@link #squares} goes by the Gram matrices. */
  boolean byGrams() {
    return byGrams;
  }

  /** Doubles of scratch memory that a layer asks for. */
  static long doubles(int batch, int in, int out) {
    return byGrams(batch, in, out) ? (long) batch * batch : (long) in * out;
  }

  /**
   * Sums the squares of all entries of {@code D^T X}.
   *
   * @param preGradient D, {@code [batch][out]}
   * @param input X, {@code [batch][in]}
   */
  double squares(float[] preGradient, Batch input) {
    int batch = scratch.batch();
    if (byGrams) {
      double[] product = scratch.firstProduct(batch * batch);
      scratch.gram(preGradient, out, product);
      preGradientSquares = trace(product, batch);
      return innerProduct(product, input.gram(), batch);
    }
    double[] d = scratch.wideLeft();
    double[] x = scratch.wideRight();
    Kernels.scans().widen(preGradient, 0, d, 0, batch * out);
    Kernels.scans().widen(input.values, 0, x, 0, batch * in);
    double[] gradient = scratch.firstProduct(out * in);
    Blas.transposedTimes(d, x, gradient, batch, out, in);
    preGradientSquares = squares(d, batch * out);
    return squares(gradient, out * in);
  }

  /** Sum of the squares of all entries of D, of the last call of {@link #squares}. */
  double preGradientSquares() {
    return preGradientSquares;
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
   * {@code <D D^T, X X^T>} of two Gram matrices of which the upper triangles are read; not below 0.
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
