package io.evenkeel.jobs.run;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import scala.Tuple4;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Adds up the trials that running and finished tasks have computed, from the executors' heartbeats:
 * the value of a task's accumulator alone is known only when its shard is finished.
 */
final class TrialCounter extends SparkListener {
  private final long accumulator;
  private final Progress progress;
  private final Map<Long, Long> running = new HashMap<>();
  private long finished;

  /**
   * @param accumulator id of the accumulator that tasks add to
   * @param before trials done before
   * @param progress receives the sums
   */
  TrialCounter(long accumulator, long before, Progress progress) {
    this.accumulator = accumulator;
    this.finished = before;
    this.progress = progress;
  }

  @Override
  public synchronized void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
    for (Tuple4<Object, Object, Object, ?> task :
        CollectionConverters.asJava(update.accumUpdates())) {
      for (Object info : CollectionConverters.asJava((scala.collection.Seq<?>) task._4())) {
        count((AccumulableInfo) info, (Long) task._1());
      }
    }
    tell();
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    long id = end.taskInfo().taskId();
    if (end.taskInfo().successful()) {
      for (AccumulableInfo info : CollectionConverters.asJava(end.taskInfo().accumulables())) {
        count(info, id);
      }
      finished += running.getOrDefault(id, 0L);
    }
    running.remove(id);
    tell();
  }

  private void count(AccumulableInfo info, long task) {
    if (info.id() == accumulator && info.update().isDefined()) {
      running.put(task, (Long) info.update().get());
    }
  }

  private void tell() {
    long under = running.values().stream().mapToLong(Long::longValue).sum();
    progress.made(finished + under, finished);
  }

  /** Receives the numbers of trials. */
  interface Progress {
    /**
     * Trials were computed.
     *
     * @param computed by running and by finished tasks
     * @param finished by finished tasks, which publish before they end
     */
    void made(long computed, long finished);
  }
}
