package io.evenkeel.analysis.cells;

import java.io.Serializable;

/**
 * How much a signal may change, and below which spread it counts as constant.
 *
 * @param decades decades of std allowed at any depth
 * @param powerLaw decades more for each decade of depth
 * @param resolution a signal whose std is at most this share of its rms has none
 */
public record SignalLimits(double decades, double powerLaw, double resolution)
    implements Serializable {
  /**
   * Decades by which the std may change from the first to the last of some layers.
   *
   * @param layers at least 1
   */
  public double decadesAllowed(double layers) {
    return decades + powerLaw * Math.log10(layers);
  }
}
