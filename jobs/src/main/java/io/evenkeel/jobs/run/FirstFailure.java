package io.evenkeel.jobs.run;

import java.util.Optional;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * Ends a job at the first {@link RunFailure} that a task throws, so that Spark does not try the
 * shard again.
 */
final class FirstFailure extends SparkListener {
  private final Runnable end;
  private String message;

  /**
   * @param end ends the job; called once
   */
  FirstFailure(Runnable end) {
    this.end = end;
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd task) {
    if (message == null
        && task.reason() instanceof ExceptionFailure failure
        && failure.className().equals(RunFailure.class.getName())) {
      message = failure.description();
      end.run();
    }
  }

  /** The message of the failure; empty if no task threw a {@link RunFailure}. */
  synchronized Optional<String> message() {
    return Optional.ofNullable(message);
  }
}
