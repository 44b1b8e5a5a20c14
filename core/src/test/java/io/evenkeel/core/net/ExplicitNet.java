package io.evenkeel.core.net;

import com.fasterxml.jackson.databind.JsonNode;
import io.evenkeel.core.Spec;
import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.arch.MlpShape;
import io.evenkeel.core.golden.GoldenCase;
import io.evenkeel.core.law.WeightLaw;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A small network of the reference file: shapes, weights, biases and activations. */
record ExplicitNet(
    int batch,
    List<Integer> widths,
    List<Activation> activations,
    List<double[]> weights,
    List<double[]> biases) {

  static ExplicitNet of(GoldenCase golden) {
    List<Integer> widths = new ArrayList<>();
    List<Activation> activations = new ArrayList<>();
    List<double[]> weights = new ArrayList<>();
    List<double[]> biases = new ArrayList<>();
    for (JsonNode layer : golden.params().required("layers")) {
      int[] shape = GoldenCase.shape(layer.required("weight"));
      if (widths.isEmpty()) {
        widths.add(shape[1]);
      }
      widths.add(shape[0]);
      weights.add(GoldenCase.doubles(layer.required("weight")));
      biases.add(
          GoldenCase.absent(layer.get("bias")) ? null : GoldenCase.doubles(layer.required("bias")));
      activations.add(activation(layer));
    }
    int batch = GoldenCase.shape(golden.inputs().required("x"))[0];
    return new ExplicitNet(batch, widths, activations, weights, biases);
  }

  private static Activation activation(JsonNode layer) {
    Spec spec = Spec.of(layer.required("activation").textValue());
    for (Map.Entry<String, JsonNode> option : layer.required("activation_params").properties()) {
      JsonNode value = option.getValue();
      spec =
          spec.with(
              option.getKey(),
              value.isTextual() ? value.textValue() : (Object) value.doubleValue());
    }
    return Activations.CATALOG.create(spec);
  }

  MlpShape shape() {
    return new MlpShape(batch, widths);
  }

  int layers() {
    return weights.size();
  }

  /** The engine's view of weights and biases. */
  Network network() {
    return new Network() {
      @Override
      public void weights(int layer, int fanOut, int fanIn, float[] target) {
        copy(weights.get(layer), target);
      }

      @Override
      public boolean bias(int layer, int units, float[] target) {
        if (biases.get(layer) == null) {
          return false;
        }
        copy(biases.get(layer), target);
        return true;
      }

      @Override
      public void nonZeros(
          int layer, int fanOut, int fanIn, int[] rows, float[] values, int[] order) {
        throw new IllegalStateException("these weights are given");
      }

      @Override
      public WeightLaw law(int layer, int fanOut, int fanIn) {
        throw new IllegalStateException("these weights are given");
      }

      @Override
      public void normals(int layer, long first, float[] normals, int length) {
        throw new IllegalStateException("these weights are given");
      }

      @Override
      public Activation activation(int layer) {
        return activations.get(layer);
      }
    };
  }

  private static void copy(double[] from, float[] to) {
    for (int i = 0; i < from.length; i++) {
      to[i] = (float) from[i];
    }
  }

  /** The network after one step of gradient descent. */
  ExplicitNet step(double rate, List<double[]> weightGradients, List<double[]> biasGradients) {
    List<double[]> newWeights = new ArrayList<>();
    List<double[]> newBiases = new ArrayList<>();
    for (int l = 0; l < layers(); l++) {
      newWeights.add(minus(weights.get(l), rate, weightGradients.get(l)));
      newBiases.add(
          biases.get(l) == null ? null : minus(biases.get(l), rate, biasGradients.get(l)));
    }
    return new ExplicitNet(batch, widths, activations, newWeights, newBiases);
  }

  private static double[] minus(double[] from, double rate, double[] gradient) {
    double[] result = new double[from.length];
    for (int i = 0; i < from.length; i++) {
      result[i] = (float) (from[i] - rate * gradient[i]);
    }
    return result;
  }
}
