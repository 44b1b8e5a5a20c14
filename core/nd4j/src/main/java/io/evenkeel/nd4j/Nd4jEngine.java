package io.evenkeel.nd4j;

import io.evenkeel.core.Spec;
import io.evenkeel.core.engine.CompiledNet;
import io.evenkeel.core.engine.Cost;
import io.evenkeel.core.engine.Engine;
import io.evenkeel.core.engine.EngineKind;
import io.evenkeel.core.engine.MemoryNeed;
import io.evenkeel.core.engine.WeightRule;
import io.evenkeel.core.engine.Workload;
import io.evenkeel.core.engine.ops.CallCosts;
import io.evenkeel.core.linalg.Memory;
import java.util.Optional;

/**
 * Carries networks out with ND4J's arrays. It draws the same weights, biases, masks and inputs as
 * the engine {@code explicit}, so the numbers of a trial agree up to float32 rounding.
 *
 * <p>It is made to be read and to be compared with, not to be fast. Planning (support, cost,
 * memory) does not start ND4J; compiling does.
 */
public final class Nd4jEngine implements Engine {
  @Override
  public String name() {
    return EngineKind.ND4J.text();
  }

  @Override
  public Optional<String> unsupported(Workload workload) {
    if (workload.precision().isPresent()) {
      return Optional.of("engine nd4j computes in float32: engine explicit rounds");
    }
    return Support.reason(workload.architecture().blocks());
  }

  @Override
  public Optional<String> untrainable(Workload workload) {
    return Optional.empty();
  }

  @Override
  public Optional<WeightRule> rule(Spec optimizer) {
    return UpdaterRule.of(optimizer);
  }

  @Override
  public Cost cost(Workload workload) {
    return new CallCosts(workload).ofNetwork();
  }

  @Override
  public Cost costOfRepeated(Workload workload) {
    return new CallCosts(workload).ofRepeated();
  }

  @Override
  public MemoryNeed memory(Workload workload) {
    try (Memory counting = Memory.counting()) {
      new Assembly(workload, counting).net().close();
      return new MemoryNeed(counting.heapBytes(), counting.offHeapBytes(), counting.longest());
    }
  }

  /**
   * Makes the arrays.
   *
   * @throws LinkageError if this machine cannot load ND4J's native library
   */
  @Override
  public CompiledNet compile(Workload workload, Memory memory) {
    Nd4jLibrary.load();
    return new Assembly(workload, memory).net();
  }
}
