package io.evenkeel.jobs.run;

import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * Checks regularly whether a cluster has executors for a run. If there is none for a while, it says
 * so once. If no master is left that could start one, it ends the job, because Spark would wait for
 * ever without a message.
 */
final class ExecutorWatch implements AutoCloseable {
  private static final int LOOK_SECONDS = 5;

  /** The number of checks in a row without an executor after which something is done. */
  private static final int PATIENCE = 6;

  private final SparkMaster master;
  private final IntSupplier executors;
  private final Consumer<String> said;
  private final Runnable end;
  private final ScheduledExecutorService timer;
  private boolean blind;
  private int none;
  private String message;

  /**
   * @param master of the cluster
   * @param executors gives the present number of executors
   * @param said receives the message that the run waits
   * @param end ends the job; called once
   */
  ExecutorWatch(SparkMaster master, IntSupplier executors, Consumer<String> said, Runnable end) {
    this.master = master;
    this.executors = executors;
    this.said = said;
    this.end = end;
    timer = Executors.newSingleThreadScheduledExecutor(new DaemonThreads("evenkeel-executors"));
  }

  /** Starts to check, until it is closed. */
  ExecutorWatch start() {
    ScheduledFuture<?> unused =
        timer.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    return this;
  }

  /** Checks once. An error is ignored until the next check, because it would end the timer. */
  synchronized void look() {
    int now;
    try {
      now = executors.getAsInt();
    } catch (RuntimeException e) {
      if (!blind) {
        said.accept("the cluster's executors cannot be counted (%s); trying again".formatted(e));
      }
      blind = true;
      return;
    }
    blind = false;
    none = now == 0 ? none + 1 : 0;
    if (none < PATIENCE || message != null) {
      return;
    }
    Optional<String> trouble = master.trouble();
    if (trouble.isPresent()) {
      message =
          "the run has no executor any more and no Spark master answers at %s (%s)"
              .formatted(master.url(), trouble.get());
      end.run();
    } else if (none == PATIENCE) {
      said.accept(
          "waiting: the cluster at %s has given this run no executor for %s s; has it cores and memory to spare?"
              .formatted(master.url(), PATIENCE * LOOK_SECONDS));
    }
  }

  /** Why the job was ended; empty if it was not. */
  synchronized Optional<String> message() {
    return Optional.ofNullable(message);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
