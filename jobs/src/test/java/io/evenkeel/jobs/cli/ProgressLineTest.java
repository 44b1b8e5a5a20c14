package io.evenkeel.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.jobs.run.RunPlan;
import io.evenkeel.jobs.run.Sweeps;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Lines about a run where nobody watches a terminal. */
class ProgressLineTest {
  private static final String SWEEP =
      """
      name: hundred
      defaults: {depth: 2, width: 4, activation: relu, init: kaiming_normal, seed: 0..99}
      grids: [{batch: 2}]
      """;

  private final StringWriter written = new StringWriter();
  private final AtomicLong seconds = new AtomicLong();

  @Test
  void aLineForEachTenthButNoneWithinHalfAMinute() {
    ProgressLine progress = begun(0);
    for (int done = 1; done <= 100; done++) { // a trial in two seconds
      seconds.addAndGet(2);
      progress.progressed(done, 0);
    }
    progress.ended();
    assertThat(lines())
        .containsExactly(
            "15 of 100 trials, 0.50 trials/s, about 2.8 min left",
            "30 of 100 trials, 0.50 trials/s, about 2.3 min left",
            "45 of 100 trials, 0.50 trials/s, about 110 s left",
            "60 of 100 trials, 0.50 trials/s, about 80 s left",
            "75 of 100 trials, 0.50 trials/s, about 50 s left",
            "90 of 100 trials, 0.50 trials/s, about 20 s left");
  }

  @Test
  void aSlowRunSaysThatItLivesEveryTenMinutes() {
    ProgressLine progress = begun(0);
    for (int done = 1; done <= 4; done++) {
      seconds.addAndGet(601);
      progress.progressed(done, 0);
    }
    assertThat(lines()).hasSize(4);
    assertThat(lines().get(0)).startsWith("1 of 100 trials, 0.0017 trials/s, about 16.5 h left");
  }

  @Test
  void aQuickRunSaysOnlyHowLongItTook() {
    ProgressLine progress = begun(20);
    seconds.addAndGet(20);
    progress.progressed(100, 100);
    progress.ended();
    seconds.addAndGet(5);
    progress.finished();
    assertThat(lines())
        .containsExactly("hundred: 25 s in all; 80 trials computed in 20 s, 4.0 trials/s");
  }

  @Test
  void ofNothingComputedThereIsNoRate() {
    ProgressLine progress = begun(100);
    progress.ended();
    seconds.addAndGet(3);
    progress.finished();
    assertThat(lines()).containsExactly("hundred: 3.0 s in all");
  }

  private ProgressLine begun(long before) {
    ProgressLine progress =
        new ProgressLine(
            new PrintWriter(written, true), "runs/x", false, () -> seconds.get() * 1_000_000_000L);
    RunPlan plan = Sweeps.plan(SWEEP);
    progress.begun(plan, before);
    return progress;
  }

  /** All but the opening. */
  private List<String> lines() {
    return written.toString().lines().skip(1).toList();
  }
}
