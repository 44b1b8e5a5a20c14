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

/** Keeps the outputs of a network's layers, to compare those of the same network in fewer bits. */
final class TwinOutputs implements Probe {
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

  /**
   * How far a layer's output is from the twin's: the mean over rows of {@code 1 - cos}, from the
   * difference of the normalised rows, which is exact for small angles. A row that is zero in one
   * of both counts as 1, in both as 0. NaN with a value that is not finite.
   */
  double distance(int layer, Tensor output) {
    double sum = 0;
    int units = output.units();
    for (int row = 0; row < output.rows(); row++) {
      sum += distance(layers.get(layer), output.values(), row * units, units);
    }
    return sum / output.rows();
  }

  private static double distance(float[] a, float[] b, int from, int units) {
    double normA = norm(a, from, units);
    double normB = norm(b, from, units);
    if (normA == 0 || normB == 0) {
      return normA == normB ? 0 : 1;
    }
    double squares = 0;
    for (int i = from; i < from + units; i++) {
      double difference = a[i] / normA - b[i] / normB;
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
