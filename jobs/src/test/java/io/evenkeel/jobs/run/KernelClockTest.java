package io.evenkeel.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialResult;
import io.evenkeel.core.sweep.TrialStatus;
import io.evenkeel.jobs.parquet.PlannedShard;
import org.junit.jupiter.api.Test;

/** Trials' own time. */
class KernelClockTest {
  private static final PlannedShard SHARD = Sweeps.plan(Sweeps.MIDDLING).shard(0);

  /** Takes at least a tick of the clock; throws at an odd seed. */
  private static final class Ticking implements ShardComputation.Kernel {
    private boolean closed;

    @Override
    public TrialResult run(Trial trial) {
      long begun = System.nanoTime();
      while (System.nanoTime() == begun) {
        Thread.onSpinWait();
      }
      if (trial.seed() % 2 == 1) {
        throw new IllegalStateException("odd");
      }
      return TrialResult.notComputed(trial, TrialStatus.INVALID, "for the test");
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @Test
  void everyTrialCountsTheOnesThatThrowToo() {
    KernelClock clock = new KernelClock();
    Ticking kernel = new Ticking();
    ShardComputation.Kernel timed = clock.timing(kernel);
    assertThat(clock.seconds()).isZero();
    assertThat(clock.shortestSeconds()).isZero();
    assertThat(timed.run(trialOfSeed(0)).trial()).isEqualTo(trialOfSeed(0));
    double first = clock.seconds();
    assertThat(first).isPositive();
    assertThat(clock.shortestSeconds()).isEqualTo(first);
    assertThat(clock.longestSeconds()).isEqualTo(first);
    assertThatThrownBy(() -> timed.run(trialOfSeed(1))).hasMessage("odd");
    // Of two trials, each a tick or more: the shorter and the longer make the whole.
    assertThat(clock.seconds()).isGreaterThan(first);
    assertThat(clock.shortestSeconds()).isPositive().isLessThanOrEqualTo(clock.longestSeconds());
    assertThat(Math.round((clock.shortestSeconds() + clock.longestSeconds()) * 1e9))
        .isEqualTo(Math.round(clock.seconds() * 1e9));
    timed.close();
    assertThat(kernel.closed).isTrue();
  }

  private static Trial trialOfSeed(long seed) {
    for (int i = 0; i < SHARD.trials(); i++) {
      if (SHARD.trial(i).seed() == seed) {
        return SHARD.trial(i);
      }
    }
    throw new AssertionError("no trial of seed " + seed);
  }
}
