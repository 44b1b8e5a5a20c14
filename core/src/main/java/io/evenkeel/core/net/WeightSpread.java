package io.evenkeel.core.net;

import io.evenkeel.core.net.Blas.Floats;
import io.evenkeel.core.stats.MomentAccumulator;
import java.util.function.Supplier;

/**
 * The standard deviation (n - 1) of a weight matrix.
 *
 * <p>It is {@code sqrt((w.w - (w.1)^2 / n) / (n - 1))}, good to 1e-8 with any kernels: {@code w.w}
 * by {@link Blas#dot}; the sum {@code w.1} in float32 where it hardly matters (the mean takes less
 * than a hundredth of {@code w.w}) and by {@link Blas#dot} where it does. Where the formula would
 * lose digits (spread below a hundredth of the mean) or leave float32's range (weights around 1e-15
 * and below, or 1e15 and above), the slower {@link MomentAccumulator} is asked instead.
 */
final class WeightSpread implements AutoCloseable {
  private static final double SMALLEST_SQUARE = 1e-30;
  private static final double LARGEST_SQUARE = 1e30;
  private static final double LEAST_SHARE = 1e-4;
  private static final double SHARE_OF_ROUGH_SUM = 0.99;

  private final Floats ones;
  private final Floats rowSums;
  private final float[] sums;
  private final Supplier<float[]> heap;
  private final MomentAccumulator exact = new MomentAccumulator();

  /**
   * Allocates for the matrices of a shape.
   *
   * @param heap gives room for any of them, asked where the formula does not serve
   */
  WeightSpread(MlpShape shape, Supplier<float[]> heap) {
    this.heap = heap;
    ones = new Floats(shape.mostWeights());
    ones.fill(1f);
    rowSums = new Floats(shape.mostUnits());
    sums = new float[shape.mostUnits()];
  }

  /**
   * The standard deviation; NaN for a single weight.
   *
   * @param weights the matrix {@code [fanOut][fanIn]}
   * @param squares the sum of their squares, as {@link Blas#squares} adds them
   */
  double std(Floats weights, double squares, int fanOut, int fanIn) {
    int length = fanOut * fanIn;
    double centred = squares - square(roughSum(weights, fanOut, fanIn)) / length;
    if (!(centred > SHARE_OF_ROUGH_SUM * squares)) {
      centred = squares - square(Blas.dot(weights, ones, length)) / length;
    }
    double meanSquare = squares / length;
    boolean safe =
        meanSquare > SMALLEST_SQUARE
            && meanSquare < LARGEST_SQUARE
            && centred > LEAST_SHARE * squares
            && length > 1;
    if (safe) {
      return Math.sqrt(centred / (length - 1));
    }
    float[] onHeap = heap.get();
    weights.get(onHeap, length);
    exact.reset();
    exact.add(onHeap, length);
    return exact.stats().std();
  }

  private double roughSum(Floats weights, int fanOut, int fanIn) {
    Blas.timesVector(weights, ones, rowSums, fanOut, fanIn);
    rowSums.get(sums, fanOut);
    double sum = 0;
    for (int row = 0; row < fanOut; row++) {
      sum += sums[row];
    }
    return sum;
  }

  private static double square(double x) {
    return x * x;
  }

  @Override
  public void close() {
    ones.close();
    rowSums.close();
  }
}
