package io.evenkeel.core.engine;

import io.evenkeel.core.Spec;
import io.evenkeel.core.linalg.Memory;
import java.util.Optional;

/**
 * A way to carry networks out. All engines see the same {@link Draws} and tell the same {@link
 * io.evenkeel.core.probe.Probe}; they differ in which random numbers they need and in what they
 * cost.
 */
public interface Engine {
  /** As written in sweep files and results: {@code explicit}. */
  String name();

  /**
   * Why this engine cannot carry a workload out, on one line; empty if it can.
   *
   * <p>It is found from the kinds of blocks alone: a part that is repeated is looked at once.
   */
  Optional<String> unsupported(Workload workload);

  /**
   * Why this engine cannot change the weights of a workload that it supports, on one line; empty if
   * it can.
   */
  default Optional<String> untrainable(Workload workload) {
    return Optional.of("engine %s cannot train: it keeps no weights".formatted(name()));
  }

  /**
   * The engine's own way to carry out an optimiser; empty if it leaves that to whoever trains.
   *
   * @param optimizer canonical name and every parameter
   */
  default Optional<WeightRule> rule(Spec optimizer) {
    return Optional.empty();
  }

  /** Whether it holds weights as numbers, so that what training keeps beside them does so, too. */
  default boolean keepsWeights() {
    return true;
  }

  /**
   * What one run costs: drawing, both passes, and what a probe does with them. Where weights change
   * and are not held, it is the mean of all passes.
   */
  Cost cost(Workload workload);

  /**
   * The same of a network that repeats one part at least twice, for any number of repetitions;
   * empty if this engine cannot tell.
   */
  default Optional<GrowingCost> growingCost(Workload workload) {
    return Optional.empty();
  }

  /**
   * What one repetition costs of the parts that a network repeats, or the whole network if it
   * repeats none: what decides between engines whatever the depth.
   */
  Cost costOfRepeated(Workload workload);

  /**
   * The memory that a compiled network holds: what {@link #compile} asks for, and what drawing
   * takes for a while.
   */
  MemoryNeed memory(Workload workload);

  /**
   * Allocates.
   *
   * @param workload supported
   * @param memory that gives the arrays
   * @throws ArithmeticException if a part does not fit one array
   * @throws OutOfMemoryError if memory does not suffice; see {@link #memory}
   */
  CompiledNet compile(Workload workload, Memory memory);
}
