package io.evenkeel.core.sweep;

import io.evenkeel.core.Footprint;
import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.engine.CompiledNet;
import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.engine.Engine;
import io.evenkeel.core.engine.MemoryNeed;
import io.evenkeel.core.engine.Workload;
import io.evenkeel.core.linalg.Memory;
import io.evenkeel.core.probe.Probe;
import java.util.Optional;

/**
 * A trial's network that is fed its batch twice. Both halves are multiplied by the same weights,
 * also in engines that do not hold weights.
 *
 * @param trial whose network it is
 * @param engine of the trial
 * @param workload of the network with twice the rows
 */
record DoubledNet(Trial trial, Engine engine, Workload workload) {
  /**
   * The network; empty if the engine cannot compute it.
   *
   * @param workload with twice the rows of the trial's, whose halves are {@linkplain #apart apart}
   */
  static Optional<DoubledNet> of(Trial trial, Engine engine, Workload workload) {
    return Optional.of(workload)
        .filter(doubled -> engine.unsupported(doubled).isEmpty())
        .filter(doubled -> engine.memory(doubled).longestArray() <= Memory.LONGEST_ARRAY)
        .map(doubled -> new DoubledNet(trial, engine, doubled));
  }

  /**
   * Whether the number of rows can be doubled, and no batch norm computes statistics over both
   * halves.
   */
  static boolean apart(Trial trial) {
    return trial.batch() <= Integer.MAX_VALUE / 2
        && trial.get(Axes.NORM).filter(scheme -> scheme.norm().acrossRows()).isEmpty();
  }

  /** The memory of the network and its input. */
  Footprint footprint() {
    MemoryNeed need = engine.memory(workload);
    long input = Float.BYTES * 2L * trial.batch() * trial.inputWidth();
    return new Footprint(need.heap() + input, need.offHeap());
  }

  /**
   * Feeds the batch forward.
   *
   * @param input of the trial's batch
   * @param memory for the network; it is taken back afterwards
   */
  void feed(float[] input, Memory memory, Probe probe) {
    try (CompiledNet net = engine.compile(workload, memory)) {
      net.forward(twice(input), Draws.ofSeed(trial.seed()), probe);
    } finally {
      memory.recycle();
      memory.trim();
    }
  }

  private float[] twice(float[] input) {
    int length = trial.batch() * trial.inputWidth();
    float[] twice = new float[Math.multiplyExact(2, length)];
    System.arraycopy(input, 0, twice, 0, length);
    System.arraycopy(input, 0, twice, length, length);
    return twice;
  }
}
