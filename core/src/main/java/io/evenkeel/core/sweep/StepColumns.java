package io.evenkeel.core.sweep;

import static io.evenkeel.core.table.Column.Type.FLOAT64;
import static io.evenkeel.core.table.Column.Type.INT32;

import io.evenkeel.core.stats.Scaled;
import io.evenkeel.core.table.Column;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * The columns of the table {@code steps}: one row per trained trial and step, grid columns
 * repeated.
 */
public final class StepColumns {
  /** All columns, in file order. */
  public static final List<Column<StepRow>> ALL = all();

  private StepColumns() {}

  private static List<Column<StepRow>> all() {
    List<Column<StepRow>> columns = new ArrayList<>();
    for (Column<Trial> column : TrialColumns.GRID) {
      columns.add(column.of(row -> row.trial().trial()));
    }
    columns.add(
        new Column<>(
            "step", INT32, false, "step", "steps that came before", row -> row.step().step()));
    columns.add(
        column(
            "loss_mean",
            "loss",
            "loss, mean over the samples of this step's batch",
            step -> step.loss().mean()));
    columns.add(
        column(
            "loss_grad_rms",
            "loss per unit",
            "rms of the loss's gradient at the output",
            step -> step.lossGradientRms().value()));
    columns.add(
        column(
            "log10_weight_grad_norm",
            "dimensionless",
            "decimal logarithm of the norm of the gradient of all weights and biases together, before"
                + " clipping; NULL where the loss is not finite",
            step -> step.weightGradientNorm().map(Scaled::log10).orElse(null)));
    return Collections.unmodifiableList(columns);
  }

  private static Column<StepRow> column(
      String name, String unit, String meaning, Function<CourseResult.Step, Object> value) {
    return new Column<>(name, FLOAT64, true, unit, meaning, row -> value.apply(row.step()));
  }
}
