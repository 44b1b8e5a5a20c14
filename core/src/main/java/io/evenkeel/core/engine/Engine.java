package io.evenkeel.core.engine;

import io.evenkeel.core.Spec;
import io.evenkeel.core.linalg.Memory;
import java.util.Optional;

/**
 * A way to compute networks. All engines take the same {@link Draws} and report to the same kind of
 * {@link io.evenkeel.core.probe.Probe}. They differ in the random numbers that they need and in
 * their costs.
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

  /**
   * Whether the engine holds weights as numbers. If so, the arrays that an optimiser keeps for them
   * are held, too.
   */
  default boolean keepsWeights() {
    return true;
  }

  /**
   * The cost of one run: the draws, both passes, and the work of the probe. Where weights change
   * and are not held, it is the mean over all passes.
   */
  Cost cost(Workload workload);

  /**
   * The cost of a network that repeats one part at least twice, for any number of repetitions;
   * empty if this engine cannot tell.
   */
  default Optional<GrowingCost> growingCost(Workload workload) {
    return Optional.empty();
  }

  /**
   * The cost of one repetition of the parts that a network repeats, or of the whole network if it
   * repeats none. This decides between engines, so that their choice does not depend on the depth.
   */
  Cost costOfRepeated(Workload workload);

  /**
   * The memory of a compiled network: the arrays that {@link #compile} asks for, and what drawing
   * takes temporarily.
   */
  MemoryNeed memory(Workload workload);

  /**
   * Compiles a network, which allocates its memory.
   *
   * @param workload supported
   * @param memory that gives the arrays
   * @throws ArithmeticException if a part does not fit one array
   * @throws OutOfMemoryError if memory does not suffice; see {@link #memory}
   */
  CompiledNet compile(Workload workload, Memory memory);
}
