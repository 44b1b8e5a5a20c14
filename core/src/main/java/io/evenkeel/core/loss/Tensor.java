package io.evenkeel.core.loss;

import io.evenkeel.core.SpecException;
import java.util.Arrays;

/**
 * Numbers in a shape, row-major; {@code []} is a scalar. Immutable. Class indices and lengths are
 * whole numbers in it.
 */
final class Tensor {
  private final int[] shape;
  private final double[] data;

  private Tensor(int[] shape, double[] data) {
    this.shape = shape;
    this.data = data;
  }

  /**
   * A copy of {@code data} in that shape.
   *
   * @param shape sizes, each at least 0; {@code []} for a scalar
   * @param data row-major, as many as the product of the sizes
   * @throws SpecException if a size is negative or the count does not fit
   */
  public static Tensor of(int[] shape, double... data) {
    long length = 1;
    for (int size : shape) {
      if (size < 0) {
        throw new SpecException(
            "sizes of a tensor must be at least 0, got " + Arrays.toString(shape));
      }
      length *= size;
    }
    if (length != data.length) {
      throw new SpecException(
          "a tensor of shape %s must have %s entries, got %s"
              .formatted(Arrays.toString(shape), length, data.length));
    }
    return new Tensor(shape.clone(), data.clone());
  }

  /** A single number, shape {@code []}. */
  public static Tensor scalar(double value) {
    return new Tensor(new int[0], new double[] {value});
  }

  /** A copy of {@code data} as shape {@code [data.length]}. */
  public static Tensor vector(double... data) {
    return new Tensor(new int[] {data.length}, data.clone());
  }

  /**
   * Takes both arrays without copying them; the caller must not use them any more.
   *
   * @param data of the length that {@code shape} says
   */
  static Tensor owning(int[] shape, double[] data) {
    return new Tensor(shape, data);
  }

  /** The sizes, a copy. */
  public int[] shape() {
    return shape.clone();
  }

  /** Number of sizes; 0 for a scalar. */
  public int rank() {
    return shape.length;
  }

  /** One size. */
  public int size(int axis) {
    return shape[axis];
  }

  /** Number of entries. */
  public int length() {
    return data.length;
  }

  /** The entry at a row-major index. */
  public double at(int index) {
    return data[index];
  }

  /** All entries, row-major, a copy. */
  public double[] data() {
    return data.clone();
  }

  /** Whether the sizes are exactly these. */
  public boolean hasShape(int... sizes) {
    return Arrays.equals(shape, sizes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tensor tensor
        && Arrays.equals(shape, tensor.shape)
        && Arrays.equals(data, tensor.data);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(shape) + Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return Arrays.toString(shape) + Arrays.toString(data);
  }
}
