package io.evenkeel.core.engine.linear;

import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.probe.LayerOutput;
import io.evenkeel.core.probe.OutputGradient;
import io.evenkeel.core.probe.PreActivation;
import io.evenkeel.core.probe.PreActivationGradient;
import io.evenkeel.core.probe.Probe;
import io.evenkeel.core.probe.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Everything both passes of one network make, as rows of plain doubles. */
final class Tensors implements Probe {
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
  static Tensors forward(TestNet net, Draws draws, float[] input) {
    Tensors tensors = new Tensors();
    tensors.x.add(rows(input, net.batch(), net.inputUnits(), 0));
    net.net().forward(input, draws, tensors);
    return tensors;
  }

  /**
   * Runs both passes. The gradient starts as {@code cotangent + share * output}, so that it has to
   * do with the weights from the first layer on.
   */
  static Tensors run(TestNet net, Draws draws, float[] input, float[] cotangent, double share) {
    Tensors tensors = forward(net, draws, input);
    double[] start = new double[net.batch() * net.outputUnits()];
    for (int i = 0; i < start.length; i++) {
      start[i] = cotangent[i] + (share == 0 ? 0 : share * net.net().output()[i]);
    }
    float[] gradient = new float[net.batch() * net.inputUnits()];
    long exponent = net.net().backward(start, tensors, gradient);
    tensors.g.add(0, rows(gradient, net.batch(), net.inputUnits(), exponent));
    return tensors;
  }

  @Override
  public void preActivation(PreActivation event) {
    weightStd.add(event.weights().std());
    declared.add(event.weights().declared());
    h.add(rows(event.values()));
  }

  @Override
  public void layerOutput(LayerOutput event) {
    x.add(rows(event.values()));
  }

  @Override
  public void outputGradient(OutputGradient event) {
    g.add(0, rows(event.gradient()));
  }

  @Override
  public void preActivationGradient(PreActivationGradient event) {
    d.add(0, rows(event.gradient()));
    double norm = Math.sqrt(event.weights().squares());
    weightGradient.add(0, Math.scalb(norm, (int) event.gradient().exponent()));
  }

  private static double[][] rows(Tensor tensor) {
    return rows(tensor.values(), tensor.rows(), tensor.units(), tensor.exponent());
  }

  static double[][] rows(float[] values, int batch, int units, long exponent) {
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
