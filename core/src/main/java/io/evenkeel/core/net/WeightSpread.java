package io.evenkeel.core.net;

import io.evenkeel.core.net.Blas.Floats;
import io.evenkeel.core.stats.MomentAccumulator;

/**
 * The standard deviation (n - 1) of a weight matrix.
 *
 * <p>It is {@code sqrt((w.w - (w.1)^2 / n) / (n - 1))} by two vectorised products, good to about
 * 1e-9. Where that formula would lose digits (spread below a hundredth of the mean) or leave
 * float32's range (weights around 1e-15 and below, or 1e15 and above), the slower {@link
 * MomentAccumulator} is asked instead.
 */
final class WeightSpread implements AutoCloseable {
  private static final double SMALLEST_SQUARE = 1e-30;
  private static final double LARGEST_SQUARE = 1e30;
  private static final double LEAST_SHARE = 1e-4;

  private final Floats ones;
  private final MomentAccumulator exact = new MomentAccumulator();

  /**
   * Allocates for matrices up to a length.
   *
   * @param mostWeights the longest matrix that will be asked for
   */
  WeightSpread(int mostWeights) {
    ones = new Floats(mostWeights);
    ones.fill(1f);
  }

  /**
   * The standard deviation; NaN for a single weight.
   *
   * @param weights the matrix, on the heap
   * @param copy the same, in native memory
   * @param length number of weights
   */
  double std(float[] weights, Floats copy, int length) {
    double squares = Blas.dot(copy, copy, length);
    double sum = Blas.dot(copy, ones, length);
    double centred = squares - sum * sum / length;
    double meanSquare = squares / length;
    boolean safe =
        meanSquare > SMALLEST_SQUARE
            && meanSquare < LARGEST_SQUARE
            && centred > LEAST_SHARE * squares
            && length > 1;
    if (safe) {
      return Math.sqrt(centred / (length - 1));
    }
    exact.reset();
    exact.add(weights, length);
    return exact.stats().std();
  }

  @Override
  public void close() {
    ones.close();
  }
}
