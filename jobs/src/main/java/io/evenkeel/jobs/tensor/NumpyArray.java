package io.evenkeel.jobs.tensor;

import io.evenkeel.core.SpecException;
import java.util.Arrays;
import java.util.List;

/**
 * An array of numbers with a shape, row-major: the last index changes fastest. Its values are
 * float32 or float64, as its file has them.
 */
public final class NumpyArray {
  private final List<Integer> shape;

  /** Null if the values are float64. */
  private final float[] floats;

  /** Null if the values are float32. */
  private final double[] doubles;

  private NumpyArray(List<Integer> shape, float[] floats, double[] doubles) {
    this.shape = List.copyOf(shape);
    this.floats = floats;
    this.doubles = doubles;
    if (length(shape) != length()) {
      throw new IllegalArgumentException(
          "shape %s does not hold %s values".formatted(shape, length()));
    }
  }

  /**
   * An array of float32 values.
   *
   * @param values row-major, not copied; as many as the shape says
   */
  public static NumpyArray of(List<Integer> shape, float[] values) {
    return new NumpyArray(shape, values, null);
  }

  /**
   * An array of float64 values.
   *
   * @param values row-major, not copied; as many as the shape says
   */
  public static NumpyArray of(List<Integer> shape, double[] values) {
    return new NumpyArray(shape, null, values);
  }

  /** Product of the dimensions; 1 of none. */
  static long length(List<Integer> shape) {
    return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }

  /** Size in each dimension; empty for a single number. */
  public List<Integer> shape() {
    return shape;
  }

  /** How many values there are. */
  public int length() {
    return floats != null ? floats.length : doubles.length;
  }

  /** Whether the values are float32. */
  public boolean single() {
    return floats != null;
  }

  /** The values as float32, rounded to nearest if they are float64; a copy. */
  public float[] floats() {
    if (floats != null) {
      return floats.clone();
    }
    float[] rounded = new float[doubles.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (float) doubles[i];
    }
    return rounded;
  }

  /** The values as float64, exact; a copy. */
  public double[] doubles() {
    if (doubles != null) {
      return doubles.clone();
    }
    double[] wide = new double[floats.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = floats[i];
    }
    return wide;
  }

  /**
   * The number of rows of a matrix.
   *
   * @throws SpecException if this is no matrix
   */
  public int rows() {
    requireMatrix();
    return shape.get(0);
  }

  /**
   * The number of columns of a matrix.
   *
   * @throws SpecException if this is no matrix
   */
  public int columns() {
    requireMatrix();
    return shape.get(1);
  }

  private void requireMatrix() {
    if (shape.size() != 2) {
      throw new SpecException("an array of shape %s is no matrix".formatted(shape));
    }
  }

  /** Equal in shape, kind and bits of the values; all NaN are equal. */
  @Override
  public boolean equals(Object other) {
    return other instanceof NumpyArray array
        && shape.equals(array.shape)
        && Arrays.equals(floats, array.floats)
        && Arrays.equals(doubles, array.doubles);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * shape.hashCode() + Arrays.hashCode(floats)) + Arrays.hashCode(doubles);
  }

  @Override
  public String toString() {
    return "%s %s".formatted(single() ? "float32" : "float64", shape);
  }
}
