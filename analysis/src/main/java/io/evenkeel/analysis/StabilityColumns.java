package io.evenkeel.analysis;

import static io.evenkeel.core.table.Column.Type.FLOAT64;
import static io.evenkeel.core.table.Column.Type.INT32;
import static io.evenkeel.core.table.Column.Type.INT64;
import static io.evenkeel.core.table.Column.Type.STRING;

import io.evenkeel.analysis.cells.Band;
import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.cells.Interval;
import io.evenkeel.analysis.cells.LayerRange;
import io.evenkeel.analysis.cells.PassSummary;
import io.evenkeel.analysis.cells.Sample;
import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.table.Column;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/** The columns of the stability table: one row per cell. */
public final class StabilityColumns {
  /**
   * What makes a cell: the grid columns of the trials but for the seed and what follows from it.
   */
  public static final List<Column<StabilityRow>> CELL = cell();

  /** All columns, in file order. */
  public static final List<Column<StabilityRow>> ALL = all();

  private StabilityColumns() {}

  private static List<Column<StabilityRow>> cell() {
    List<Column<StabilityRow>> columns = new ArrayList<>();
    for (Column<Trial> grid : Cell.COLUMNS) {
      columns.add(
          new Column<>(
              grid.name(),
              grid.type(),
              false,
              grid.unit(),
              grid.meaning(),
              row -> row.cell().get(grid.name())));
    }
    return Collections.unmodifiableList(columns);
  }

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
    addPass(columns, "forward", "activations", row -> row.summary().forward());
    addJudgement(columns, "forward", StabilityRow::forwardJudgement);
    addBand(
        columns,
        "act_std",
        "std of the last hidden layer's activation",
        row -> row.summary().actStd());
    addBand(
        columns,
        "act_saturated",
        "share of the last hidden layer's units with a slope of at most 0.01",
        row -> row.summary().saturated());
    addBand(
        columns,
        "act_growth",
        "factor per layer of the activations' std",
        row -> row.summary().forward().growth());
    addPass(columns, "backward", "gradients", row -> row.summary().backward());
    addJudgement(columns, "backward", StabilityRow::backwardJudgement);
    addBand(
        columns,
        "grad_growth",
        "factor per layer, going backward, of the gradients' rms",
        row -> row.summary().backward().growth());
    addJudgement(columns, "inputs", StabilityRow::correlationJudgement);
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
            row -> boxed(row.summary().loss().median())));
    columns.add(
        new Column<>(
            "loss_floor_median",
            FLOAT64,
            true,
            "loss",
            "median over trials of loss_floor",
            row -> boxed(row.summary().loss().floor())));
    return Collections.unmodifiableList(columns);
  }

  private static void addPass(
      List<Column<StabilityRow>> columns,
      String direction,
      String what,
      Function<StabilityRow, PassSummary> pass) {
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
              "of these, with a loss that sends no gradient: exactly zero at the output; such a trial"
                  + " has no backward measurement",
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
              return rate.n() == 0 ? null : rate.mean() * (row.cell().depth() - 1);
            }));
  }

  private static void addJudgement(
      List<Column<StabilityRow>> columns,
      String name,
      Function<StabilityRow, Optional<Judgement>> judgement) {
    Judged judged = new Judged(columns, name, judgement);
    String what = name.equals("inputs") ? "1 - |cosine| between inputs" : "std";
    judged.add(
        "verdict",
        STRING,
        "-",
        name.equals("inputs")
            ? "ordered, critical, chaotic or undecided; NULL = nothing to judge by"
            : "stable, power law, levels off, split, vanishing, exploding (both exponentially),"
                + " non-finite, dead, constant or undecided; NULL = nothing to judge by",
        j -> Optional.of(j.verdict().text()));
    judged.add(
        "rate",
        FLOAT64,
        "nats per layer",
        "mean over trials of ln of the factor per layer of the " + what,
        Judgement::rate);
    judged.add(
        "rate_low",
        FLOAT64,
        "nats per layer",
        "lower end of its confidence interval, at the level of one test",
        j -> j.interval().map(Interval::low));
    judged.add(
        "rate_high",
        FLOAT64,
        "nats per layer",
        "upper end of it",
        j -> j.interval().map(Interval::high));
    judged.add("n", INT64, "count", "trials that the verdict rests on", j -> Optional.of(j.n()));
    judged.add(
        "exponent",
        FLOAT64,
        "dimensionless",
        "of a power law: slope of log " + what + " against log layer",
        Judgement::exponent);
    judged.add(
        "depth_allowed",
        INT64,
        "layers",
        "deepest network that this exponential rate leaves within the thresholds",
        j -> boxed(j.depthAllowed()));
    if (!name.equals("inputs")) {
      judged.add(
          "split",
          STRING,
          "-",
          "where seeds part: percents that fall below, stay within and rise above what is allowed",
          Judgement::shares);
      judged.add(
          "first_bad_layer",
          INT32,
          "layer",
          "first layer, in the signal's direction, that is non-finite or beyond the thresholds",
          j -> boxed(j.firstBadLayer()));
    }
    judged.add(
        "more_seeds",
        INT64,
        "count",
        "about how many more seeds would decide; NULL = decided",
        j -> boxed(j.moreSeeds()));
    judged.add("evidence", STRING, "-", "why, in a sentence", j -> Optional.of(j.evidence()));
  }

  /** Columns of one judgement, each NULL where there is none. */
  private record Judged(
      List<Column<StabilityRow>> columns,
      String name,
      Function<StabilityRow, Optional<Judgement>> judgement) {
    void add(
        String what,
        Column.Type type,
        String unit,
        String meaning,
        Function<Judgement, Optional<?>> value) {
      columns.add(
          new Column<>(
              name + "_" + what,
              type,
              true,
              unit,
              meaning,
              row -> judgement.apply(row).flatMap(value::apply).orElse(null)));
    }
  }

  private static Optional<Long> boxed(OptionalLong value) {
    return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
  }

  private static Optional<Integer> boxed(OptionalInt value) {
    return value.isPresent() ? Optional.of(value.getAsInt()) : Optional.empty();
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
