package io.evenkeel.core.engine.ops;

import io.evenkeel.core.arch.Architecture;
import io.evenkeel.core.arch.Block;
import io.evenkeel.core.arch.Repeat;
import io.evenkeel.core.arch.WeightLayers;
import io.evenkeel.core.arch.WeightLayers.WeightLayer;
import io.evenkeel.core.engine.CompiledNet;
import io.evenkeel.core.engine.Cost;
import io.evenkeel.core.engine.Engine;
import io.evenkeel.core.engine.GrowingCost;
import io.evenkeel.core.engine.MemoryNeed;
import io.evenkeel.core.engine.Workload;
import io.evenkeel.core.engine.linear.DenseLayout;
import io.evenkeel.core.engine.linear.LinearMaps;
import io.evenkeel.core.linalg.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** An engine whose ops work on arrays; a {@link LinearMaps} computes the linear maps. */
public final class ArrayEngine implements Engine {
  /** How many kinds of networks have their memory remembered. */
  private static final int MOST_KNOWN = 4096;

  /** The memory of a network with more parts than this is not remembered. */
  private static final int MOST_PARTS = 256;

  private final String name;
  private final LinearMaps maps;
  private final Map<MemoryKey, Known> known = new ConcurrentHashMap<>();

  /**
   * @param name as written in sweep files
   * @param maps how weight layers are computed
   */
  public ArrayEngine(String name, LinearMaps maps) {
    this.name = name;
    this.maps = maps;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<String> unsupported(Workload workload) {
    return new Support(workload, maps).reason();
  }

  @Override
  public Optional<String> untrainable(Workload workload) {
    for (WeightLayer layer : WeightLayers.of(workload.architecture())) {
      Optional<String> reason =
          maps.untrainable(DenseLayout.of(layer.block(), layer.inputs(), workload));
      if (reason.isPresent()) {
        return reason.map(why -> "engine %s cannot train: %s".formatted(name, why));
      }
    }
    return Optional.empty();
  }

  @Override
  public boolean keepsWeights() {
    return maps.keepWeights();
  }

  @Override
  public Cost cost(Workload workload) {
    Architecture architecture = workload.architecture();
    return new Costs(workload, maps).of(architecture.blocks(), architecture.inputUnits());
  }

  @Override
  public Optional<GrowingCost> growingCost(Workload workload) {
    return MemoryKey.times(workload.architecture()) == 0
        ? Optional.empty()
        : Optional.of(new Costs(workload, maps).growing());
  }

  @Override
  public Cost costOfRepeated(Workload workload) {
    return new Costs(workload, maps).ofRepeated();
  }

  /**
   * The memory of networks of one kind, which differ only in the number of their repetitions: each
   * repetition adds the same.
   *
   * @param two the memory with two repetitions; that of the network itself if it repeats nothing
   * @param three the memory with three repetitions
   */
  private record Known(MemoryNeed two, MemoryNeed three) {
    MemoryNeed at(int times) {
      long more = times - 2L;
      return new MemoryNeed(
          two.heap() + more * (three.heap() - two.heap()),
          two.offHeap() + more * (three.offHeap() - two.offHeap()),
          two.longestArray());
    }
  }

  /**
   * The memory of a workload. A plan may have millions of networks of one kind, so that these are
   * assembled once.
   */
  @Override
  public MemoryNeed memory(Workload workload) {
    int times = MemoryKey.times(workload.architecture());
    MemoryKey key = MemoryKey.of(workload, maps);
    Known need = known.get(key);
    if (need == null) {
      need =
          times == 0
              ? new Known(counted(workload), MemoryNeed.NONE)
              : new Known(counted(repeating(workload, 2)), counted(repeating(workload, 3)));
      if (known.size() >= MOST_KNOWN) {
        known.clear();
      }
      if (key.parts().size() <= MOST_PARTS) {
        known.put(key, need);
      }
    }
    return times == 0 ? need.two() : need.at(times);
  }

  /** The same workload with another number of repetitions. */
  private static Workload repeating(Workload workload, int times) {
    Architecture architecture = workload.architecture();
    List<Block> blocks = new ArrayList<>();
    for (Block block : architecture.blocks()) {
      blocks.add(block instanceof Repeat repeat ? new Repeat(times, repeat.blocks()) : block);
    }
    return workload.with(new Architecture(architecture.inputUnits(), blocks));
  }

  /** Assembles the network with memory that only counts. */
  MemoryNeed counted(Workload workload) {
    try (Memory counting = Memory.counting()) {
      compile(workload, counting).close();
      return new MemoryNeed(counting.heapBytes(), counting.offHeapBytes(), counting.longest());
    }
  }

  @Override
  public CompiledNet compile(Workload workload, Memory memory) {
    return new Assembly(workload, maps, memory).net();
  }
}
