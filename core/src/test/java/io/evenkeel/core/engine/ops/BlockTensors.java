package io.evenkeel.core.engine.ops;

import io.evenkeel.core.probe.BlockGradient;
import io.evenkeel.core.probe.BlockOutput;
import io.evenkeel.core.probe.LayerOutput;
import io.evenkeel.core.probe.OutputGradient;
import io.evenkeel.core.probe.PreActivation;
import io.evenkeel.core.probe.PreActivationGradient;
import io.evenkeel.core.probe.Probe;
import io.evenkeel.core.probe.Tensor;
import java.util.Map;
import java.util.TreeMap;

/** The stream at the ends of blocks and all gradients, by the names of {@code golden/blocks.py}. */
final class BlockTensors implements Probe {
  private final Map<String, double[]> all = new TreeMap<>();

  Map<String, double[]> all() {
    return all;
  }

  void put(String name, float[] values, int length, long exponent) {
    double[] copy = new double[length];
    for (int i = 0; i < length; i++) {
      copy[i] = Math.scalb((double) values[i], (int) exponent);
    }
    all.put(name, copy);
  }

  private void put(String name, Tensor tensor) {
    put(name, tensor.values(), tensor.length(), tensor.exponent());
  }

  @Override
  public void preActivation(PreActivation event) {}

  @Override
  public void layerOutput(LayerOutput event) {}

  @Override
  public void outputGradient(OutputGradient event) {}

  @Override
  public void preActivationGradient(PreActivationGradient event) {
    Tensor d = event.gradient();
    float[] ofWeights = new float[event.fanIn() * d.units()];
    event.weights().form(ofWeights);
    int layer = event.site().layer();
    put("grad_weight_" + layer, ofWeights, ofWeights.length, d.exponent());
    double[] ofBias = new double[d.units()];
    for (int i = 0; i < d.length(); i++) {
      ofBias[i % d.units()] += Math.scalb((double) d.values()[i], (int) d.exponent());
    }
    all.put("grad_bias_" + layer, ofBias);
  }

  @Override
  public void blockOutput(BlockOutput event) {
    put("stream_" + event.site().residual(), event.stream());
  }

  @Override
  public void blockGradient(BlockGradient event) {
    put("grad_stream_" + event.site().residual(), event.gradient());
  }
}
