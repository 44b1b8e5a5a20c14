package io.evenkeel.core.sweep;

import io.evenkeel.core.engine.LayerWeights;
import io.evenkeel.core.linalg.Memory;
import io.evenkeel.core.probe.LayerOutput;
import io.evenkeel.core.probe.OutputGradient;
import io.evenkeel.core.probe.PreActivation;
import io.evenkeel.core.probe.PreActivationGradient;
import io.evenkeel.core.probe.Probe;
import java.util.List;

/**
 * Keeps each layer's output of the first forward pass, and measures how far the outputs of later
 * passes are from it.
 */
final class ActivationChanges implements Probe {
  private final float[][] first;
  private final double[] changes;
  private boolean compares;

  ActivationChanges(List<LayerWeights> layers, int batch, Memory memory) {
    first = new float[layers.size()][];
    changes = new double[layers.size()];
    for (int i = 0; i < first.length; i++) {
      first[i] = memory.floats((long) batch * layers.get(i).units());
    }
  }

  /** Compares the outputs of all later passes with those of the first. */
  void compare() {
    compares = true;
  }

  /**
   * Root mean square of the difference between a layer's output in the last pass and in the first.
   */
  double change(int layer) {
    return changes[layer];
  }

  @Override
  public void preActivation(PreActivation event) {}

  @Override
  public void layerOutput(LayerOutput event) {
    int layer = event.site().layer();
    float[] values = event.values().values();
    int length = event.values().length();
    float[] kept = first[layer];
    if (!compares) {
      System.arraycopy(values, 0, kept, 0, length);
      return;
    }
    double squares = 0;
    for (int i = 0; i < length; i++) {
      double change = (double) values[i] - kept[i];
      squares += change * change;
    }
    changes[layer] = Math.sqrt(squares / length);
  }

  @Override
  public void outputGradient(OutputGradient event) {}

  @Override
  public void preActivationGradient(PreActivationGradient event) {}
}
