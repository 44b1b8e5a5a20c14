package io.evenkeel.core.sweep;

import io.evenkeel.core.Footprint;
import io.evenkeel.core.engine.Engine;
import io.evenkeel.core.linalg.Memory;
import io.evenkeel.core.probe.LayerOutput;
import io.evenkeel.core.probe.OutputGradient;
import io.evenkeel.core.probe.PreActivation;
import io.evenkeel.core.probe.PreActivationGradient;
import io.evenkeel.core.probe.Probe;
import io.evenkeel.core.probe.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Measures the distance to float32 in engines that do not hold weights. There two networks of one
 * seed would have different weights; so one network is fed each row twice, and rounds only one of
 * the copies.
 */
final class HalfRounded implements Probe, Twin {
  private final List<Double> distances = new ArrayList<>();

  private HalfRounded() {}

  /**
   * The network with twice the rows; empty if an engine cannot compute it, or a batch norm would
   * mix the rows.
   */
  private static Optional<DoubledNet> net(Trial trial, Engine engine) {
    return DoubledNet.apart(trial)
        ? DoubledNet.of(trial, engine, TrialWorkload.of(trial).besideFloat32())
        : Optional.empty();
  }

  /** The memory of that network and its input. */
  static Footprint footprint(Trial trial, Engine engine) {
    return net(trial, engine).map(DoubledNet::footprint).orElse(Footprint.NONE);
  }

  /**
   * Feeds the batch through that network.
   *
   * @param input of the trial's batch
   * @param memory for the network; it is taken back afterwards
   */
  static Twin of(Trial trial, float[] input, Memory memory) {
    HalfRounded probe = new HalfRounded();
    net(trial, TrialWorkload.engine(trial)).ifPresent(net -> net.feed(input, memory, probe));
    return probe;
  }

  @Override
  public Optional<Double> distance(int layer, Tensor output) {
    return layer < distances.size() ? Optional.of(distances.get(layer)) : Optional.empty();
  }

  @Override
  public void preActivation(PreActivation event) {
    // The output is what is compared.
  }

  @Override
  public void layerOutput(LayerOutput event) {
    Tensor output = event.values();
    int half = output.rows() / 2;
    int units = output.units();
    double sum = 0;
    for (int row = 0; row < half; row++) {
      sum +=
          TwinOutputs.distance(
              output.values(), row * units, output.values(), (row + half) * units, units);
    }
    distances.add(sum / half);
  }

  @Override
  public void outputGradient(OutputGradient event) {
    throw new IllegalStateException("a twin is fed forward only");
  }

  @Override
  public void preActivationGradient(PreActivationGradient event) {
    throw new IllegalStateException("a twin is fed forward only");
  }
}
