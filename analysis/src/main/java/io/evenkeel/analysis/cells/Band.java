package io.evenkeel.analysis.cells;

import java.io.Serializable;
import java.util.function.DoubleUnaryOperator;

/**
 * Median and 10-90 % band of a quantity over the trials of a cell; linear interpolation between
 * order statistics.
 *
 * @param p10 a tenth of the trials lie below
 * @param median half of the trials lie below
 * @param p90 nine tenths of the trials lie below
 */
public record Band(double p10, double median, double p90) implements Serializable {
  /** The band with an increasing function applied to its three numbers. */
  public Band map(DoubleUnaryOperator increasing) {
    return new Band(
        increasing.applyAsDouble(p10),
        increasing.applyAsDouble(median),
        increasing.applyAsDouble(p90));
  }
}
