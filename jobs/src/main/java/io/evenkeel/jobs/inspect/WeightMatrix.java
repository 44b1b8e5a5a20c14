package io.evenkeel.jobs.inspect;

import io.evenkeel.jobs.tensor.NumpyArray;

/** A weight matrix of a file, row-major {@code [units][inputs]}, whatever its layout there. */
final class WeightMatrix {
  private final String name;
  private final int units;
  private final int inputs;
  private final double[] values;
  private final double[] stored;

  WeightMatrix(String name, int units, int inputs, double[] values) {
    this(name, units, inputs, values, values);
  }

  private WeightMatrix(String name, int units, int inputs, double[] values, double[] stored) {
    this.name = name;
    this.units = units;
    this.inputs = inputs;
    this.values = values;
    this.stored = stored;
  }

  /**
   * The matrix of an array of two dimensions or more; all dimensions after the first count as
   * inputs.
   *
   * @param transposed whether the array is {@code [inputs][units]}, as Keras and JAX store it
   */
  static WeightMatrix of(String name, NumpyArray array, boolean transposed) {
    double[] values = array.doubles();
    int first = array.shape().get(0);
    int rest = first == 0 ? 0 : values.length / first;
    if (!transposed) {
      return new WeightMatrix(name, first, rest, values);
    }
    int units = array.shape().get(array.shape().size() - 1);
    int inputs = units == 0 ? 0 : values.length / units;
    double[] turned = new double[values.length];
    for (int i = 0; i < inputs; i++) {
      for (int o = 0; o < units; o++) {
        turned[o * inputs + i] = values[i * units + o];
      }
    }
    return new WeightMatrix(name, units, inputs, turned, values);
  }

  String name() {
    return name;
  }

  /** Rows: the layer's fan-out. */
  int units() {
    return units;
  }

  /** Columns: the layer's fan-in. */
  int inputs() {
    return inputs;
  }

  /** In float64; not a copy. */
  double[] values() {
    return values;
  }

  /** The values in the order of the file, which is that in which a generator has drawn them. */
  double[] stored() {
    return stored;
  }

  double at(int unit, int input) {
    return values[unit * inputs + input];
  }
}
