package io.evenkeel.core.engine.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.evenkeel.core.engine.Engines;
import io.evenkeel.core.golden.GoldenCase;
import io.evenkeel.core.probe.LayerOutput;
import io.evenkeel.core.probe.OutputGradient;
import io.evenkeel.core.probe.PreActivation;
import io.evenkeel.core.probe.PreActivationGradient;
import io.evenkeel.core.probe.Probe;
import io.evenkeel.core.probe.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Everything a forward and a backward pass of a reference net produce, in plain doubles. */
final class Passes implements Probe {
  final List<double[]> pre = new ArrayList<>();
  final List<double[]> act = new ArrayList<>();
  final List<double[]> gradient = new ArrayList<>();
  final List<double[]> preGradient = new ArrayList<>();
  final List<double[]> weightGradient = new ArrayList<>();
  final List<double[]> biasGradient = new ArrayList<>();
  final List<Double> weightNorm = new ArrayList<>();
  double loss;
  double[] inputGradient;
  private final List<double[]> weights;

  Passes(List<double[]> weights) {
    this.weights = weights;
  }

  /** Runs both passes with the loss of the reference case. */
  static Passes run(ExplicitNet net, GoldenCase golden) {
    try (TestNet test = new TestNet(Engines.EXPLICIT, net.workload())) {
      Passes passes = new Passes(net.weights());
      test.net().forward(floats(input(golden)), net.draws(), passes);
      float[] ofInput = new float[net.batch() * net.widths().get(0)];
      long exponent = test.net().backward(passes.takeLoss(net, golden), passes, ofInput);
      passes.inputGradient = scaled(ofInput, ofInput.length, exponent);
      return passes;
    }
  }

  static double[] input(GoldenCase golden) {
    return GoldenCase.doubles(golden.inputs().required("x"));
  }

  static boolean isCrossEntropy(GoldenCase golden) {
    return golden.params().required("loss").textValue().equals("cross_entropy");
  }

  /** Sets the loss at the output, averaged as PyTorch does, and returns its gradient. */
  private double[] takeLoss(ExplicitNet net, GoldenCase golden) {
    double[] output = act.get(net.layers() - 1);
    double[] target = GoldenCase.doubles(golden.inputs().required("target"));
    double[] result = new double[output.length];
    int units = output.length / net.batch();
    if (!isCrossEntropy(golden)) {
      for (int i = 0; i < output.length; i++) {
        double d = output[i] - target[i];
        loss += d * d / output.length;
        result[i] = 2 * d / output.length;
      }
      return result;
    }
    for (int row = 0; row < net.batch(); row++) {
      double sum = 0;
      for (int unit = 0; unit < units; unit++) {
        sum += Math.exp(output[row * units + unit]);
      }
      for (int unit = 0; unit < units; unit++) {
        int i = row * units + unit;
        boolean hit = unit == (int) target[row];
        loss += hit ? (Math.log(sum) - output[i]) / net.batch() : 0;
        result[i] = (Math.exp(output[i]) / sum - (hit ? 1 : 0)) / net.batch();
      }
    }
    return result;
  }

  private void checkWeights(int layer, double std) {
    if (!weights.isEmpty() && weights.get(layer).length > 1) {
      double mean = 0;
      for (double w : weights.get(layer)) {
        mean += w / weights.get(layer).length;
      }
      double squares = 0;
      for (double w : weights.get(layer)) {
        squares += (w - mean) * (w - mean);
      }
      double exact = Math.sqrt(squares / (weights.get(layer).length - 1));
      // The weights are rounded to float32 before their spread is taken.
      if (!(Math.abs(std - exact) <= 1e-6 * exact)) {
        throw new AssertionError("weight std of layer " + layer + ": " + std + " not " + exact);
      }
    }
  }

  @Override
  public void preActivation(PreActivation event) {
    checkWeights(event.site().layer(), event.weights().std());
    pre.add(scaled(event.values()));
  }

  @Override
  public void layerOutput(LayerOutput event) {
    act.add(scaled(event.values()));
  }

  @Override
  public void outputGradient(OutputGradient event) {
    gradient.add(0, scaled(event.gradient()));
  }

  @Override
  public void preActivationGradient(PreActivationGradient event) {
    Tensor tensor = event.gradient();
    int units = tensor.units();
    double[] d = scaled(tensor);
    preGradient.add(0, d);
    double squares = 0;
    for (int i = 0; i < d.length; i++) {
      squares += (double) tensor.values()[i] * tensor.values()[i];
    }
    assertThat(event.squares()).isCloseTo(squares, withinPercentage(1e-10));
    double[] ofBias = new double[units];
    for (int i = 0; i < d.length; i++) {
      ofBias[i % units] += d[i];
    }
    biasGradient.add(0, ofBias);
    float[] ofWeights = new float[weights.get(event.site().layer()).length];
    event.weights().form(ofWeights);
    weightGradient.add(0, scaled(ofWeights, ofWeights.length, tensor.exponent()));
    double norm = Math.sqrt(event.weights().squares());
    weightNorm.add(0, Math.scalb(norm, (int) tensor.exponent()));
  }

  static float[] floats(double[] x) {
    float[] result = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      result[i] = (float) x[i];
    }
    return result;
  }

  private static double[] scaled(Tensor tensor) {
    return scaled(tensor.values(), tensor.length(), tensor.exponent());
  }

  private static double[] scaled(float[] x, int length, long exponent) {
    double[] result = new double[length];
    for (int i = 0; i < length; i++) {
      result[i] = Math.scalb((double) x[i], (int) exponent);
    }
    return result;
  }
}
