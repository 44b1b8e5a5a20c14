package io.evenkeel.jobs.cli;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.arch.MlpShape;
import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.init.FanMode;
import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.init.Normal;
import io.evenkeel.core.init.VarianceScaling;
import java.util.Collections;
import java.util.List;

/**
 * How deep and how wide a network is that theory is asked for.
 *
 * @param inputs units of the input
 * @param hidden units of each layer where they differ; else empty
 * @param depth layers
 * @param width units of a layer, of the widest if they differ
 */
record NetSize(int inputs, List<Integer> hidden, int depth, int width) {
  private static final int MOST_LAYERS = 100_000;

  /**
   * {@code depth} layers as wide as the input.
   *
   * @throws SpecException if a number is out of its range
   */
  static NetSize of(int depth, int width) {
    checkRange("--depth", depth, MOST_LAYERS);
    checkRange("--width", width, Integer.MAX_VALUE);
    return new NetSize(width, List.of(), depth, width);
  }

  /**
   * Units of the input and of each layer, as a sweep file's {@code shape}.
   *
   * @throws SpecException if {@code text} is no such list
   */
  static NetSize of(String text) {
    List<Integer> units = Axes.SHAPE.value(Axes.SHAPE.canonical(text));
    if (units.isEmpty()) {
      throw new SpecException("--shape must be %s, got %s".formatted(Axes.SHAPE.allowed(), text));
    }
    List<Integer> hidden = units.subList(1, units.size());
    return new NetSize(units.get(0), hidden, hidden.size(), Collections.max(hidden));
  }

  /** The sizes of one row's way through it. */
  MlpShape sizes() {
    return hidden.isEmpty()
        ? MlpShape.of(1, inputs, width, depth, 0)
        : MlpShape.of(1, inputs, hidden, 0);
  }

  /**
   * Gaussian weights of variance sigma_w^2 / fan_in.
   *
   * @throws SpecException if sigma_w^2 is 0
   */
  Initializer weights(double sigmaW2) {
    if (!(sigmaW2 > 0)) {
      throw new SpecException("--depth needs weights: sigma_w^2 must be above 0");
    }
    return hidden.isEmpty()
        ? new Normal(0, Math.sqrt(sigmaW2 / width))
        : new VarianceScaling(
            sigmaW2, FanMode.FAN_IN, VarianceScaling.Distribution.UNTRUNCATED_NORMAL);
  }

  private static void checkRange(String option, int value, int most) {
    if (value < 1 || value > most) {
      throw new SpecException("%s must be from 1 to %s, got %s".formatted(option, most, value));
    }
  }
}
