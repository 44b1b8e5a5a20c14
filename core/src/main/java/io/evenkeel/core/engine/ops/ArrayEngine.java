package io.evenkeel.core.engine.ops;

import io.evenkeel.core.arch.Architecture;
import io.evenkeel.core.arch.WeightLayers;
import io.evenkeel.core.arch.WeightLayers.WeightLayer;
import io.evenkeel.core.engine.CompiledNet;
import io.evenkeel.core.engine.Cost;
import io.evenkeel.core.engine.Engine;
import io.evenkeel.core.engine.MemoryNeed;
import io.evenkeel.core.engine.Workload;
import io.evenkeel.core.engine.linear.DenseLayout;
import io.evenkeel.core.engine.linear.LinearMaps;
import io.evenkeel.core.linalg.Memory;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** An engine of ops over arrays, with one way to carry out linear maps. */
public final class ArrayEngine implements Engine {
  /** Networks whose memory is remembered. */
  private static final int MOST_KNOWN = 4096;

  /** Parts of a network that is not too large to be remembered. */
  private static final int MOST_PARTS = 256;

  private final String name;
  private final LinearMaps maps;
  private final Map<MemoryKey, MemoryNeed> known = new ConcurrentHashMap<>();

  /**
   * @param name as written in sweep files
   * @param maps how weight layers are carried out
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
  public Cost costOfRepeated(Workload workload) {
    return new Costs(workload, maps).ofRepeated();
  }

  /** Networks of one kind, of which a plan may have millions, are assembled once. */
  @Override
  public MemoryNeed memory(Workload workload) {
    MemoryKey key = MemoryKey.of(workload, maps);
    MemoryNeed need = known.get(key);
    if (need == null) {
      need = counted(workload);
      if (known.size() >= MOST_KNOWN) {
        known.clear();
      }
      if (key.parts().size() <= MOST_PARTS) {
        known.put(key, need);
      }
    }
    return need;
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
