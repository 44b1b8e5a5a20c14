package io.evenkeel.jobs.run;

import io.evenkeel.jobs.store.Store;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Computes the missing shards of a plan: one Spark task per shard, longest first. Tasks publish
 * their files; the driver only lists them.
 */
public final class SweepRun {
  private static final String JOB = "evenkeel-sweep";

  private final RunPlan asked;
  private final String location;
  private final RunListener listener;

  /**
   * @param asked the plan of one sweep; the directory may hold more
   * @param location the run directory
   * @param listener receives the progress
   */
  public SweepRun(RunPlan asked, String location, RunListener listener) {
    this.asked = asked;
    this.location = location;
    this.listener = listener;
  }

  /**
   * Adds the plan to the plan of its directory, before anything slow is started.
   *
   * @param heard receives the change, before it is made, if the directory holds more or less than
   *     this plan
   * @throws io.evenkeel.core.SpecException if it is another plan's, or of other versions
   * @throws IOException if it cannot be written to
   */
  public static PlanFiles.Claimed claim(RunPlan plan, Store store, Consumer<Growth> heard)
      throws IOException {
    return PlanFiles.claim(plan, store, heard);
  }

  /**
   * Computes and publishes every shard that is not published, or not intact.
   *
   * @return how many shards were missing
   * @throws RunFailure if a task failed for another reason than its trials, or if in the end a
   *     shard is not published
   */
  public int execute(SparkSession spark) throws IOException {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Store store = Store.at(location, context.hadoopConfiguration());
    PlanFiles.Claimed claimed = claim(asked, store, growth -> {});
    RunPlan plan = claimed.plan();
    claimed.repaired().forEach(listener::quarantined);
    store.sweepTemporaries();
    PublishedShards published = PublishedShards.take(store, plan);
    published.quarantined().forEach(listener::quarantined);
    List<Integer> missing = longestFirst(plan, published);
    long doneBefore = published.intact().stream().mapToLong(i -> plan.shard(i).trials()).sum();
    RunData.publish(store, plan, !missing.isEmpty());
    listener.begun(plan, doneBefore);
    if (!missing.isEmpty()) {
      compute(context, store.location(), claimed, missing, doneBefore);
    }
    listener.ended();
    PlanFiles.requireNone(store, claimed.successor());
    new Completeness(plan, store, context.isLocal()).require(published.left());
    return missing.size();
  }

  private static List<Integer> longestFirst(RunPlan plan, PublishedShards published) {
    return plan.live().stream()
        .filter(shard -> !published.intact().get(shard) && !published.blocked().get(shard))
        .boxed()
        .sorted(Comparator.comparingDouble((Integer shard) -> -plan.cost(shard)))
        .toList();
  }

  /**
   * @param directory the run directory as every machine names it
   */
  private void compute(
      JavaSparkContext context,
      String directory,
      PlanFiles.Claimed claimed,
      List<Integer> missing,
      long doneBefore)
      throws IOException {
    LongAccumulator trials = context.sc().longAccumulator("trials");
    TrialCounter counter = new TrialCounter(trials.id(), doneBefore, listener::progressed);
    Broadcast<byte[]> text = context.broadcast(PlanText.bytes(PlanFile.of(claimed.plan())));
    Broadcast<SerializableConfiguration> configuration =
        context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
    Runnable end =
        () -> context.sc().cancelJobsWithTag(JOB, "no shard of this run can be done any more");
    FirstFailure firstFailure = new FirstFailure(end);
    context.sc().addSparkListener(counter);
    context.sc().addSparkListener(firstFailure);
    context.sc().addJobTag(JOB);
    context.setJobDescription(
        "%s: %s of %s shards".formatted(asked.name(), missing.size(), claimed.plan().liveShards()));
    try (ExecutorWatch watch = watch(context, end)) {
      try {
        context
            .parallelize(missing, missing.size())
            .foreach(new ShardTask(directory, text, claimed.successor(), configuration, trials));
      } catch (Exception e) { // Spark throws checked exceptions that its signatures do not name
        throw new RunFailure(
            firstFailure.message().or(watch::message).orElseGet(() -> reason(e))
                + "; when that is mended, the same command resumes",
            e);
      }
    } finally {
      context.setJobDescription(null);
      context.sc().removeJobTag(JOB);
      context.sc().removeSparkListener(firstFailure);
      context.sc().removeSparkListener(counter);
    }
  }

  /**
   * The watch over the executors; in a local run there is none to watch, because the driver
   * computes.
   */
  private ExecutorWatch watch(JavaSparkContext context, Runnable end) {
    ExecutorWatch watch =
        new ExecutorWatch(
            new SparkMaster(context.sc().master()),
            // The driver is in this list, too.
            () -> context.sc().statusTracker().getExecutorInfos().length - 1,
            listener::waiting,
            end);
    return context.isLocal() ? watch : watch.start();
  }

  /** The message of a task or of Spark, on one line. */
  private static String reason(Exception error) {
    Throwable cause = error;
    while (cause.getCause() != null && (cause instanceof SparkException || cause == error)) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null
        ? cause.getClass().getName()
        : cause.getMessage().lines().findFirst().orElse("");
  }
}
