package io.evenkeel.core.sweep;

import io.evenkeel.core.Footprint;
import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.engine.CompiledNet;
import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.engine.Engine;
import io.evenkeel.core.engine.MemoryNeed;
import io.evenkeel.core.engine.Workload;
import io.evenkeel.core.linalg.Memory;
import io.evenkeel.core.norm.BatchNorm;
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
 * The distance to float32 in engines without weights. There two networks of one seed are two draws:
 * so one network is fed each row twice, and rounds it once.
 */
final class HalfRounded implements Probe, Twin {
  private final List<Double> distances = new ArrayList<>();

  private HalfRounded() {}

  /** The network with twice the rows; empty where an engine cannot have it, or rows would mix. */
  private static Optional<Workload> workload(Trial trial, Engine engine) {
    boolean mixes = trial.get(Axes.NORM).filter(n -> n.norm() instanceof BatchNorm).isPresent();
    if (mixes || trial.batch() > Integer.MAX_VALUE / 2) {
      return Optional.empty();
    }
    return Optional.of(TrialWorkload.of(trial).besideFloat32())
        .filter(workload -> engine.unsupported(workload).isEmpty())
        .filter(workload -> engine.memory(workload).longestArray() <= Memory.LONGEST_ARRAY);
  }

  /** What that network takes, and its input. */
  static Footprint footprint(Trial trial, Engine engine) {
    Optional<Workload> workload = workload(trial, engine);
    if (workload.isEmpty()) {
      return Footprint.NONE;
    }
    MemoryNeed need = engine.memory(workload.get());
    long input = Float.BYTES * 2L * trial.batch() * trial.inputWidth();
    return new Footprint(need.heap() + input, need.offHeap());
  }

  /**
   * Feeds that network.
   *
   * @param input of the trial's batch
   * @param memory for the network; it is taken back afterwards
   */
  static Twin of(Trial trial, float[] input, Memory memory) {
    Engine engine = TrialWorkload.engine(trial);
    HalfRounded probe = new HalfRounded();
    Optional<Workload> workload = workload(trial, engine);
    if (workload.isEmpty()) {
      return probe;
    }
    try (CompiledNet net = engine.compile(workload.get(), memory)) {
      net.forward(twice(trial, input), Draws.ofSeed(trial.seed()), probe);
    } finally {
      memory.recycle();
      memory.trim();
    }
    return probe;
  }

  /** The rows of a trial's batch, and once more. */
  static float[] twice(Trial trial, float[] input) {
    int length = trial.batch() * trial.inputWidth();
    float[] twice = new float[Math.multiplyExact(2, length)];
    System.arraycopy(input, 0, twice, 0, length);
    System.arraycopy(input, 0, twice, length, length);
    return twice;
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
