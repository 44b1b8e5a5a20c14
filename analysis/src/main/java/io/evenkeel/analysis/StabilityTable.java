package io.evenkeel.analysis;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.evenkeel.core.sweep.TrialStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
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

  private StabilityTable() {}

  /**
   * The stability table of what a run directory holds, ranked from the best cell to the worst;
   * cells of the same standing are ordered by their columns from the first to the last.
   *
   * @param spark reads and aggregates; the rows are collected on the driver, one per cell
   * @param runDirectory a local path or a URI of any file system that Hadoop knows, with the tables
   *     {@code trials} and {@code layers}
   * @param thresholds where the verdicts part
   * @return empty if no shard is published
   */
  public static List<StabilityRow> compute(
      SparkSession spark, String runDirectory, Thresholds thresholds) {
    List<StabilityRow> rows =
        cells(spark, runDirectory, thresholds).collectAsList().stream()
            .map(row -> stabilityRow(row, thresholds))
            .toList();
    return Ranking.of(withBadLayers(rows, spark, runDirectory, thresholds), thresholds);
  }

  /** A second pass over the layers finds where those went wrong that did so exponentially. */
  private static List<StabilityRow> withBadLayers(
      List<StabilityRow> rows, SparkSession spark, String runDirectory, Thresholds thresholds) {
    if (rows.stream().noneMatch(StabilityRow::movesExponentially)) {
      return rows;
    }
    Map<Map<String, Object>, StabilityRow> byCell = new LinkedHashMap<>();
    rows.forEach(row -> byCell.put(row.cell(), row));
    LayerCurves.iterator(spark, runDirectory)
        .forEachRemaining(
            curve ->
                byCell.computeIfPresent(
                    curve.cell(),
                    (cell, row) ->
                        row.withBadLayers(
                            curve.firstBadForward(thresholds),
                            curve.firstBadBackward(thresholds))));
    return List.copyOf(byCell.values());
  }

  /** One row per cell, in order, as Spark computes it. */
  static Dataset<Row> cells(SparkSession spark, String runDirectory, Thresholds thresholds) {
    Dataset<Row> trials = RunTables.trials(spark, runDirectory);
    Dataset<Row> layers = RunTables.layers(spark, runDirectory);
    List<SignalPass> passes =
        List.of(
            SignalPass.forward(thresholds),
            SignalPass.backward(thresholds),
            SignalPass.correlation(thresholds));
    // Counting all trials is the quicker question, and mostly answers the other.
    boolean exact =
        SmallTables.expected(spark)
            || trials.count() <= EXACT_UP_TO
            || largestCell(trials) <= EXACT_UP_TO;
    List<Column> sums = sums(exact, passes);
    Column[] cell = cellColumns();
    return signals(trials, layers, thresholds, passes)
        .groupBy(cell)
        .agg(sums.get(0), sums.subList(1, sums.size()).toArray(Column[]::new))
        .orderBy(cell);
  }

  private static Column[] cellColumns() {
    return StabilityColumns.CELL.stream().map(column -> col(column.name())).toArray(Column[]::new);
  }

  private static long largestCell(Dataset<Row> trials) {
    Row largest = trials.groupBy(cellColumns()).count().agg(functions.max("count")).head();
    return largest.isNullAt(0) ? 0 : largest.getLong(0);
  }

  /** One row per trial: its own columns and the course of its signals through the hidden layers. */
  private static Dataset<Row> signals(
      Dataset<Row> trials, Dataset<Row> layers, Thresholds thresholds, List<SignalPass> passes) {
    // A layer of index depth is the readout.
    Dataset<Row> perTrial =
        with(RunTables.hidden(layers), passes.stream().map(SignalPass::spread).toList())
            .groupBy("trial_id")
            .agg(
                max(when(col("layer").equalTo(col("depth").minus(1)), col("act_std")))
                    .as("last_act_std"),
                each(passes, SignalPass::course).toArray(Column[]::new));
    Dataset<Row> joined =
        with(trials.join(perTrial, asUsing("trial_id"), "left"), each(passes, SignalPass::state));
    Dataset<Row> judged =
        with(joined, passes.stream().map(pass -> pass.faded(thresholds)).toList());
    return with(judged, each(passes, SignalPass::outcome));
  }

  private static List<Column> each(
      List<SignalPass> passes, Function<SignalPass, List<Column>> columns) {
    return passes.stream().map(columns).flatMap(List::stream).toList();
  }

  private static String[] asUsing(String column) {
    return new String[] {column};
  }

  private static Dataset<Row> with(Dataset<Row> table, List<Column> more) {
    List<Column> columns = new ArrayList<>();
    columns.add(col("*"));
    columns.addAll(more);
    return table.select(columns.toArray(Column[]::new));
  }

  private static List<Column> sums(boolean exact, List<SignalPass> passes) {
    List<Column> sums = new ArrayList<>();
    sums.add(functions.count("*").as("trials"));
    for (TrialStatus status : TrialStatus.values()) {
      sums.add(count_if(col("status").equalTo(status.text())).as(status.text()));
    }
    sums.add(functions.min("reason").as("reason"));
    sums.add(functions.min("first_nonfinite_layer").as("first_nonfinite_layer_min"));
    Column lastStd = col("last_act_std");
    Column finite = col("forward_finite");
    sums.add(quantiles(exact, col("first_nonfinite_layer")).as("first_nonfinite_layer"));
    sums.add(quantiles(exact, when(finite.and(not(isnan(lastStd))), lastStd)).as("act_std"));
    sums.add(quantiles(exact, finiteOnly("loss_mean")).as("loss_mean"));
    sums.add(quantiles(exact, finiteOnly("loss_floor")).as("loss_floor"));
    passes.forEach(pass -> sums.addAll(sums(exact, pass)));
    sums.add(sample(separation()).as("separation_sample"));
    sums.add(
        sample(functions.log10(when(finite.and(lastStd.gt(0)), lastStd)))
            .as("log10_act_std_sample"));
    return sums;
  }

  private static List<Column> sums(boolean exact, SignalPass pass) {
    List<Column> sums = new ArrayList<>();
    for (String what : List.of("computed", "finite", "dead", "constant", "faded")) {
      sums.add(count_if(pass.of(what)).as(pass.column(what)));
    }
    sums.add(quantiles(exact, pass.of("growth")).as(pass.column("growth")));
    sums.add(
        functions
            .call_function(pass.firstOf(), col(pass.nonFiniteLayer()))
            .as(pass.column("nonfinite_layer")));
    for (String what : List.of("growth", "contrast", "exponent")) {
      boolean alike = pass.name().equals("correlation") && what.equals("contrast");
      Column value = alike ? alikeContrast() : pass.of(what);
      sums.add(sample(value).as(pass.column(what + "_sample")));
    }
    return sums;
  }

  private static Column separation() {
    return col("backward_growth").minus(col("forward_growth"));
  }

  /** Alike inputs tell the shape of the rows' course where gradients were computed. */
  private static Column alikeContrast() {
    return functions.coalesce(
        separation().minus(col("correlation_growth").divide(4)), col("correlation_contrast"));
  }

  /** Count, mean and standard deviation, of trials where the value is not NULL. */
  static Column sample(Column value) {
    return functions.array(
        functions.count(value).cast("double"), functions.avg(value), functions.stddev_samp(value));
  }

  private static Column quantiles(boolean exact, Column value) {
    Column number = value.cast("double");
    Column shares = functions.array(lit(0.1), lit(0.5), lit(0.9));
    return exact
        ? functions.percentile(number, shares)
        : functions.percentile_approx(number, shares, lit(RANK_ACCURACY));
  }

  private static Column finiteOnly(String name) {
    Column value = col(name);
    return when(not(isnan(value)).and(functions.abs(value).lt(Double.POSITIVE_INFINITY)), value);
  }

  private static StabilityRow stabilityRow(Row row, Thresholds thresholds) {
    Map<String, Object> cell = new LinkedHashMap<>();
    StabilityColumns.CELL.forEach(column -> cell.put(column.name(), row.getAs(column.name())));
    PassSummary forward = pass(row, "forward");
    PassSummary backward = pass(row, "backward");
    PassSummary correlation = pass(row, "correlation");
    Sample separation = sample(row, "separation_sample");
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
        correlation,
        separation,
        sample(row, "log10_act_std_sample"),
        new SignalJudge("activations", depth, thresholds).judge(forward),
        new SignalJudge("gradients", depth, thresholds).judge(backward),
        new CorrelationJudge(depth, thresholds).judge(correlation, separation),
        Optional.empty());
  }

  private static PassSummary pass(Row row, String name) {
    long computed = count(row, name + "_computed");
    Integer layer = row.getAs(name + "_nonfinite_layer");
    return new PassSummary(
        computed,
        computed - count(row, name + "_finite"),
        count(row, name + "_dead"),
        count(row, name + "_constant"),
        count(row, name + "_faded"),
        layer == null ? OptionalInt.empty() : OptionalInt.of(layer),
        band(row, name + "_growth"),
        sample(row, name + "_growth_sample"),
        sample(row, name + "_contrast_sample"),
        sample(row, name + "_exponent_sample"));
  }

  /** Of a column made by {@link #sample(Column)}. */
  static Sample sample(Row row, String column) {
    List<Double> sums = row.getList(row.fieldIndex(column));
    return new Sample(Math.round(sums.get(0)), orNan(sums.get(1)), orNan(sums.get(2)));
  }

  private static double orNan(Double value) {
    return value == null ? Double.NaN : value;
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
