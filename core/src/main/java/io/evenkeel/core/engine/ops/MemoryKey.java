package io.evenkeel.core.engine.ops;

import io.evenkeel.core.arch.Activate;
import io.evenkeel.core.arch.Architecture;
import io.evenkeel.core.arch.Block;
import io.evenkeel.core.arch.Dense;
import io.evenkeel.core.arch.Dropout;
import io.evenkeel.core.arch.Normalize;
import io.evenkeel.core.arch.Repeat;
import io.evenkeel.core.arch.Residual;
import io.evenkeel.core.engine.Updates;
import io.evenkeel.core.engine.Workload;
import io.evenkeel.core.engine.linear.DenseLayout;
import io.evenkeel.core.engine.linear.LinearMaps;
import io.evenkeel.core.precision.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All properties that determine the memory of a compiled network, except {@link #times}. Networks
 * with equal keys and equal numbers of repetitions take the same memory. They may differ only in
 * the scale of their weights, in activations, in factors of residual blocks and in the probability
 * of dropout.
 *
 * @param parts kinds and sizes of blocks, in the order of the network
 */
record MemoryKey(
    int inputUnits,
    int batch,
    boolean backward,
    Optional<Precision> precision,
    Optional<Updates> updates,
    boolean halfRounded,
    List<Object> parts) {

  /** The kind of a block, before its sizes, or the end of a list of blocks. */
  private enum Mark {
    DENSE,
    ACTIVATE,
    NORMALIZE,
    DROPOUT,
    RESIDUAL,
    REPEAT,
    OFTEN,
    END
  }

  /**
   * How often a network repeats its only repeated part; 0 if it repeats none at least twice, or
   * several.
   */
  static int times(Architecture architecture) {
    int times = 0;
    int repeats = 0;
    for (Block block : architecture.blocks()) {
      if (block instanceof Repeat repeat) {
        times = repeat.times();
        repeats++;
      }
    }
    return repeats == 1 && times > 1 ? times : 0;
  }

  /** The key of a workload. */
  static MemoryKey of(Workload workload, LinearMaps maps) {
    List<Object> parts = new ArrayList<>();
    int units = workload.architecture().inputUnits();
    boolean often = times(workload.architecture()) > 0;
    add(workload.architecture().blocks(), units, workload, maps, parts, often);
    return new MemoryKey(
        units,
        workload.batch(),
        workload.backward(),
        workload.precision(),
        workload.updates(),
        workload.halfRounded(),
        parts);
  }

  /**
   * @param often whether the number of repetitions may vary, so that the key leaves it out
   */
  private static void add(
      List<Block> blocks,
      int units,
      Workload workload,
      LinearMaps maps,
      List<Object> parts,
      boolean often) {
    int current = units;
    for (Block block : blocks) {
      block.select(new Add(current, workload, maps, parts, often));
      current = block.unitsAfter(current);
    }
  }

  /** Adds the properties of one block that determine its memory. */
  private record Add(
      int units, Workload workload, LinearMaps maps, List<Object> parts, boolean often)
      implements Block.Cases<Void> {
    @Override
    public Void dense(Dense block) {
      parts.add(Mark.DENSE);
      parts.add(block.units());
      parts.add(block.bias().isPresent());
      parts.add(maps.memoryKey(DenseLayout.of(block, units, workload)));
      return null;
    }

    @Override
    public Void activate(Activate block) {
      parts.add(Mark.ACTIVATE);
      return null;
    }

    @Override
    public Void normalize(Normalize block) {
      parts.add(Mark.NORMALIZE);
      parts.add(block.norm().groups(workload.batch(), units));
      return null;
    }

    @Override
    public Void dropout(Dropout block) {
      parts.add(Mark.DROPOUT);
      return null;
    }

    @Override
    public Void residual(Residual block) {
      parts.add(Mark.RESIDUAL);
      addList(block.branch());
      addList(block.exit());
      return null;
    }

    @Override
    public Void repeat(Repeat block) {
      parts.add(Mark.REPEAT);
      parts.add(often ? Mark.OFTEN : block.times());
      addList(block.blocks());
      return null;
    }

    private void addList(List<Block> blocks) {
      add(blocks, units, workload, maps, parts, false);
      parts.add(Mark.END);
    }
  }
}
