package io.evenkeel.jobs.run;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Says once that a cluster has not started a run yet. Spark gives no message while it waits: for
 * minutes while YARN copies jars, and without limit while a queue is full or no master answers.
 */
final class StartWatch implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ScheduledExecutorService timer;

  /**
   * Begins to wait.
   *
   * @param said receives one message, if this is still open after 30 s
   */
  StartWatch(SparkMaster master, Consumer<String> said) {
    this(master, PATIENCE, said);
  }

  StartWatch(SparkMaster master, Duration patience, Consumer<String> said) {
    timer = Executors.newSingleThreadScheduledExecutor(new DaemonThreads("evenkeel-start"));
    ScheduledFuture<?> unused =
        timer.schedule(
            () ->
                said.accept(
                    "waiting: the cluster at %s has not started this run in %s s; does it answer, and has it room?"
                        .formatted(master.url(), patience.toSeconds())),
            patience.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
