package io.evenkeel.core.net;

import io.evenkeel.core.arch.MlpShape;
import io.evenkeel.core.stats.BatchSums;
import java.util.ArrayList;
import java.util.List;

/** Everything both passes of one network make, as rows of plain doubles. */
final class Tensors implements PropagationObserver {
  /** Input of each layer, then the network's output: {@code [layer][batch][units]}. */
  final List<double[][]> x = new ArrayList<>();

  /** Pre-activation of each layer. */
  final List<double[][]> h = new ArrayList<>();

  /** Gradient with respect to each layer's input, then the network's output. */
  final List<double[][]> g = new ArrayList<>();

  /** Gradient with respect to each layer's pre-activation. */
  final List<double[][]> d = new ArrayList<>();

  /** Norm of each layer's weight gradient. */
  final List<Double> weightGradient = new ArrayList<>();

  final List<Double> weightStd = new ArrayList<>();
  final List<Boolean> declared = new ArrayList<>();

  /** Runs a forward pass. */
  static Tensors forward(Propagation propagation, Network network, float[] input) {
    Tensors tensors = new Tensors();
    MlpShape shape = propagation.shape();
    tensors.x.add(rows(input, shape.batch(), shape.fanIn(0), 0));
    propagation.forward(input, network, tensors);
    return tensors;
  }

  /**
   * Runs both passes. The gradient starts as {@code cotangent + share * output}, so that it has to
   * do with the weights from the first layer on.
   */
  static Tensors run(
      Propagation propagation, Network network, float[] input, float[] cotangent, double share) {
    Tensors tensors = forward(propagation, network, input);
    MlpShape shape = propagation.shape();
    int last = shape.layers() - 1;
    double[] start = new double[Math.toIntExact(shape.values(last))];
    for (int i = 0; i < start.length; i++) {
      start[i] = cotangent[i] + (share == 0 ? 0 : share * propagation.output()[i]);
    }
    propagation.backward(start, tensors);
    float[] gradient = new float[shape.batch() * shape.fanIn(0)];
    long exponent = propagation.inputGradient(gradient);
    tensors.g.add(0, rows(gradient, shape.batch(), shape.fanIn(0), exponent));
    return tensors;
  }

  @Override
  public void weights(int layer, double std, boolean declared) {
    weightStd.add(std);
    this.declared.add(declared);
  }

  @Override
  public void forward(
      int layer, int batch, int units, float[] pre, float[] act, float[] slope, BatchSums actSums) {
    h.add(rows(pre, batch, units, 0));
    x.add(rows(act, batch, units, 0));
  }

  @Override
  public void backward(
      int layer,
      int batch,
      int units,
      float[] gradient,
      long exponent,
      float[] preGradient,
      long preExponent,
      double preSquares,
      double weightSquares) {
    g.add(0, rows(gradient, batch, units, exponent));
    d.add(0, rows(preGradient, batch, units, preExponent));
    weightGradient.add(0, Math.scalb(Math.sqrt(weightSquares), (int) preExponent));
  }

  private static double[][] rows(float[] values, int batch, int units, long exponent) {
    double[][] rows = new double[batch][units];
    for (int i = 0; i < batch * units; i++) {
      rows[i / units][i % units] = Math.scalb((double) values[i], (int) exponent);
    }
    return rows;
  }

  /** Over the entries that both have. */
  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < Math.min(a.length, b.length); i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
