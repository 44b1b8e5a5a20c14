package io.evenkeel.jobs.run;

import io.evenkeel.core.random.StreamVersion;
import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialResult;
import io.evenkeel.core.sweep.TrialStatus;
import io.evenkeel.jobs.parquet.EncodedShard;
import io.evenkeel.jobs.parquet.PlannedShard;
import io.evenkeel.jobs.parquet.ShardEncoder;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Computes one shard on one thread: trial after trial, each encoded as soon as it is known.
 *
 * <p>A trial that throws becomes a row with status {@code failed}; the kernel that it left in an
 * unknown state is replaced. So does one that runs out of memory or stack: what a trial needs was
 * compared with what it may use before it began, so the machine is too small for this trial, and
 * the others need not wait for a larger one. An error of the machine that would meet every trial (a
 * missing native library, a full disk) propagates: it says nothing about the trial.
 */
public final class ShardComputation {
  private static final int MESSAGE_AT_MOST = 300;
  private static final Pattern MEMORY_IN_USE =
      Pattern.compile(": (totalBytes|physicalBytes|availablePhysicalBytes) = .*");

  /** Runs trials one at a time. */
  public interface Kernel extends AutoCloseable {
    /** The trial's result; may throw anything. */
    TrialResult run(Trial trial);

    @Override
    void close();
  }

  /** Sees each finished trial; may throw to stop the shard. */
  @FunctionalInterface
  public interface Progress {
    /** One trial more is done. */
    void trialDone();
  }

  private final Function<Trial, Optional<String>> infeasible;
  private final Supplier<Kernel> kernels;
  private final Progress progress;

  /**
   * @param infeasible why a trial cannot run, known before anything is allocated; empty if it can
   * @param kernels makes a fresh kernel
   * @param progress told after every trial
   */
  public ShardComputation(
      Function<Trial, Optional<String>> infeasible, Supplier<Kernel> kernels, Progress progress) {
    this.infeasible = infeasible;
    this.kernels = kernels;
    this.progress = progress;
  }

  /** Both files of the shard, not yet checked. */
  public EncodedShard compute(PlannedShard shard, String codeVersion) throws IOException {
    ShardEncoder encoder =
        new ShardEncoder(codeVersion, StreamVersion.CURRENT, shard.planHash(), shard.number());
    Kernel kernel = kernels.get();
    try {
      for (int i = 0; i < shard.trials(); i++) {
        Trial trial = shard.trial(i);
        TrialResult result = result(trial, kernel);
        if (result.status() == TrialStatus.FAILED) {
          kernel.close();
          kernel = kernels.get();
        }
        encoder.add(result);
        progress.trialDone();
      }
    } finally {
      kernel.close();
    }
    return encoder.finish();
  }

  private TrialResult result(Trial trial, Kernel kernel) {
    Optional<String> reason = infeasible.apply(trial);
    if (reason.isPresent()) {
      return TrialResult.notComputed(trial, TrialStatus.INVALID, reason.get());
    }
    try {
      return kernel.run(trial);
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
