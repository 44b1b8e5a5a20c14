package io.evenkeel.analysis;

import static org.apache.spark.sql.functions.bool_or;
import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.ln;
import static org.apache.spark.sql.functions.log10;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;

/**
 * One direction through the hidden layers, as Spark SQL: the spread of its signal at each layer,
 * its course through a trial's layers, and what becomes of it.
 *
 * <p>The spread is the decimal logarithm of the std: -Infinity where the std is below the
 * resolution, NULL where it is NaN or was not computed.
 *
 * <p>Expressions are built, not written as SQL text: to parse that takes longer than to aggregate a
 * small run.
 *
 * @param name prefix of the columns made here
 * @param first predicate of the layer that the signal meets first
 * @param last predicate of the layer that it meets last
 * @param undefined predicate of a layer without a spread
 * @param flat predicate of a layer whose std is below the resolution
 * @param log10Std decimal logarithm of the std
 * @param zero predicate of a layer whose signal is exactly zero
 * @param computed predicate of a trial in which this direction was computed
 * @param nonFiniteLayer column that is NULL if and only if this direction is finite
 * @param firstOf the aggregate that picks the one met first of several such layers
 * @param deep column with the spread at the deepest layer
 * @param sense 1 if the signal goes from shallow layers to deep ones, else -1
 */
record SignalPass(
    String name,
    Column first,
    Column last,
    Column undefined,
    Column flat,
    Column log10Std,
    Column zero,
    Column computed,
    String nonFiniteLayer,
    String firstOf,
    String deep,
    int sense) {
  /** Shallower networks do not tell a power law. */
  static final int SHALLOWEST_WITH_SHAPE = 8;

  static SignalPass forward(Thresholds thresholds) {
    return new SignalPass(
        "forward",
        shallowest(),
        deepest(),
        isnan(col("act_std")),
        col("act_std").leq(col("act_rms").multiply(thresholds.resolution())),
        log10("act_std"),
        col("act_rms").equalTo(0),
        ran(),
        "first_nonfinite_layer",
        "min",
        "forward_end",
        1);
  }

  static SignalPass backward(Thresholds thresholds) {
    Column std = col("log10_grad_std");
    Column rms = col("log10_grad_rms");
    return new SignalPass(
        "backward",
        deepest(),
        shallowest(),
        std.isNull().or(isnan(std)),
        std.leq(rms.plus(Math.log10(thresholds.resolution()))),
        std,
        rms.equalTo(Double.NEGATIVE_INFINITY),
        ran().and(col("backward")),
        "last_nonfinite_grad_layer",
        "max",
        "backward_start",
        -1);
  }

  /** The angles between the batch's rows, going forward: 1 - cosine stands for the std. */
  static SignalPass correlation(Thresholds thresholds) {
    Column distance = lit(1).minus(col("act_cosine"));
    return new SignalPass(
        "correlation",
        shallowest(),
        deepest(),
        isnan(col("act_cosine")),
        distance.leq(thresholds.resolution()),
        log10(distance),
        lit(false),
        ran().and(col("batch").gt(1)),
        "first_nonfinite_layer",
        "min",
        "correlation_end",
        1);
  }

  private static Column shallowest() {
    return col("layer").equalTo(0);
  }

  private static Column deepest() {
    return col("layer").equalTo(col("depth").minus(1));
  }

  private static Column ran() {
    return col("status").isin("ok", "nonfinite");
  }

  /** The spread at a layer. */
  Column spread() {
    return when(undefined, null)
        .when(flat, Double.NEGATIVE_INFINITY)
        .otherwise(log10Std)
        .as(column("spread"));
  }

  /**
   * Over the layers of a trial: the spread at both ends, its smallest, and how many layers have
   * one.
   */
  List<Column> course() {
    Column spread = of("spread");
    return List.of(
        max(when(first, spread)).as(column("start")),
        max(when(last, spread)).as(column("end")),
        min(when(hasSpread(spread), spread)).as(column("low")),
        count_if(hasSpread(spread)).as(column("alive")),
        at(depthBy(2)).as(column("half")),
        at(depthBy(8)).as(column("eighth")),
        bool_or(first.or(last).and(zero)).as(column("silent")));
  }

  /** The spread at a layer counted from 1. */
  private Column at(Column layer) {
    return max(when(col("layer").plus(1).equalTo(layer), of("spread")));
  }

  /** Of a trial with its course: whether the signal was computed, and is finite. */
  List<Column> state() {
    return List.of(
        computed.as(column("computed")),
        computed.and(col(nonFiniteLayer).isNull()).as(column("finite")));
  }

  /** Of a trial with its state: whether the signal ends without spread because it faded away. */
  Column faded(Thresholds thresholds) {
    Column allowed =
        lit(thresholds.decades()).plus(lit(thresholds.powerLaw()).multiply(log10(of("alive"))));
    return of("finite")
        .and(hasSpread(of("start")))
        .and(isFlat(of("end")))
        .and(of("low").minus(of("start")).lt(allowed.unary_$minus()))
        .as(column("faded"));
  }

  /**
   * Of a trial that knows whether it faded: decades of std per layer, and whether it lost its
   * spread.
   */
  List<Column> outcome() {
    Column lost = of("finite").and(not(of("faded"))).and(isFlat(of("start")).or(isFlat(of("end"))));
    Column measurable =
        of("finite").and(col("depth").gt(1)).and(hasSpread(of("start"))).and(hasSpread(of("end")));
    Column growth =
        when(of("faded"), of("low").minus(of("start")).divide(of("alive").minus(1)))
            .when(measurable, of("end").minus(of("start")).divide(col("depth").minus(1)));
    Column exponent =
        when(shaped(), col(deep).minus(of("half")).divide(log10(col("depth").divide(depthBy(2)))));
    return List.of(
        growth.as(column("growth")),
        lost.and(of("silent")).as(column("dead")),
        lost.and(not(of("silent"))).as(column("constant")),
        contrast().as(column("contrast")),
        exponent.as(column("exponent")));
  }

  private Column shaped() {
    return of("finite")
        .and(col("depth").geq(SHALLOWEST_WITH_SHAPE))
        .and(hasSpread(col(deep)))
        .and(hasSpread(of("half")))
        .and(hasSpread(of("eighth")));
  }

  /**
   * With the rates of the deeper half and of the layers before it, from an eighth on: their ratio
   * is 1 in an exponential; in a power law it is that of the logarithms' rates. The cut is halfway.
   */
  private Column contrast() {
    Column late = col("depth").minus(depthBy(2));
    Column early = depthBy(2).minus(depthBy(8));
    Column powerLaw =
        ln(col("depth").divide(depthBy(2)))
            .divide(late)
            .divide(ln(depthBy(2).divide(depthBy(8))).divide(early));
    Column lateRate = col(deep).minus(of("half")).divide(late);
    Column earlyShare =
        lit(1).plus(powerLaw).divide(2).multiply(of("half").minus(of("eighth"))).divide(early);
    return when(shaped(), lit(sense).multiply(lateRate.minus(earlyShare)));
  }

  /** The name of one of this direction's columns. */
  String column(String what) {
    return name + "_" + what;
  }

  /** One of this direction's columns. */
  Column of(String what) {
    return col(column(what));
  }

  /** The depth over a number, rounded down. */
  private static Column depthBy(int divisor) {
    return call_function("div", col("depth"), lit(divisor));
  }

  private static Column hasSpread(Column spread) {
    return spread.gt(Double.NEGATIVE_INFINITY);
  }

  private static Column isFlat(Column spread) {
    return spread.equalTo(Double.NEGATIVE_INFINITY);
  }
}
