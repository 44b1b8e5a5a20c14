package io.evenkeel.nd4j;

import io.evenkeel.core.probe.Tensor;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * A gradient as float32 values times {@code 2^exponent}, the largest finite magnitude of the values
 * in [1, 2): so it neither overflows nor underflows at any depth.
 */
final class Gradient {
  private final Arrays arrays;
  private final INDArray values;
  private long exponent;

  /** A gradient at a place of that size, not set yet. */
  Gradient(Arrays arrays, long rows, long units) {
    this.arrays = arrays;
    this.values = arrays.matrix(rows, units);
  }

  /** The float32 values. */
  INDArray values() {
    return values;
  }

  /** The values in float64. */
  INDArray wide() {
    return values.castTo(DataType.DOUBLE);
  }

  /** The power of two that the values are to be multiplied by. */
  long exponent() {
    return exponent;
  }

  /** For a probe. */
  Tensor tensor() {
    return arrays.tensor(values, exponent);
  }

  /**
   * Takes new values, and renews the exponent.
   *
   * @param wide float64, changed; times {@code 2^power} it is the gradient
   */
  void set(INDArray wide, long power) {
    double largest = largestFinite(wide);
    int shift = largest == 0 ? 0 : Math.getExponent(largest);
    values.assign(wide.muli(Math.scalb(1.0, -shift)));
    exponent = power + shift;
  }

  /** Takes a multiple of another gradient. */
  void setMultiple(Gradient other, double factor) {
    int shift = factor == 0 ? 0 : Math.getExponent(factor);
    set(other.wide().muli(Math.scalb(factor, -shift)), other.exponent + shift);
  }

  /** Takes the sum of two gradients, the smaller on the scale of the larger. */
  void setSum(Gradient first, Gradient second) {
    boolean onlyFirst = largestFinite(second.values) == 0;
    boolean onlySecond = largestFinite(first.values) == 0;
    long common =
        onlyFirst
            ? first.exponent
            : onlySecond ? second.exponent : Math.max(first.exponent, second.exponent);
    INDArray sum = first.onScaleOf(common).addi(second.onScaleOf(common));
    set(sum, common);
  }

  private INDArray onScaleOf(long common) {
    long difference = Math.max(-2000, Math.min(0, exponent - common));
    return wide().muli(Math.scalb(1.0, (int) difference));
  }

  /** The largest magnitude that is neither NaN nor infinite; 0 if there is none. */
  private static double largestFinite(INDArray x) {
    INDArray zeroWhereFinite = x.sub(x);
    INDArray finite = Select.where(zeroWhereFinite.eq(0), x, x.like());
    return Transforms.abs(finite).maxNumber().doubleValue();
  }
}
