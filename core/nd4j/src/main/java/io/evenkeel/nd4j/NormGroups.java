package io.evenkeel.nd4j;

import io.evenkeel.core.norm.BatchNorm;
import io.evenkeel.core.norm.LayerNorm;
import io.evenkeel.core.norm.Norm;
import io.evenkeel.core.norm.RmsNorm;
import java.util.Map;

/**
 * What tells one norm from another.
 *
 * @param ofRows whether a row shares mean and divisor; else a unit does, over the rows
 * @param centred whether the mean is subtracted
 */
record NormGroups(boolean ofRows, boolean centred) {
  private static final Map<Class<? extends Norm>, NormGroups> KNOWN =
      Map.of(
          LayerNorm.class, new NormGroups(true, true),
          BatchNorm.class, new NormGroups(false, true),
          RmsNorm.class, new NormGroups(true, false));

  /** Whether a norm is known here. */
  static boolean knows(Norm norm) {
    return KNOWN.containsKey(norm.getClass());
  }

  /** The groups of a norm that is known. */
  static NormGroups of(Norm norm) {
    return KNOWN.get(norm.getClass());
  }
}
