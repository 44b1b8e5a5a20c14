package io.evenkeel.analysis.theory;

import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.precision.CellPrecision;
import io.evenkeel.core.arch.NetDesign;
import io.evenkeel.core.data.InputMoments;
import io.evenkeel.core.kernel.FloatFormat;
import io.evenkeel.core.theory.block.FormatForecast;
import java.util.Optional;

/** The forecasts of theory for cells in narrower formats. */
public final class FormatTheory {
  private FormatTheory() {}

  /**
   * The forecast for the format in which a cell's networks were computed; empty in float32, and
   * without theory.
   */
  public static Optional<FormatForecast> computed(Cell cell) {
    return CellPrecision.inFloat32(cell)
        ? Optional.empty()
        : design(cell)
            .flatMap(
                design ->
                    input(cell)
                        .map(
                            input ->
                                FormatForecast.of(
                                    CellPrecision.precision(cell), design, cell.batch(), input)));
  }

  /** The forecast of where a format would overflow, and where half of a layer would be zero. */
  public static Optional<FormatForecast> range(Cell cell, FloatFormat format) {
    return design(cell)
        .flatMap(
            design ->
                input(cell)
                    .map(input -> FormatForecast.ofRange(format, design, cell.batch(), input)));
  }

  private static Optional<NetDesign> design(Cell cell) {
    return CellDesign.of(cell).filter(design -> design.impossible().isEmpty());
  }

  private static Optional<InputMoments> input(Cell cell) {
    return CellForecast.input(cell);
  }
}
