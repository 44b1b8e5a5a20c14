package io.evenkeel.jobs.cli;

import io.evenkeel.jobs.parquet.Problem;
import io.evenkeel.jobs.run.Growth;
import io.evenkeel.jobs.run.RunListener;
import io.evenkeel.jobs.run.RunPlan;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Tells a person how a run goes: trials done, rate and ETA on a terminal; otherwise a plain line
 * for each further tenth, or after ten minutes, but none within half a minute of the last.
 */
final class ProgressLine implements RunListener {
  private static final int REDRAW_MILLIS = 500;
  private static final int PARTS = 10;
  private static final double SHORTEST_PAUSE = 30;
  private static final double LONGEST_PAUSE = 600;

  private final PrintWriter err;
  private final String location;
  private final boolean terminal;
  private final LongSupplier nanos;
  private final long started;
  private String name = "";
  private long begun;
  private long ended;
  private long before;
  private long done;
  private long tenthsTold;
  private long toldAt;
  private ProgressBar bar;
  private volatile long kept;
  private volatile long planned;

  /**
   * @param err for lines
   * @param location of the run directory
   * @param terminal whether someone watches
   */
  ProgressLine(PrintWriter err, String location, boolean terminal) {
    this(err, location, terminal, System::nanoTime);
  }

  /**
   * @param nanos a clock in nanoseconds
   */
  ProgressLine(PrintWriter err, String location, boolean terminal, LongSupplier nanos) {
    this.err = err;
    this.location = location;
    this.terminal = terminal;
    this.nanos = nanos;
    started = nanos.getAsLong();
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
    before = doneBefore;
    name = plan.name() + ": ";
    done = doneBefore;
    begun = nanos.getAsLong();
    ended = begun;
    toldAt = begun;
    tenthsTold = PARTS * doneBefore / Math.max(1, planned);
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
  public synchronized void waiting(String what) {
    if (bar != null) {
      err.println(); // the bar's line is open
    }
    err.println(what);
    err.flush();
  }

  @Override
  public synchronized void progressed(long computed, long published) {
    kept = Math.min(published, planned);
    done = Math.min(computed, planned); // a shard that is tried twice at once counts twice
    if (bar != null) {
      bar.stepTo(done);
    } else if (!terminal && done < planned) {
      tell();
    }
  }

  private void tell() {
    long now = nanos.getAsLong();
    double pause = seconds(toldAt, now);
    long tenths = PARTS * done / planned;
    if (pause >= LONGEST_PAUSE || (tenths > tenthsTold && pause >= SHORTEST_PAUSE)) {
      double rate = (done - before) / seconds(begun, now);
      err.println(
          String.format(
              Locale.ROOT,
              "%,d of %,d trials, %s trials/s, about %s left",
              done,
              planned,
              rate(rate),
              Amounts.duration((planned - done) / rate)));
      err.flush();
      toldAt = now;
      tenthsTold = tenths;
    }
  }

  private static double seconds(long from, long to) {
    return (to - from) / 1e9;
  }

  private static String rate(double perSecond) {
    return String.format(Locale.ROOT, perSecond < 100 ? "%.2g" : "%,.0f", perSecond);
  }

  /** Says how long a run took, and how fast it was if it computed anything. */
  synchronized void finished() {
    String elapsed = name + Amounts.duration(seconds(started, nanos.getAsLong())) + " in all";
    long computed = done - before;
    double took = seconds(begun, ended);
    err.println(
        computed == 0 || took <= 0
            ? elapsed
            : String.format(
                Locale.ROOT,
                "%s; %,d trials computed in %s, %s trials/s",
                elapsed,
                computed,
                Amounts.duration(took),
                rate(computed / took)));
    err.flush();
  }

  @Override
  public synchronized void ended() {
    ended = nanos.getAsLong();
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
