package io.evenkeel.analysis;

import static io.evenkeel.core.sweep.Column.Type.FLOAT64;
import static io.evenkeel.core.sweep.Column.Type.INT32;
import static io.evenkeel.core.sweep.Column.Type.INT64;
import static io.evenkeel.core.sweep.Column.Type.STRING;

import io.evenkeel.core.sweep.Column;
import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialColumns;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/** The columns of the stability table: one row per cell. */
public final class StabilityColumns {
  private static final Set<String> NOT_OF_A_CELL = Set.of("trial_id", "seed");

  /**
   * What makes a cell: the grid columns of the trials but for the seed and what follows from it.
   */
  public static final List<Column<StabilityRow>> CELL = cell();

  /** All columns, in file order. */
  public static final List<Column<StabilityRow>> ALL = all();

  private StabilityColumns() {}

  private static List<Column<StabilityRow>> cell() {
    List<Column<StabilityRow>> columns = new ArrayList<>();
    for (Column<Trial> grid : TrialColumns.GRID) {
      if (!NOT_OF_A_CELL.contains(grid.name())) {
        columns.add(
            new Column<>(
                grid.name(),
                grid.type(),
                false,
                grid.unit(),
                grid.meaning(),
                row -> row.cell().get(grid.name())));
      }
    }
    return Collections.unmodifiableList(columns);
  }

  private static List<Column<StabilityRow>> all() {
    List<Column<StabilityRow>> columns = new ArrayList<>(CELL);
    columns.add(count("trials", "trials with a row in the tables", StabilityRow::trials));
    columns.add(
        count("nonfinite", "computed, with a NaN or infinity somewhere", StabilityRow::nonFinite));
    columns.add(
        measured(
            "nonfinite_share",
            "share of the computed trials that are not finite; NULL = none was computed",
            StabilityRow::nonFiniteShare));
    columns.add(count("invalid", "trials refused", StabilityRow::invalid));
    columns.add(count("failed", "trials whose computation threw", StabilityRow::failed));
    columns.add(
        new Column<>(
            "reason",
            STRING,
            true,
            "-",
            "why trials are invalid or failed; of several the alphabetically first",
            row -> row.reason().orElse(null)));
    columns.add(
        new Column<>(
            "first_nonfinite_layer_min",
            INT32,
            true,
            "layer",
            "smallest first layer with a NaN or infinite activation; NULL = none",
            row ->
                row.firstNonFiniteLayer().isPresent()
                    ? row.firstNonFiniteLayer().getAsInt()
                    : null));
    columns.add(
        new Column<>(
            "first_nonfinite_layer_median",
            FLOAT64,
            true,
            "layer",
            "median of that first layer over the trials that have one; NULL = none",
            row -> boxed(row.firstNonFiniteLayerMedian())));
    addPass(columns, "forward", "activations", StabilityRow::forward, StabilityRow::forwardVerdict);
    addBand(columns, "act_std", "std of the last hidden layer's activation", StabilityRow::actStd);
    addBand(
        columns,
        "act_growth",
        "factor per layer of the activations' std",
        row -> row.forward().growth());
    addPass(
        columns, "backward", "gradients", StabilityRow::backward, StabilityRow::backwardVerdict);
    addBand(
        columns,
        "grad_growth",
        "factor per layer, going backward, of the gradients' std",
        row -> row.backward().growth());
    columns.add(
        new Column<>(
            "loss_mean_median",
            FLOAT64,
            true,
            "loss",
            "median over trials of loss_mean, where finite",
            row -> boxed(row.lossMean())));
    columns.add(
        new Column<>(
            "loss_floor_median",
            FLOAT64,
            true,
            "loss",
            "median over trials of loss_floor",
            row -> boxed(row.lossFloor())));
    return Collections.unmodifiableList(columns);
  }

  private static void addPass(
      List<Column<StabilityRow>> columns,
      String direction,
      String what,
      Function<StabilityRow, PassSummary> pass,
      Function<StabilityRow, Optional<Verdict>> verdict) {
    columns.add(
        new Column<>(
            direction + "_verdict",
            STRING,
            true,
            "-",
            "stable, vanishing, exploding, non-finite, dead or constant; NULL = nothing to judge by",
            row -> verdict.apply(row).map(Verdict::text).orElse(null)));
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
            "of these, with " + what + " exactly zero without having faded",
            row -> pass.apply(row).dead()));
    columns.add(
        count(
            direction + "_constant",
            "of these, with " + what + " without spread, neither zero nor faded",
            row -> pass.apply(row).constant()));
  }

  private static void addBand(
      List<Column<StabilityRow>> columns,
      String name,
      String meaning,
      Function<StabilityRow, Optional<Band>> band) {
    columns.add(quantile(name + "_p10", "10 % quantile of the " + meaning, band, Band::p10));
    columns.add(quantile(name + "_median", "median of the " + meaning, band, Band::median));
    columns.add(quantile(name + "_p90", "90 % quantile of the " + meaning, band, Band::p90));
  }

  private static Column<StabilityRow> quantile(
      String name,
      String meaning,
      Function<StabilityRow, Optional<Band>> band,
      Function<Band, Double> value) {
    return new Column<>(
        name,
        FLOAT64,
        true,
        "dimensionless",
        meaning,
        row -> band.apply(row).map(value).orElse(null));
  }

  private static Column<StabilityRow> measured(
      String name, String meaning, Function<StabilityRow, OptionalDouble> value) {
    return new Column<>(
        name, FLOAT64, true, "dimensionless", meaning, row -> boxed(value.apply(row)));
  }

  private static Column<StabilityRow> count(
      String name, String meaning, Function<StabilityRow, Object> value) {
    return new Column<>(name, INT64, false, "count", meaning, value);
  }

  private static Double boxed(OptionalDouble value) {
    return value.isPresent() ? Double.valueOf(value.getAsDouble()) : null;
  }
}
