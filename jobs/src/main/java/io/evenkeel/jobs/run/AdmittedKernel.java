package io.evenkeel.jobs.run;

import io.evenkeel.core.Footprint;
import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialResult;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * Computes the trials of one task, each when the process has memory for it.
 *
 * <p>A kernel keeps its arrays from trial to trial, and with them its permission to take memory,
 * until a trial takes another amount or another task waits. A trial that runs out of memory while
 * others run is computed again alone, so that its result does not depend on other trials of the
 * process.
 */
final class AdmittedKernel implements AutoCloseable {
  /** The message of JavaCPP when a process exceeds the bound of its physical memory. */
  private static final String PROCESS_TOO_LARGE = "Physical memory";

  private final MemoryBudget budget;
  private final MemoryBudget.StillWanted stillWanted;
  private final Supplier<ShardComputation.Kernel> kernels;
  private ShardComputation.Kernel kernel;
  private MemoryBudget.Grant grant;
  private boolean wasAlone;

  /**
   * @param budget of the process
   * @param stillWanted called while a trial waits
   * @param kernels makes a fresh kernel
   */
  AdmittedKernel(
      MemoryBudget budget,
      MemoryBudget.StillWanted stillWanted,
      Supplier<ShardComputation.Kernel> kernels) {
    this.budget = budget;
    this.stillWanted = stillWanted;
    this.kernels = kernels;
  }

  /**
   * Computes a trial. If the kernel throws an exception, it is replaced and the exception is thrown
   * on.
   *
   * @param footprint what the trial takes
   * @throws MemoryShortage if the trial does not fit this process, or if the process as a whole
   *     exceeds its bounds
   * @throws OutOfMemoryError if the trial took more than was planned, alone in a process that had
   *     as much
   */
  TrialResult run(Trial trial, Footprint footprint) throws IOException {
    enter(footprint);
    try {
      return compute(trial);
    } catch (OutOfMemoryError e) {
      if (wasAlone) {
        throw outOfMemoryAlone(footprint, e);
      }
    }
    grant = budget.admitAlone(footprint, stillWanted);
    try {
      return compute(trial);
    } catch (OutOfMemoryError e) {
      throw outOfMemoryAlone(footprint, e);
    } finally {
      close();
    }
  }

  private void enter(Footprint footprint) throws IOException {
    boolean stays = grant != null && footprint.equals(grant.footprint()) && !budget.awaited();
    if (!stays) {
      close();
      grant = budget.admit(footprint, stillWanted);
    }
    grant.begin();
  }

  private TrialResult compute(Trial trial) {
    boolean complete = false;
    try {
      if (kernel == null) {
        kernel = kernels.get();
      }
      TrialResult result = kernel.run(trial);
      complete = true;
      return result;
    } finally {
      if (!complete) {
        wasAlone = grant.alone();
        close();
      }
    }
  }

  /** The trial's own error, unless the process had less memory than its budget says. */
  private OutOfMemoryError outOfMemoryAlone(Footprint footprint, OutOfMemoryError error)
      throws MemoryShortage {
    if (!footprint.fits(budget.shared())) {
      throw MemoryShortage.during("in a trial that takes almost all of this process", error);
    }
    if (String.valueOf(error.getMessage()).contains(PROCESS_TOO_LARGE)) {
      throw MemoryShortage.during("as the process has grown beyond its bound", error);
    }
    return error;
  }

  /** Releases arrays and permission. */
  @Override
  public void close() {
    try {
      if (kernel != null) {
        kernel.close();
      }
    } finally {
      kernel = null;
      if (grant != null) {
        grant.close();
        grant = null;
      }
    }
  }
}
