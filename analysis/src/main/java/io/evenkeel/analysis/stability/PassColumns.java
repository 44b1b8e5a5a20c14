package io.evenkeel.analysis.stability;

import static io.evenkeel.analysis.stability.StabilityColumn.count;
import static io.evenkeel.core.table.Column.Type.FLOAT64;

import io.evenkeel.analysis.cells.PassSummary;
import io.evenkeel.analysis.cells.Sample;
import io.evenkeel.core.table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The columns of the stability table on how the trials' signals ended, in one direction. */
final class PassColumns {
  private PassColumns() {}

  /**
   * The columns.
   *
   * @param direction forward or backward, which their names begin with
   * @param what goes that way
   */
  static List<Column<StabilityRow>> of(
      String direction, String what, Function<StabilityRow, PassSummary> pass) {
    List<Column<StabilityRow>> columns = new ArrayList<>();
    columns.add(
        count(
            direction + "_computed",
            "trials whose " + what + " were computed",
            row -> pass.apply(row).computed()));
    columns.add(
        count(
            direction + "_nonfinite",
            "of these, with NaN or infinite " + what,
            row -> pass.apply(row).nonFinite()));
    columns.add(
        count(
            direction + "_dead",
            "of these, with " + what + " exactly zero, cut off rather than too small for float32",
            row -> pass.apply(row).dead()));
    if (direction.equals("backward")) {
      columns.add(
          count(
              "backward_zero_at_output",
              "of these, with a loss that sends no gradient: exactly zero at the output; such a"
                  + " trial has no backward measurement",
              row -> pass.apply(row).zeroAtSource()));
      columns.add(
          count(
              "backward_rounding",
              "of backward_dead, with gradients that are zero but for rounding",
              row -> pass.apply(row).rounding()));
    }
    columns.add(
        count(
            direction + "_constant",
            "of these, with " + what + " without spread, neither zero nor faded",
            row -> pass.apply(row).constant()));
    columns.add(
        count(
            direction + "_below",
            "of these, that fall by more than is allowed",
            row -> pass.apply(row).changes().below()));
    columns.add(
        count(
            direction + "_within",
            "of these, that stay within what is allowed",
            row -> pass.apply(row).changes().within()));
    columns.add(
        count(
            direction + "_above",
            "of these, that rise by more than is allowed",
            row -> pass.apply(row).changes().above()));
    columns.add(
        new Column<>(
            direction + "_log10_change",
            FLOAT64,
            true,
            "decades",
            "mean over trials of log10 of the factor by which the std changes over all layers",
            row -> {
              Sample rate = pass.apply(row).rate();
              return rate.n() == 0 ? null : rate.mean() * (row.cell().stops() - 1);
            }));
    return columns;
  }
}
