package io.evenkeel.jobs.run;

import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialResult;
import io.evenkeel.core.sweep.TrialRunner;

/** Computes trials by a {@link TrialRunner}. */
final class RunnerKernel implements ShardComputation.Kernel {
  private final TrialRunner runner = new TrialRunner();

  @Override
  public TrialResult run(Trial trial) {
    return runner.run(trial);
  }

  @Override
  public void close() {
    runner.close();
  }
}
