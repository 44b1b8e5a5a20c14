package io.evenkeel.analysis;

import io.evenkeel.core.sweep.TrialStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Which cells of a sweep keep an even keel: the trials of each cell, which differ in nothing but
 * the seed, summed up and judged.
 *
 * <p>One pass over the layers keeps a few numbers per trial; one over the trials joins and groups
 * them. Rows are never chosen by a measured number: Parquet's statistics leave NaN out, and a
 * filter pushed down to them would lose rows. Only trials with a row in {@code trials} count:
 * layers of a shard that is not published yet do not.
 */
public final class StabilityTable {
  /** In cells of more trials than this, quantiles are approximate: rank error below 0.01 %. */
  private static final long EXACT_UP_TO = 100_000;

  private static final int RANK_ACCURACY = 10_000;
  private static final String FINITE_LAST_STD =
      "CASE WHEN forward_finite AND NOT isnan(last_act_std) THEN last_act_std END";

  private StabilityTable() {}

  /**
   * The stability table of what a run directory holds, ordered by the cells' columns from the first
   * to the last.
   *
   * @param spark reads and aggregates; the rows are collected on the driver, one per cell
   * @param runDirectory a local path or a URI of any file system that Hadoop knows, with the tables
   *     {@code trials} and {@code layers}
   * @param thresholds where the verdicts part
   * @return empty if no shard is published
   */
  public static List<StabilityRow> compute(
      SparkSession spark, String runDirectory, Thresholds thresholds) {
    return cells(spark, runDirectory, thresholds).collectAsList().stream()
        .map(row -> stabilityRow(row, thresholds))
        .toList();
  }

  /** One row per cell, in order, as Spark computes it. */
  static Dataset<Row> cells(SparkSession spark, String runDirectory, Thresholds thresholds) {
    Dataset<Row> trials = RunTables.trials(spark, runDirectory);
    Dataset<Row> layers = RunTables.layers(spark, runDirectory);
    SignalPass forward = SignalPass.forward(thresholds);
    SignalPass backward = SignalPass.backward(thresholds);
    boolean exact = largestCell(trials) <= EXACT_UP_TO;
    List<Column> sums = sums(exact, forward, backward);
    Column[] cell = cellColumns();
    return signals(trials, layers, thresholds, forward, backward)
        .groupBy(cell)
        .agg(sums.get(0), sums.subList(1, sums.size()).toArray(Column[]::new))
        .orderBy(cell);
  }

  private static Column[] cellColumns() {
    return StabilityColumns.CELL.stream()
        .map(column -> functions.col(column.name()))
        .toArray(Column[]::new);
  }

  private static long largestCell(Dataset<Row> trials) {
    Row largest = trials.groupBy(cellColumns()).count().agg(functions.max("count")).head();
    return largest.isNullAt(0) ? 0 : largest.getLong(0);
  }

  /** One row per trial: its own columns and the course of its signals through the hidden layers. */
  private static Dataset<Row> signals(
      Dataset<Row> trials,
      Dataset<Row> layers,
      Thresholds thresholds,
      SignalPass forward,
      SignalPass backward) {
    List<Column> courses = new ArrayList<>(forward.course());
    courses.addAll(backward.course());
    // A layer of index depth is the readout.
    Dataset<Row> perTrial =
        with(layers.where("layer < depth"), List.of(forward.spread(), backward.spread()))
            .groupBy("trial_id")
            .agg(
                functions
                    .expr("max(CASE WHEN layer = depth - 1 THEN act_std END)")
                    .as("last_act_std"),
                courses.toArray(Column[]::new));
    List<Column> states = new ArrayList<>(forward.state());
    states.addAll(backward.state());
    Dataset<Row> joined = with(trials.join(perTrial, asUsing("trial_id"), "left"), states);
    Dataset<Row> judged =
        with(joined, List.of(forward.faded(thresholds), backward.faded(thresholds)));
    List<Column> outcomes = new ArrayList<>(forward.outcome());
    outcomes.addAll(backward.outcome());
    return with(judged, outcomes);
  }

