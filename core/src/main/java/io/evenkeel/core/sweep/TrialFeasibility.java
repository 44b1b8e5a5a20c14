package io.evenkeel.core.sweep;

import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.net.MlpShape;
import io.evenkeel.core.net.Propagation;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Whether a trial can be computed at all, known before anything is allocated. */
public final class TrialFeasibility {
  /** Longest array that every Java machine allows. */
  private static final long LONGEST_ARRAY = Integer.MAX_VALUE - 8L;

  private TrialFeasibility() {}

  /**
   * Why a trial cannot be computed; empty if it can.
   *
   * @param memory bytes that it may use
   */
  public static Optional<String> reason(Trial trial, long memory) {
    MlpShape shape = trial.shape();
    return size(trial, shape, memory).or(() -> members(trial, shape));
  }

  /** Bytes that a trial uses while it is computed. */
  public static long bytes(Trial trial) {
    MlpShape shape = trial.shape();
    long outputs = shape.values(shape.layers() - 1);
    return Propagation.bytes(shape, trial.backward())
        + Float.BYTES * (long) trial.batch() * trial.inputWidth()
        + Double.BYTES * outputs;
  }

  private static Optional<String> size(Trial trial, MlpShape shape, long memory) {
    long bytes = bytes(trial);
    if (bytes > memory) {
      return Optional.of(
          String.format(
              Locale.ROOT, "needs %d bytes, more than the trial_memory of %d", bytes, memory));
    }
    long longest = Math.max(shape.mostWeights(), shape.mostValues());
    if (longest > LONGEST_ARRAY) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "a layer has %d values, more than the %d of an array",
              longest,
              LONGEST_ARRAY));
    }
    return Optional.empty();
  }

  private static Optional<String> members(Trial trial, MlpShape shape) {
    // All hidden layers but the first have one shape: three layers stand for all.
    int[] layers =
        IntStream.of(0, Math.min(1, shape.layers() - 1), shape.layers() - 1).distinct().toArray();
    for (int layer : layers) {
      int out = shape.fanOut(layer);
      Optional<String> init = trial.init().unsupported(out, shape.fanIn(layer));
      if (init.isPresent()) {
        return init;
      }
      Optional<String> bias = trial.bias().flatMap((Initializer b) -> b.unsupported(out, 1));
      if (bias.isPresent()) {
        return bias.map(why -> "bias: " + why);
      }
    }
    return trial.loss().unsupported(trial.batch(), shape.fanOut(shape.layers() - 1));
  }
}
