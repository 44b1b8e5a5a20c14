package io.evenkeel.jobs.run;

import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialFeasibility;
import io.evenkeel.core.sweep.TrialResult;
import io.evenkeel.core.sweep.TrialStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Computes trials in this process, without Spark and without files, on as many threads as there are
 * processors. A trial starts when the process has memory for it. The results are those of a run.
 */
public final class LocalTrials implements AutoCloseable {
  private final long trialMemory;
  private final int threads = Runtime.getRuntime().availableProcessors();
  private final ExecutorService pool =
      Executors.newFixedThreadPool(threads, new DaemonThreads("evenkeel-trials"));

  /**
   * Prepares the process.
   *
   * @param trialMemory bytes that one trial may use; a trial that needs more is invalid
   * @throws RunFailure if native libraries can be unpacked nowhere
   */
  public LocalTrials(long trialMemory) {
    ProcessSettings.neutralLocale();
    ProcessSettings.nativeFolder();
    this.trialMemory = trialMemory;
  }

  /**
   * Computes trials.
   *
   * @return their results, in the trials' order; a trial that cannot be computed has the status and
   *     reason that it would have in a run
   * @throws IOException if a trial does not fit the memory of this process
   * @throws RunFailure if this machine cannot load the native library
   */
  public List<TrialResult> run(List<Trial> trials) throws IOException {
    TrialResult[] results = new TrialResult[trials.size()];
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> workers = new ArrayList<>();
    for (int i = 0; i < Math.min(threads, results.length); i++) {
      workers.add(
          pool.submit(
              () -> {
                work(trials, results, next);
                return null;
              }));
    }
    try {
      for (Future<?> worker : workers) {
        worker.get();
      }
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while trials were computed", e);
    } finally {
      next.set(results.length);
      workers.forEach(worker -> worker.cancel(true));
    }
    return Arrays.asList(results);
  }

  /**
   * Computes the next trial until there is none, and closes its kernel, which would keep its memory
   * otherwise.
   */
  private void work(List<Trial> trials, TrialResult[] results, AtomicInteger next)
      throws IOException {
    try (AdmittedKernel kernel =
        new AdmittedKernel(ProcessMemory.budget(), () -> {}, RunnerKernel::new)) {
      for (int i = next.getAndIncrement(); i < results.length; i = next.getAndIncrement()) {
        results[i] = result(trials.get(i), kernel);
      }
    }
  }

  private TrialResult result(Trial trial, AdmittedKernel kernel) throws IOException {
    TrialFeasibility.Answer answer = TrialFeasibility.of(trial, trialMemory);
    if (answer.reason().isPresent()) {
      return TrialResult.notComputed(trial, TrialStatus.INVALID, answer.reason().get());
    }
    return ShardComputation.computed(trial, answer.footprint(), kernel);
  }

  private static IOException failure(Throwable cause) {
    if (cause instanceof LinkageError) {
      throw new RunFailure(
          "trials cannot be computed on this machine: %s; %s"
              .formatted(ShardComputation.describe(cause), NativeFolder.remedy()),
          cause);
    }
    if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    return cause instanceof IOException io ? io : new IOException(cause);
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
