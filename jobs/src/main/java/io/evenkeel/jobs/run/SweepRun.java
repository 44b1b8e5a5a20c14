package io.evenkeel.jobs.run;

import io.evenkeel.jobs.parquet.Problem;
import io.evenkeel.jobs.store.Store;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Runs what is missing of a plan: one Spark task per shard, longest first. Tasks publish their own
 * files; the driver only lists.
 */
public final class SweepRun {
  private static final String JOB = "evenkeel-sweep";

  private final RunPlan plan;
  private final String location;
  private final RunListener listener;

  /**
   * @param plan what is to be run
   * @param location the run directory
   * @param listener hears how it goes
   */
  public SweepRun(RunPlan plan, String location, RunListener listener) {
    this.plan = plan;
    this.location = location;
    this.listener = listener;
  }

  /**
   * Makes the directory this plan's, before anything slow is started.
   *
   * @return what was wrong with the plan that was there, which is written anew
   * @throws RunFailure if it is another plan's
   * @throws IOException if it cannot be written to
   */
  public static Optional<Problem> claim(RunPlan plan, Store store) throws IOException {
    return PlanFile.of(plan).claim(store);
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
    claim(plan, store).ifPresent(listener::quarantined);
    store.sweepTemporaries();
    PublishedShards published = PublishedShards.take(store, plan);
    published.quarantined().forEach(listener::quarantined);
    List<Integer> missing = longestFirst(published);
    long doneBefore = published.intact().stream().mapToLong(i -> plan.shard(i).trials()).sum();
    listener.begun(plan, doneBefore);
    if (!missing.isEmpty()) {
      compute(context, store.location(), missing, doneBefore);
    }
    listener.ended();
    new Completeness(plan, store, context.isLocal()).require(published.left());
    return missing.size();
  }

  private List<Integer> longestFirst(PublishedShards published) {
    return IntStream.range(0, plan.shards())
        .filter(shard -> !published.intact().get(shard) && !published.blocked().get(shard))
        .boxed()
        .sorted(Comparator.comparingDouble((Integer shard) -> -plan.cost(shard)))
        .toList();
  }

  /**
   * @param directory the run directory as every machine names it
   */
  private void compute(
      JavaSparkContext context, String directory, List<Integer> missing, long doneBefore) {
    LongAccumulator trials = context.sc().longAccumulator("trials");
    TrialCounter counter = new TrialCounter(trials.id(), doneBefore, listener::progressed);
    Broadcast<String> text = context.broadcast(plan.text());
    Broadcast<SerializableConfiguration> configuration =
        context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
    FirstFailure firstFailure =
        new FirstFailure(() -> context.sc().cancelJobsWithTag(JOB, "a task cannot be helped"));
    context.sc().addSparkListener(counter);
    context.sc().addSparkListener(firstFailure);
    context.sc().addJobTag(JOB);
    try {
      context
          .parallelize(missing, missing.size())
          .foreach(new ShardTask(directory, text, configuration, trials));
    } catch (Exception e) { // Spark throws checked exceptions that its signatures do not name
      throw new RunFailure(
          firstFailure.message().orElseGet(() -> reason(e))
              + "; when that is mended, the same command resumes",
          e);
    } finally {
      context.sc().removeJobTag(JOB);
      context.sc().removeSparkListener(firstFailure);
      context.sc().removeSparkListener(counter);
    }
  }

  /** What a task or Spark said, on one line. */
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
