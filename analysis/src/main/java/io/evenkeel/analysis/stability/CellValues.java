package io.evenkeel.analysis.stability;

import io.evenkeel.core.Numbers;
import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.axis.RealAxis;

/** The values of a cell's columns, for people. */
public final class CellValues {
  private CellValues() {}

  /** The value of a column of {@link StabilityColumns#CELL} as a sweep file spells it. */
  public static String spelled(String column, Object value) {
    if (value instanceof Double number) {
      return Axes.of(column) instanceof RealAxis axis ? axis.text(number) : Numbers.text(number);
    }
    return value.toString();
  }
}
