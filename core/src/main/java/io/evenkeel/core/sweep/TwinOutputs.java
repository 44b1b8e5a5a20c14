package io.evenkeel.core.sweep;

import io.evenkeel.core.probe.LayerOutput;
import io.evenkeel.core.probe.OutputGradient;
import io.evenkeel.core.probe.PreActivation;
import io.evenkeel.core.probe.PreActivationGradient;
import io.evenkeel.core.probe.Probe;
import io.evenkeel.core.probe.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the outputs of a network's layers in float32, and compares those of the rounded network
 * with them.
 */
final class TwinOutputs implements Probe, Twin {
  private final List<float[]> layers = new ArrayList<>();

  @Override
  public void preActivation(PreActivation event) {
    // The output is what is compared.
  }

  @Override
  public void layerOutput(LayerOutput event) {
    layers.add(Arrays.copyOf(event.values().values(), event.values().length()));
  }

  @Override
  public void outputGradient(OutputGradient event) {
    throw new IllegalStateException("a twin is fed forward only");
  }

  @Override
  public void preActivationGradient(PreActivationGradient event) {
    throw new IllegalStateException("a twin is fed forward only");
  }

  @Override
  public Optional<Double> distance(int layer, Tensor output) {
    double sum = 0;
    int units = output.units();
    for (int row = 0; row < output.rows(); row++) {
      int from = row * units;
      sum += distance(layers.get(layer), from, output.values(), from, units);
    }
    return Optional.of(sum / output.rows());
  }

  /**
   * {@code 1 - cos} of two rows, from the difference of the normalised ones, which is exact for
   * small angles.
   */
  static double distance(float[] a, int fromA, float[] b, int fromB, int units) {
    double normA = norm(a, fromA, units);
    double normB = norm(b, fromB, units);
    if (normA == 0 || normB == 0) {
      return normA == normB ? 0 : 1;
    }
    double squares = 0;
    for (int i = 0; i < units; i++) {
      double difference = a[fromA + i] / normA - b[fromB + i] / normB;
      squares += difference * difference;
    }
    return squares / 2;
  }

  private static double norm(float[] x, int from, int units) {
    double squares = 0;
    for (int i = from; i < from + units; i++) {
      squares += (double) x[i] * x[i];
    }
    return Math.sqrt(squares);
  }
}
