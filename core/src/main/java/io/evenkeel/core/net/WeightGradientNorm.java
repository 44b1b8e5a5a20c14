package io.evenkeel.core.net;

/**
 * The squared Frobenius norm of a weight gradient {@code D^T X} in double precision.
 *
 * <p>With few rows it is {@code <D D^T, X X^T>}, which never forms the gradient; with more rows
 * than a layer has units the gradient itself is the smaller thing and is formed. Squares of float32
 * values stay in double's range either way.
 */
final class WeightGradientNorm {
  private final MlpShape shape;
  private final double[] d;
  private final double[] x;
  private final double[] first;
  private final double[] second;

  WeightGradientNorm(MlpShape shape) {
    this.shape = shape;
    d = new double[Math.toIntExact(shape.mostValues())];
    x = new double[Math.toIntExact(shape.mostValues())];
    first = new double[Math.toIntExact(mostProducts(shape))];
    second = new double[Math.toIntExact(mostGrams(shape))];
  }

  /** Bytes held for a shape. */
  static long bytes(MlpShape shape) {
    return 8 * (2 * shape.mostValues() + mostProducts(shape) + mostGrams(shape));
  }

  private static long mostProducts(MlpShape shape) {
    long most = 0;
    for (int layer = 0; layer < shape.layers(); layer++) {
      most = Math.max(most, byGrams(shape, layer) ? gram(shape) : shape.weights(layer));
    }
    return most;
  }

  private static long mostGrams(MlpShape shape) {
    for (int layer = 0; layer < shape.layers(); layer++) {
      if (byGrams(shape, layer)) {
        return gram(shape);
      }
    }
    return 0;
  }

  private static long gram(MlpShape shape) {
    return (long) shape.batch() * shape.batch();
  }

  /** Whether two Gram matrices cost less than the gradient: batch (in + out) / 2 below in out. */
  private static boolean byGrams(MlpShape shape, int layer) {
    double half = 0.5 * ((double) shape.fanIn(layer) + shape.fanOut(layer));
    return shape.batch() * half <= shape.weights(layer);
  }

  /**
   * Sums the squares of all entries of {@code D^T X}.
   *
   * @param preGradient D, {@code [batch][fanOut]}
   * @param input X, {@code [batch][fanIn]}
   */
  double squares(int layer, float[] preGradient, float[] input) {
    int batch = shape.batch();
    int fanIn = shape.fanIn(layer);
    int fanOut = shape.fanOut(layer);
    widen(preGradient, d, batch * fanOut);
    widen(input, x, batch * fanIn);
    if (!byGrams(shape, layer)) {
      Blas.transposedTimes(d, x, first, batch, fanOut, fanIn);
      double sum = 0;
      for (int i = 0; i < fanOut * fanIn; i++) {
        sum += first[i] * first[i];
      }
      return sum;
    }
    Blas.gram(d, batch, fanOut, first);
    Blas.gram(x, batch, fanIn, second);
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

  private static void widen(float[] from, double[] to, int length) {
    for (int i = 0; i < length; i++) {
      to[i] = from[i];
    }
  }
}
