package io.evenkeel.core.sweep;

import io.evenkeel.core.probe.Tensor;
import java.util.Optional;

/** The network of a trial in a narrower format, in float32. */
interface Twin {
  /**
   * How far a layer's output is from this network's: the mean over rows of {@code 1 - cos}. A row
   * that is zero in one of both counts as 1, in both as 0. NaN with a value that is not finite;
   * empty if there is nothing to compare with.
   */
  Optional<Double> distance(int layer, Tensor output);
}