  private static String[] asUsing(String column) {
    return new String[] {column};
  }

  private static Dataset<Row> with(Dataset<Row> table, List<Column> more) {
    List<Column> columns = new ArrayList<>();
    columns.add(functions.col("*"));
    columns.addAll(more);
    return table.select(columns.toArray(Column[]::new));
  }

  private static List<Column> sums(boolean exact, SignalPass... passes) {
    List<Column> sums = new ArrayList<>();
    sums.add(functions.expr("count(*)").as("trials"));
    for (TrialStatus status : TrialStatus.values()) {
      sums.add(functions.expr("count_if(status = '" + status.text() + "')").as(status.text()));
    }
    sums.add(functions.expr("min(reason)").as("reason"));
    sums.add(functions.expr("min(first_nonfinite_layer)").as("first_nonfinite_layer_min"));
    sums.add(quantiles(exact, "first_nonfinite_layer").as("first_nonfinite_layer"));
    sums.add(quantiles(exact, FINITE_LAST_STD).as("act_std"));
    sums.add(quantiles(exact, finiteOnly("loss_mean")).as("loss_mean"));
    sums.add(quantiles(exact, finiteOnly("loss_floor")).as("loss_floor"));
    for (SignalPass pass : passes) {
      for (String what : List.of("computed", "finite", "dead", "constant")) {
        sums.add(functions.expr("count_if(" + pass.column(what) + ")").as(pass.column(what)));
      }
      sums.add(quantiles(exact, pass.column("growth")).as(pass.column("growth")));
    }
    return sums;
  }

  private static Column quantiles(boolean exact, String value) {
    String shares = "array(0.1D, 0.5D, 0.9D)";
    return functions.expr(
        exact
            ? "percentile(double(%s), %s)".formatted(value, shares)
            : "percentile_approx(double(%s), %s, %d)".formatted(value, shares, RANK_ACCURACY));
  }

  private static String finiteOnly(String column) {
    return "CASE WHEN NOT isnan(%1$s) AND abs(%1$s) < double('Infinity') THEN %1$s END"
        .formatted(column);
  }

  private static StabilityRow stabilityRow(Row row, Thresholds thresholds) {
    Map<String, Object> cell = new LinkedHashMap<>();
    StabilityColumns.CELL.forEach(column -> cell.put(column.name(), row.getAs(column.name())));
    PassSummary forward = pass(row, "forward");
    PassSummary backward = pass(row, "backward");
    Integer firstNonFinite = row.getAs("first_nonfinite_layer_min");
    int depth = row.<Integer>getAs("depth");
    return new StabilityRow(
        cell,
        count(row, "trials"),
        count(row, TrialStatus.NONFINITE.text()),
        count(row, TrialStatus.INVALID.text()),
        count(row, TrialStatus.FAILED.text()),
        Optional.ofNullable(row.<String>getAs("reason")),
        firstNonFinite == null ? OptionalInt.empty() : OptionalInt.of(firstNonFinite),
        median(row, "first_nonfinite_layer"),
        band(row, "act_std"),
        forward,
        backward,
        median(row, "loss_mean"),
        median(row, "loss_floor"),
        forward.verdict(depth, thresholds),
        backward.verdict(depth, thresholds));
  }

  private static PassSummary pass(Row row, String name) {
    long computed = count(row, name + "_computed");
    return new PassSummary(
        computed,
        computed - count(row, name + "_finite"),
        count(row, name + "_dead"),
        count(row, name + "_constant"),
        band(row, name + "_growth"));
  }

  private static long count(Row row, String column) {
    return row.<Long>getAs(column);
  }

  private static Optional<Band> band(Row row, String column) {
    int index = row.fieldIndex(column);
    if (row.isNullAt(index)) {
      return Optional.empty();
    }
    List<Double> quantiles = row.getList(index);
    return Optional.of(new Band(quantiles.get(0), quantiles.get(1), quantiles.get(2)));
  }

  private static OptionalDouble median(Row row, String column) {
    return band(row, column)
        .map(band -> OptionalDouble.of(band.median()))
        .orElse(OptionalDouble.empty());
  }
}
