package io.evenkeel.core.sweep;

import io.evenkeel.core.probe.Tensor;
import java.util.Optional;

/** The float32 copy of a trial's network that is rounded to a narrower format. */
interface Twin {
  /**
   * The distance of a layer's output from that of this network: the mean over rows of {@code 1 -
   * cos}. A row that is zero in one of the networks counts as 1, a row that is zero in both as 0.
   * NaN if a value is not finite; empty if there is nothing to compare with.
   */
  Optional<Double> distance(int layer, Tensor output);
}
