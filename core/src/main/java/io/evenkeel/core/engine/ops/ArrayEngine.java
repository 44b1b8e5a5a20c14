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
import java.util.Optional;

/** An engine of ops over arrays, with one way to carry out linear maps. */
public final class ArrayEngine implements Engine {
  private final String name;
  private final LinearMaps maps;

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

  @Override
  public MemoryNeed memory(Workload workload) {
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
