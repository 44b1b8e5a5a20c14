package io.evenkeel.core.engine.linear;

import com.fasterxml.jackson.databind.JsonNode;
import io.evenkeel.core.Spec;
import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.arch.Activate;
import io.evenkeel.core.arch.Architecture;
import io.evenkeel.core.arch.Block;
import io.evenkeel.core.arch.Dense;
import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.engine.Workload;
import io.evenkeel.core.golden.GoldenCase;
import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.init.Normal;
import io.evenkeel.core.init.Sparse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  /** Both passes of these layers; the schemes only say that entries are independent. */
  Workload workload() {
    Initializer given = new Normal(0, 1);
    List<Block> blocks = new ArrayList<>();
    for (int l = 0; l < layers(); l++) {
      Optional<Initializer> bias = biases.get(l) == null ? Optional.empty() : Optional.of(given);
      blocks.add(new Dense(widths.get(l + 1), given, bias));
      blocks.add(new Activate(activations.get(l)));
    }
    return new Workload(new Architecture(widths.get(0), blocks), batch, true);
  }

  int layers() {
    return weights.size();
  }

  /** The engine's view of weights and biases. */
  Draws draws() {
    return new Draws() {
      @Override
      public void weights(int layer, Dense block, int fanIn, float[] target) {
        copy(weights.get(layer), 0, target, 0, weights.get(layer).length);
      }

      @Override
      public void weights(
          int layer, Dense block, int fanIn, int from, float[] target, int at, int length) {
        copy(weights.get(layer), from, target, at, length);
      }

      @Override
      public void bias(int layer, Dense block, int fanIn, float[] target) {
        copy(biases.get(layer), 0, target, 0, block.units());
      }

      @Override
      public void nonZeros(
          int layer,
          Sparse scheme,
          Dense block,
          int fanIn,
          int[] rows,
          float[] values,
          int[] order) {
        throw new IllegalStateException("these weights are given");
      }

      @Override
      public void normals(int layer, long first, float[] normals, int length) {
        throw new IllegalStateException("these weights are given");
      }

      @Override
      public void masks(int dropout, float[] uniforms, int length) {
        throw new IllegalStateException("there is no dropout");
      }
    };
  }

  private static void copy(double[] from, int first, float[] to, int at, int length) {
    for (int i = 0; i < length; i++) {
      to[at + i] = (float) from[first + i];
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
