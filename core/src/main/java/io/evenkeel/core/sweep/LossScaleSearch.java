package io.evenkeel.core.sweep;

import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.engine.CompiledNet;
import io.evenkeel.core.engine.Engine;
import io.evenkeel.core.engine.RoundedGradients;
import io.evenkeel.core.kernel.FloatFormat;
import io.evenkeel.core.precision.FormatRange;
import java.util.Optional;

/**
 * The loss scale {@code auto} of one trial: the largest power of two with which no gradient that is
 * rounded overflows. A dynamic loss scale that grows until something overflows and is then halved,
 * like that of {@code torch.cuda.amp.GradScaler}, settles at this scale for a network as it is
 * initialised.
 *
 * <p>Each scale that is tried takes a forward and a backward pass. Its largest gradient gives the
 * next scale, because all gradients that were not flushed are proportional to the scale. Mostly two
 * scales are tried.
 */
final class LossScaleSearch {
  /** The smallest exponent of the scales that the axis allows. */
  private static final int LEAST = -126;

  private static final int MOST = 126;

  private final CompiledNet network;
  private final Passes passes;
  private final double overflowFrom;

  private LossScaleSearch(CompiledNet network, Passes passes, FloatFormat format) {
    this.network = network;
    this.passes = passes;
    overflowFrom = FormatRange.of(format).overflowFrom();
  }

  /** Whether a trial's loss scale has to be found. */
  static boolean asked(Trial trial) {
    return trial.get(Axes.LOSS_SCALE) == Axes.FOUND_LOSS_SCALE
        && trial.get(Axes.PRECISION).isPresent()
        && trial.backward();
  }

  /** Why an engine cannot find the loss scale that a trial asks for; empty if it can. */
  static Optional<String> unsupported(Trial trial, Engine engine) {
    return asked(trial) && !engine.keepsWeights()
        ? Optional.of(
            "engine %s cannot pass a network twice, as loss_scale=auto needs: engine explicit can"
                .formatted(engine.name()))
        : Optional.empty();
  }

  /**
   * Finds the scale, sets it, and leaves the network in the state after its forward pass.
   *
   * @param network after its forward pass
   * @param passes with the gradient of the loss
   * @return its binary logarithm; 0 for gradients that are all zero, or of which one is NaN or
   *     infinite whatever the scale
   */
  static int find(CompiledNet network, Passes passes) {
    FloatFormat format = network.workload().precision().orElseThrow().format();
    int found = new LossScaleSearch(network, passes, format).search();
    passes.forwardAgain();
    network.lossScale(found);
    return found;
  }

  private int search() {
    int serves = LEAST - 1;
    int fails = MOST + 1;
    int scale = 0;
    while (true) {
      RoundedGradients seen = tried(scale);
      if (!(seen.log2Largest() < Double.POSITIVE_INFINITY)) {
        return 0;
      }
      if (seen.overflowed()) {
        fails = scale;
      } else {
        serves = scale;
      }
      boolean zero = seen.log2Largest() == Double.NEGATIVE_INFINITY;
      if (zero && scale == MOST) {
        return 0;
      }
      int next = zero ? MOST : (int) Math.floor(Math.min(MOST, overflowFrom - seen.log2Largest()));
      if (fails - serves == 1 || (!seen.overflowed() && next <= scale)) {
        return Math.max(LEAST, serves);
      }
      scale = Math.max(serves + 1, Math.min(fails - 1, next));
    }
  }

  private RoundedGradients tried(int scale) {
    passes.forwardAgain();
    network.lossScale(scale);
    passes.backward();
    return network.roundedGradients();
  }
}
