package io.evenkeel.jobs.run;

import io.evenkeel.core.Footprint;
import io.evenkeel.core.random.StreamVersion;
import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialFeasibility;
import io.evenkeel.core.sweep.TrialResult;
import io.evenkeel.core.sweep.TrialStatus;
import io.evenkeel.jobs.parquet.EncodedShard;
import io.evenkeel.jobs.parquet.PlannedShard;
import io.evenkeel.jobs.parquet.ShardEncoder;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Computes one shard on one thread: trial after trial, each encoded as soon as it is known.
 *
 * <p>A trial that throws an exception becomes a row with status {@code failed}, and the kernel,
 * whose state is unknown then, is replaced. The same happens to a trial that runs out of stack, and
 * to one that runs out of memory although it ran alone and its planned memory was available: it
 * needed more than was planned. Other lacks of memory, and errors of the machine that every trial
 * would meet (a missing native library, a full disk), are thrown on, because they say nothing about
 * the trial.
 */
final class ShardComputation {
  private static final int MESSAGE_AT_MOST = 300;
  private static final Pattern MEMORY_IN_USE =
      Pattern.compile(": (totalBytes|physicalBytes|availablePhysicalBytes) = .*");

  /** Runs trials one at a time. */
  interface Kernel extends AutoCloseable {
    /** Computes a trial; may throw anything. */
    TrialResult run(Trial trial);

    @Override
    void close();
  }

  /** Is called after each finished trial; may throw an exception to stop the shard. */
  @FunctionalInterface
  interface Progress {
    /** One more trial is finished. */
    void trialDone();
  }

  private final Function<Trial, TrialFeasibility.Answer> feasibility;
  private final Supplier<AdmittedKernel> kernels;
  private final Progress progress;

  /**
   * @param feasibility gives the memory of a trial and whether it can be computed, before anything
   *     is allocated
   * @param kernels makes a kernel for a shard's trials, which is closed after the last
   * @param progress called after every trial
   */
  ShardComputation(
      Function<Trial, TrialFeasibility.Answer> feasibility,
      Supplier<AdmittedKernel> kernels,
      Progress progress) {
    this.feasibility = feasibility;
    this.kernels = kernels;
    this.progress = progress;
  }

  /** The files of the shard, not yet checked. */
  EncodedShard compute(PlannedShard shard, String codeVersion) throws IOException {
    ShardEncoder encoder = new ShardEncoder(codeVersion, StreamVersion.CURRENT, shard);
    try (AdmittedKernel kernel = kernels.get()) {
      for (int i = 0; i < shard.trials(); i++) {
        encoder.add(result(shard.trial(i), kernel));
        progress.trialDone();
      }
    }
    return encoder.finish();
  }

  private TrialResult result(Trial trial, AdmittedKernel kernel) throws IOException {
    TrialFeasibility.Answer answer = feasibility.apply(trial);
    if (answer.reason().isPresent()) {
      return TrialResult.notComputed(trial, TrialStatus.INVALID, answer.reason().get());
    }
    return computed(trial, answer.footprint(), kernel);
  }

  /**
   * The result of a feasible trial; one that throws has status {@code failed}.
   *
   * @throws IOException if the trial does not fit this process
   */
  static TrialResult computed(Trial trial, Footprint footprint, AdmittedKernel kernel)
      throws IOException {
    try {
      return kernel.run(trial, footprint);
    } catch (RuntimeException | AssertionError | OutOfMemoryError | StackOverflowError e) {
      return TrialResult.notComputed(trial, TrialStatus.FAILED, describe(e));
    }
  }

  /**
   * {@code <class>: <first line of the message>}, without the amount of memory in use, which
   * messages of native allocations contain: so a row is the same each time it is computed.
   */
  static String describe(Throwable error) {
    String line =
        error.getMessage() == null ? "" : error.getMessage().lines().findFirst().orElse("").strip();
    line = MEMORY_IN_USE.matcher(line).replaceFirst("");
    String text = error.getClass().getName() + (line.isEmpty() ? "" : ": " + line);
    return text.length() <= MESSAGE_AT_MOST
        ? text
        : String.format(Locale.ROOT, "%s...", text.substring(0, MESSAGE_AT_MOST));
  }
}
