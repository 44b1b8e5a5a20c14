package io.evenkeel.jobs.cli;

import io.evenkeel.jobs.parquet.Problem;
import io.evenkeel.jobs.run.Growth;
import io.evenkeel.jobs.run.RunListener;
import io.evenkeel.jobs.run.RunPlan;
import java.io.PrintWriter;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Tells a person how a run goes: trials done, rate and ETA on a terminal, plain lines otherwise.
 */
final class ProgressLine implements RunListener {
  private static final int REDRAW_MILLIS = 500;

  private final PrintWriter err;
  private final String location;
  private final boolean terminal;
  private ProgressBar bar;
  private volatile long kept;
  private volatile long planned;

  /**
   * @param err for lines
   * @param location of the run directory
   * @param terminal whether someone watches
   */
  ProgressLine(PrintWriter err, String location, boolean terminal) {
    this.err = err;
    this.location = location;
    this.terminal = terminal;
  }

  /** Says what a run makes of a directory that holds more or less than its sweep. */
  synchronized void grows(Growth growth) {
    err.println(growth.text(location));
    err.flush();
  }

  @Override
  public synchronized void begun(RunPlan plan, long doneBefore) {
    planned = plan.trials();
    kept = doneBefore;
    err.println(opening(plan, doneBefore));
    err.flush();
    if (terminal && doneBefore < planned) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(plan.name())
              .setInitialMax(planned)
              .startsFrom(doneBefore, Duration.ZERO)
              .setUnit(" trials", 1)
              .showSpeed()
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(REDRAW_MILLIS)
              .build();
    }
  }

  private String opening(RunPlan plan, long doneBefore) {
    String what =
        "%s: %s trials in %s shards".formatted(plan.name(), plan.trials(), plan.liveShards());
    if (doneBefore == 0) {
      return what + ", into " + location;
    }
    return doneBefore == plan.trials()
        ? what + ", all done before in " + location + ": nothing to compute"
        : what + ", %s done before in %s: resuming".formatted(doneBefore, location);
  }

  @Override
  public synchronized void quarantined(Problem problem) {
    err.println("repairing " + problem.text());
    err.flush();
  }

  @Override
  public synchronized void progressed(long computed, long published) {
    kept = Math.min(published, planned);
    if (bar != null) {
      bar.stepTo(Math.min(computed, planned)); // a shard that is tried twice at once counts twice
    }
  }

  @Override
  public synchronized void ended() {
    close();
  }

  /** Ends the line; without effect the second time. */
  synchronized void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  /** What to say to someone who pressed Ctrl-C. */
  String interrupted() {
    return planned == 0
        ? "interrupted; the same command begins again"
        : "interrupted; %s of %s trials are kept, the same command resumes in %s"
            .formatted(kept, planned, location);
  }
}
