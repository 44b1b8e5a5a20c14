package io.evenkeel.jobs.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Runs checks of files on a few threads and gives the results in order. */
public final class Parallel {
  private Parallel() {}

  /** A check of one shard. */
  @FunctionalInterface
  public interface Check<T> {
    /** Checks shard {@code number}. */
    T of(int number) throws IOException;
  }

  /**
   * {@code check} of every shard, in the shards' order.
   *
   * @throws IOException the first one that a check threw
   */
  public static <T> List<T> map(IntStream shards, Check<T> check) throws IOException {
    ExecutorService pool =
        Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(), new DaemonThreads("evenkeel-check"));
    try {
      IntFunction<Callable<T>> call = number -> () -> check.of(number);
      List<Future<T>> futures = shards.mapToObj(call).<Future<T>>map(pool::submit).toList();
      List<T> answers = new ArrayList<>();
      for (Future<T> future : futures) {
        answers.add(future.get());
      }
      return answers;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      if (e.getCause() instanceof UncheckedIOException io) {
        throw io.getCause();
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while checking files", e);
    } finally {
      pool.shutdownNow();
    }
  }
}
