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
 * <p>A trial that throws becomes a row with status {@code failed}; the kernel that it left in an
 * unknown state is replaced. So does one that runs out of stack, or of memory though it was alone
 * and planned within what the process has: then more was needed than was planned. A lack of memory
 * that others share, or that comes from elsewhere, and an error of the machine that would meet
 * every trial (a missing native library, a full disk) propagate: they say nothing about the trial.
 */
final class ShardComputation {
  private static final int MESSAGE_AT_MOST = 300;
  private static final Pattern MEMORY_IN_USE =
      Pattern.compile(": (totalBytes|physicalBytes|availablePhysicalBytes) = .*");

  /** Runs trials one at a time. */
  interface Kernel extends AutoCloseable {
    /** The trial's result; may throw anything. */
    TrialResult run(Trial trial);

    @Override
    void close();
  }

  /** Sees each finished trial; may throw to stop the shard. */
  @FunctionalInterface
  interface Progress {
    /** One trial more is done. */
    void trialDone();
  }

  private final Function<Trial, TrialFeasibility.Answer> feasibility;
  private final Supplier<AdmittedKernel> kernels;
  private final Progress progress;

  /**
   * @param feasibility what a trial takes and whether it can be computed, known before anything is
   *     allocated
   * @param kernels makes what computes a shard's trials, to be closed after the last
   * @param progress told after every trial
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
   * {@code <class>: <first line of the message>}, without the memory in use at that moment, which
   * native allocations name: a row is the same however often it is computed.
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
