package io.evenkeel.jobs.run;

import io.evenkeel.jobs.store.Store;
import io.evenkeel.jobs.store.StoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The task that computes a shard on an executor, given the shard's number. Only the plan file, the
 * directory and numbers are sent to executors; the plan is rebuilt once per process.
 */
final class ShardTask implements VoidFunction<Integer> {
  private static final long serialVersionUID = 1L;

  /** Spark's name for the executor of a local run, which is the driver itself. */
  private static final String DRIVER = "driver";

  private final String location;
  private final Broadcast<byte[]> plan;
  private final String successor;
  private final Broadcast<SerializableConfiguration> configuration;
  private final LongAccumulator trialsDone;

  /**
   * @param location of the run directory
   * @param plan bytes of its plan file
   * @param successor the plan file whose appearance means that another run has changed the plan
   * @param configuration Hadoop's, of the driver
   * @param trialsDone counts trials
   */
  ShardTask(
      String location,
      Broadcast<byte[]> plan,
      String successor,
      Broadcast<SerializableConfiguration> configuration,
      LongAccumulator trialsDone) {
    this.location = location;
    this.plan = plan;
    this.successor = successor;
    this.configuration = configuration;
    this.trialsDone = trialsDone;
  }

  @Override
  public void call(Integer number) throws IOException {
    TaskContext task = TaskContext.get();
    ProcessSettings.neutralLocale();
    ProcessSettings.nativeFolder();
    RunPlan run = RebuiltPlan.of(plan.value());
    KernelClock clock = new KernelClock();
    ShardComputation computation =
        new ShardComputation(
            new FeasibilityOfCells(trial -> run.feasibility(number, trial)),
            () ->
                new AdmittedKernel(
                    ProcessMemory.budget(),
                    () -> endIfKilled(task),
                    () -> clock.timing(new RunnerKernel())),
            () -> {
              endIfKilled(task);
              trialsDone.add(1L);
            });
    Store store = Store.at(location, configuration.value().value());
    try {
      PlanFiles.requireNone(store, successor);
      SharedDirectory.require(store, run);
      if (!inDriver()) {
        ExecutorKinds.require(store, SparkEnv.get().conf().getAppId());
      }
      RunData.load(store, run, number);
      KernelNotes.note(store);
      new ShardPublisher(store, computation, clock, successor).publish(run.shard(number));
    } catch (StoreException e) {
      if (e.lasting()) {
        throw new RunFailure(e.getMessage(), e);
      }
      throw e;
    } catch (MemoryShortage e) {
      if (e.lasting() && inDriver()) {
        throw new RunFailure("shard %s: %s".formatted(number, e.getMessage()), e);
      }
      throw e;
    } catch (OutOfMemoryError e) {
      throw MemoryShortage.during("beside the trials of shard " + number, e);
    } catch (LinkageError | VirtualMachineError e) {
      throw unusable(number, e);
    }
  }

  private static void endIfKilled(TaskContext task) {
    if (task.isInterrupted()) {
      throw new TaskKilledException("the run was stopped");
    }
  }

  /** Whether there is no other process that might have more memory. */
  private static boolean inDriver() {
    return SparkEnv.get().executorId().equals(DRIVER);
  }

  /**
   * The failure of a process that cannot compute anything. The error is not its cause, because
   * Spark ends a process in whose task it sees such a cause, and the driver of a local run is such
   * a process.
   */
  private static RunFailure unusable(int shard, Error error) {
    RunFailure failure =
        new RunFailure(
            "shard %s cannot be computed on this machine: %s"
                    .formatted(shard, ShardComputation.describe(error))
                + (error instanceof LinkageError ? "; " + NativeFolder.remedy() : ""),
            null);
    failure.addSuppressed(error);
    return failure;
  }

  /** The plan that all tasks of this process share. */
  private static final class RebuiltPlan {
    private static byte[] file;
    private static RunPlan plan;

    static synchronized RunPlan of(byte[] bytes) throws IOException {
      if (!Arrays.equals(bytes, file)) {
        plan = PlanText.parse(new ByteArrayInputStream(bytes)).rebuild();
        file = bytes;
      }
      return plan;
    }
  }
}
