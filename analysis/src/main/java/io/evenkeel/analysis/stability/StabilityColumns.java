package io.evenkeel.analysis.stability;

import static io.evenkeel.analysis.stability.StabilityColumn.count;
import static io.evenkeel.analysis.stability.StabilityColumn.measured;
import static io.evenkeel.core.table.Column.Type.FLOAT64;
import static io.evenkeel.core.table.Column.Type.INT32;
import static io.evenkeel.core.table.Column.Type.INT64;
import static io.evenkeel.core.table.Column.Type.STRING;

import io.evenkeel.analysis.cells.CellColumns;
import io.evenkeel.analysis.cells.LayerRange;
import io.evenkeel.analysis.verdict.Judgement;
import io.evenkeel.core.table.Column;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/** The columns of the stability table: one row per cell. */
public final class StabilityColumns {
  /**
   * The columns that make a cell: the grid columns of the trials without the seed and without those
   * that follow from it.
   */
  public static final List<Column<StabilityRow>> CELL =
      CellColumns.of(name -> true, StabilityRow::cell);

  /** All columns, in file order. */
  public static final List<Column<StabilityRow>> ALL = all();

  private StabilityColumns() {}

  private static List<Column<StabilityRow>> all() {
    List<Column<StabilityRow>> columns = new ArrayList<>(CELL);
    addStanding(columns);
    columns.add(count("trials", "trials with a row in the tables", row -> row.summary().trials()));
    columns.add(
        count(
            "nonfinite",
            "computed, with a NaN or infinity somewhere",
            row -> row.summary().nonFinite()));
    columns.add(
        measured(
            "nonfinite_share",
            "share of the computed trials that are not finite; NULL = none was computed",
            row -> row.summary().nonFiniteShare()));
    columns.add(count("invalid", "trials refused", row -> row.summary().invalid()));
    columns.add(count("failed", "trials whose computation threw", row -> row.summary().failed()));
    columns.add(
        new Column<>(
            "reason",
            STRING,
            true,
            "-",
            "why trials are invalid or failed; of several the alphabetically first",
            row -> row.summary().reason().orElse(null)));
    columns.add(
        new Column<>(
            "first_nonfinite_layer_min",
            INT32,
            true,
            "layer",
            "smallest first layer with a NaN or infinite activation; NULL = none",
            row -> row.summary().nonFiniteLayers().map(LayerRange::first).orElse(null)));
    columns.add(
        new Column<>(
            "first_nonfinite_layer_median",
            FLOAT64,
            true,
            "layer",
            "median of that first layer over the trials that have one; NULL = none",
            row -> row.summary().nonFiniteLayers().map(LayerRange::median).orElse(null)));
    columns.add(
        new Column<>(
            "first_nonfinite_layer_max",
            INT32,
            true,
            "layer",
            "largest such layer; NULL = none",
            row -> row.summary().nonFiniteLayers().map(LayerRange::last).orElse(null)));
    columns.addAll(PassColumns.of("forward", "activations", row -> row.summary().forward()));
    columns.addAll(VerdictColumns.of("forward", StabilityRow::forwardJudgement));
    columns.addAll(
        StabilityColumn.band(
            "act_std", "std of the last hidden layer's activation", row -> row.summary().actStd()));
    columns.addAll(
        StabilityColumn.band(
            "act_saturated",
            "share of the last hidden layer's units with a slope of at most 0.01",
            row -> row.summary().saturated()));
    columns.addAll(
        StabilityColumn.band(
            "act_growth",
            "factor per layer of the activations' std",
            row -> row.summary().forward().growth()));
    columns.addAll(PassColumns.of("backward", "gradients", row -> row.summary().backward()));
    columns.addAll(VerdictColumns.of("backward", StabilityRow::backwardJudgement));
    columns.addAll(
        StabilityColumn.band(
            "grad_growth",
            "factor per layer, going backward, of the gradients' rms",
            row -> row.summary().backward().growth()));
    columns.addAll(VerdictColumns.of("inputs", StabilityRow::correlationJudgement));
    columns.addAll(BranchColumns.all());
    columns.addAll(PrecisionColumns.all());
    addLoss(columns);
    return Collections.unmodifiableList(columns);
  }

  private static void addLoss(List<Column<StabilityRow>> columns) {
    columns.add(
        lossText(
            "verdict",
            "finite, non-finite or undecided, of nine of ten networks; NULL = no loss",
            judgement -> judgement.verdict().text()));
    columns.add(
        measured(
            "loss_nonfinite_share",
            "share of the computed trials whose loss is infinite or NaN; NULL = none was computed",
            row -> row.summary().loss().nonFiniteShare()));
    columns.add(
        new Column<>(
            "loss_more_seeds",
            INT64,
            true,
            "count",
            "about how many more seeds would decide; NULL = decided",
            row ->
                row.lossJudgement()
                    .map(Judgement::moreSeeds)
                    .filter(OptionalLong::isPresent)
                    .map(OptionalLong::getAsLong)
                    .orElse(null)));
    columns.add(lossText("evidence", "why, in a sentence", Judgement::evidence));
    columns.add(
        count(
            "loss_infinite",
            "computed trials whose loss is infinite",
            row -> row.summary().loss().infinite()));
    columns.add(
        count("loss_nan", "computed trials whose loss is NaN", row -> row.summary().loss().nan()));
    columns.add(
        count(
            "loss_nonfinite_alone",
            "of both, those with finite activations in all layers",
            row -> row.summary().loss().alone()));
    columns.add(
        new Column<>(
            "loss_mean_median",
            FLOAT64,
            true,
            "loss",
            "median over trials of loss_mean, where finite",
            row -> StabilityColumn.boxed(row.summary().loss().median())));
    columns.add(
        new Column<>(
            "loss_floor_median",
            FLOAT64,
            true,
            "loss",
            "median over trials of loss_floor",
            row -> StabilityColumn.boxed(row.summary().loss().floor())));
  }

  private static Column<StabilityRow> lossText(
      String what, String meaning, Function<Judgement, String> text) {
    return new Column<>(
        "loss_" + what,
        STRING,
        true,
        "-",
        meaning,
        row -> row.lossJudgement().map(text).orElse(null));
  }

  private static void addStanding(List<Column<StabilityRow>> columns) {
    columns.add(
        new Column<>(
            "rank",
            INT32,
            true,
            "-",
            "place among the cells, 1 for the best; cells that cannot be told apart share one",
            row -> row.standing().map(Standing::rank).orElse(null)));
    columns.add(
        new Column<>(
            "rank_reason",
            STRING,
            true,
            "-",
            "why it stands there",
            row -> row.standing().map(Standing::reason).orElse(null)));
    columns.add(
        new Column<>(
            "alike",
            STRING,
            true,
            "-",
            "schemes it shares its rank with, and why; NULL = none",
            row -> row.standing().flatMap(Standing::alike).orElse(null)));
  }
}
