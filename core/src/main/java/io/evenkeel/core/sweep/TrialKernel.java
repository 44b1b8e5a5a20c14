package io.evenkeel.core.sweep;

import io.evenkeel.core.Footprint;
import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.engine.CompiledNet;
import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.engine.Engine;
import io.evenkeel.core.engine.MemoryNeed;
import io.evenkeel.core.engine.Workload;
import io.evenkeel.core.linalg.Memory;
import io.evenkeel.core.loss.OutputCurvature;
import io.evenkeel.core.train.TangentKernel;
import java.util.Optional;
import java.util.OptionalDouble;

/** Computes the neural tangent kernel of a trial that asks for it. */
final class TrialKernel {
  private TrialKernel() {}

  /** Whether a trial asks for its kernel. */
  static boolean asked(Trial trial) {
    return trial.get(Axes.NTK);
  }

  private static Workload workload(Trial trial) {
    return TangentKernel.workload(TrialWorkload.of(trial).architecture(), trial.batch());
  }

  /** Why the kernel cannot be computed by an engine; empty if it can, or is not asked for. */
  static Optional<String> unsupported(Trial trial, Engine engine) {
    return asked(trial)
        ? TangentKernel.unsupported(TrialWorkload.of(trial).architecture(), trial.batch())
            .or(() -> engine.unsupported(workload(trial)).map(why -> "ntk: " + why))
        : Optional.empty();
  }

  /** The memory of the kernel, with a network of its own; none if it is not asked for. */
  static Footprint footprint(Trial trial, Engine engine) {
    if (!asked(trial)) {
      return Footprint.NONE;
    }
    Workload workload = workload(trial);
    MemoryNeed need = engine.memory(workload);
    return new Footprint(need.heap(), need.offHeap())
        .plus(TangentKernel.footprint(workload.architecture(), trial.batch()));
  }

  /**
   * Computes the kernel.
   *
   * @param input of the trial's batch
   * @param memory for the network; it is taken back afterwards
   */
  static NtkResult of(Trial trial, float[] input, Memory memory) {
    try (CompiledNet net = TrialWorkload.engine(trial).compile(workload(trial), memory)) {
      TangentKernel kernel = TangentKernel.of(net, input, Draws.ofSeed(trial.seed()));
      Optional<OutputCurvature> curvature =
          trial.get(Axes.PARAMETRIZATION).isStandard()
              ? trial.loss().curvature()
              : Optional.empty();
      return new NtkResult(
          kernel.spectrum(),
          curvature.isPresent()
              ? OptionalDouble.of(kernel.largestRate(curvature.get()))
              : OptionalDouble.empty());
    } finally {
      memory.recycle();
      memory.trim();
    }
  }
}
