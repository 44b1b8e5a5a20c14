package io.evenkeel.analysis;

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
  private static final String FINITE_LAST_STD =
      "CASE WHEN forward_finite AND NOT isnan(last_act_std) THEN last_act_std END";

  private static final String POSITIVE_LAST_STD =
      "CASE WHEN forward_finite AND last_act_std > 0 THEN last_act_std END";

  /** Alike inputs tell the shape of the rows' course where gradients were computed. */
  private static final String ALIKE_CONTRAST =
      "coalesce(backward_growth - forward_growth - correlation_growth / 4, correlation_contrast)";

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
    boolean exact = trials.count() <= EXACT_UP_TO || largestCell(trials) <= EXACT_UP_TO;
    List<Column> sums = sums(exact, passes);
    Column[] cell = cellColumns();
    return signals(trials, layers, thresholds, passes)
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
      Dataset<Row> trials, Dataset<Row> layers, Thresholds thresholds, List<SignalPass> passes) {
    // A layer of index depth is the readout.
    Dataset<Row> perTrial =
        with(layers.where("layer < depth"), passes.stream().map(SignalPass::spread).toList())
            .groupBy("trial_id")
            .agg(
                functions
                    .expr("max(CASE WHEN layer = depth - 1 THEN act_std END)")
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
    columns.add(functions.col("*"));
    columns.addAll(more);
    return table.select(columns.toArray(Column[]::new));
  }

  private static List<Column> sums(boolean exact, List<SignalPass> passes) {
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
      for (String what : List.of("computed", "finite", "dead", "constant", "faded")) {
        sums.add(functions.expr("count_if(" + pass.column(what) + ")").as(pass.column(what)));
      }
      sums.add(quantiles(exact, pass.column("growth")).as(pass.column("growth")));
      sums.add(
          functions
              .expr(pass.firstOf() + "(" + pass.nonFiniteLayer() + ")")
              .as(pass.column("nonfinite_layer")));
      for (String what : List.of("growth", "contrast", "exponent")) {
        sums.add(
            sample(
                    pass.name().equals("correlation") && what.equals("contrast")
                        ? ALIKE_CONTRAST
                        : pass.column(what))
                .as(pass.column(what + "_sample")));
      }
    }
    sums.add(sample("backward_growth - forward_growth").as("separation_sample"));
    sums.add(sample("log10(" + POSITIVE_LAST_STD + ")").as("log10_act_std_sample"));
    return sums;
  }

  /** Count, mean and standard deviation, of trials where the value is not NULL. */
  static Column sample(String value) {
    return functions.expr(
        "array(double(count(%1$s)), avg(%1$s), stddev_samp(%1$s))".formatted(value));
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

  /** Of a column made by {@link #sample(String)}. */
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
