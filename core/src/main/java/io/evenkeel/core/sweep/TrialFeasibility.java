package io.evenkeel.core.sweep;

import io.evenkeel.core.arch.MlpShape;
import io.evenkeel.core.engine.EngineKind;
import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.net.Propagation;
import java.util.Locale;
import java.util.Optional;

/** Whether a trial can be computed at all, known before anything is allocated. */
public final class TrialFeasibility {
  /** Longest array that every Java machine allows. */
  private static final long LONGEST_ARRAY = Integer.MAX_VALUE - 8L;

  /** Hidden layers with which a network has layers of all shapes that it has with more. */
  private static final int ALL_KINDS = 3;

  private TrialFeasibility() {}

  /**
   * What a trial takes, and why it cannot be computed.
   *
   * @param bytes that it uses while it is computed; 0 where its engine cannot compute it
   * @param reason empty if it can be computed
   */
  public record Answer(long bytes, Optional<String> reason) {}

  /**
   * Why a trial cannot be computed; empty if it can.
   *
   * @param memory bytes that it may use
   */
  public static Optional<String> reason(Trial trial, long memory) {
    return of(trial, memory).reason();
  }

  /**
   * What a trial takes, and whether it can be computed.
   *
   * @param memory bytes that it may use
   */
  public static Answer of(Trial trial, long memory) {
    MlpShape shape = shapeOfDepth(trial, Math.min(trial.depth(), ALL_KINDS));
    if (trial.engine() == EngineKind.MATRIX_FREE) {
      Optional<String> unsupported = EngineChoice.unsupported(trial);
      if (unsupported.isPresent()) {
        return new Answer(0, members(trial, shape).or(() -> unsupported));
      }
    }
    long bytes = bytes(trial);
    return new Answer(bytes, size(bytes, shape, memory).or(() -> members(trial, shape)));
  }

  /** Bytes that a trial uses while it is computed. */
  public static long bytes(Trial trial) {
    int depth = Math.min(trial.depth(), ALL_KINDS);
    long bytes = bytesOfDepth(trial, depth);
    if (trial.depth() > depth) {
      // One hidden layer more or less always makes the same difference.
      long perLayer = bytes - bytesOfDepth(trial, depth - 1);
      bytes += perLayer * (trial.depth() - depth);
    }
    return bytes + Float.BYTES * (long) trial.batch() * trial.inputWidth();
  }

  private static long bytesOfDepth(Trial trial, int depth) {
    MlpShape shape = shapeOfDepth(trial, depth);
    long outputs = shape.values(shape.layers() - 1);
    long propagation =
        switch (trial.engine()) {
          case EXPLICIT -> Propagation.bytes(shape, trial.backward()) + fillBytes(trial, shape);
          case MATRIX_FREE -> Propagation.bytes(shape, trial.backward(), new TrialNetwork(trial));
        };
    return propagation + Double.BYTES * outputs;
  }

  /** What drawing a layer's weights takes for a while, of the layer that takes most. */
  private static long fillBytes(Trial trial, MlpShape shape) {
    long most = 0;
    for (int layer = 0; layer < shape.layers(); layer++) {
      most = Math.max(most, trial.init().fillBytes(shape.fanOut(layer), shape.fanIn(layer)));
    }
    return most;
  }

  private static MlpShape shapeOfDepth(Trial trial, int depth) {
    return MlpShape.of(
        trial.batch(), trial.inputWidth(), trial.width(), depth, trial.readoutWidth());
  }

  private static Optional<String> size(long bytes, MlpShape shape, long memory) {
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
    for (int layer = 0; layer < shape.layers(); layer++) {
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
