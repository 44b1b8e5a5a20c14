package io.evenkeel.analysis;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * One direction through the hidden layers, as Spark SQL: the spread of its signal at each layer,
 * its course through a trial's layers, and what becomes of it.
 *
 * <p>The spread is the decimal logarithm of the std: -Infinity where the std is below the
 * resolution, NULL where it is NaN or was not computed.
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
    String first,
    String last,
    String undefined,
    String flat,
    String log10Std,
    String zero,
    String computed,
    String nonFiniteLayer,
    String firstOf,
    String deep,
    int sense) {
  /** Shallower networks do not tell a power law. */
  static final int SHALLOWEST_WITH_SHAPE = 8;

  private static final String MINUS_INFINITY = "double('-Infinity')";

  static SignalPass forward(Thresholds thresholds) {
    return new SignalPass(
        "forward",
        "layer = 0",
        "layer = depth - 1",
        "isnan(act_std)",
        "act_std <= act_rms * " + literal(thresholds.resolution()),
        "log10(act_std)",
        "act_rms = 0",
        "status IN ('ok', 'nonfinite')",
        "first_nonfinite_layer",
        "min",
        "forward_end",
        1);
  }

  static SignalPass backward(Thresholds thresholds) {
    return new SignalPass(
        "backward",
        "layer = depth - 1",
        "layer = 0",
        "log10_grad_std IS NULL OR isnan(log10_grad_std)",
        "log10_grad_std <= log10_grad_rms + " + literal(Math.log10(thresholds.resolution())),
        "log10_grad_std",
        "log10_grad_rms = " + MINUS_INFINITY,
        "status IN ('ok', 'nonfinite') AND backward",
        "last_nonfinite_grad_layer",
        "max",
        "backward_start",
        -1);
  }

  /** The angles between the batch's rows, going forward: 1 - cosine stands for the std. */
  static SignalPass correlation(Thresholds thresholds) {
    return new SignalPass(
        "correlation",
        "layer = 0",
        "layer = depth - 1",
        "isnan(act_cosine)",
        "1 - act_cosine <= " + literal(thresholds.resolution()),
        "log10(1 - act_cosine)",
        "false",
        "status IN ('ok', 'nonfinite') AND batch > 1",
        "first_nonfinite_layer",
        "min",
        "correlation_end",
        1);
  }

  /** The spread at a layer. */
  Column spread() {
    return named(
        "CASE WHEN %s THEN NULL WHEN %s THEN %s ELSE %s END"
            .formatted(undefined, flat, MINUS_INFINITY, log10Std),
        "spread");
  }

  /**
   * Over the layers of a trial: the spread at both ends, its smallest, and how many layers have
   * one.
   */
  List<Column> course() {
    return List.of(
        named("max(CASE WHEN %s THEN %s END)".formatted(first, column("spread")), "start"),
        named("max(CASE WHEN %s THEN %s END)".formatted(last, column("spread")), "end"),
        named(
            "min(CASE WHEN %1$s > %2$s THEN %1$s END)".formatted(column("spread"), MINUS_INFINITY),
            "low"),
        named("count_if(%s > %s)".formatted(column("spread"), MINUS_INFINITY), "alive"),
        named(at("depth DIV 2"), "half"),
        named(at("depth DIV 8"), "eighth"),
        named("bool_or((%s OR %s) AND %s)".formatted(first, last, zero), "silent"));
  }

  /** The spread at a layer counted from 1. */
  private String at(String layer) {
    return "max(CASE WHEN layer + 1 = %s THEN %s END)".formatted(layer, column("spread"));
  }

  /** Of a trial with its course: whether the signal was computed, and is finite. */
  List<Column> state() {
    return List.of(
        named(computed, "computed"),
        named("%s AND %s IS NULL".formatted(computed, nonFiniteLayer), "finite"));
  }

  /** Of a trial with its state: whether the signal ends without spread because it faded away. */
  Column faded(Thresholds thresholds) {
    return named(
        "%s AND %s > %s AND %s = %s AND %s - %s < -(%s + %s * log10(%s))"
            .formatted(
                column("finite"),
                column("start"),
                MINUS_INFINITY,
                column("end"),
                MINUS_INFINITY,
                column("low"),
                column("start"),
                literal(thresholds.decades()),
                literal(thresholds.powerLaw()),
                column("alive")),
        "faded");
  }

  /**
   * Of a trial that knows whether it faded: decades of std per layer, and whether it lost its
   * spread.
   */
  List<Column> outcome() {
    String lost =
        "%s AND NOT %s AND (%s = %s OR %s = %s)"
            .formatted(
                column("finite"),
                column("faded"),
                column("start"),
                MINUS_INFINITY,
                column("end"),
                MINUS_INFINITY);
    return List.of(
        named(
            ("CASE WHEN %1$s THEN (%2$s - %3$s) / (%4$s - 1) WHEN %5$s AND depth > 1 AND %3$s > %7$s"
                    + " AND %6$s > %7$s THEN (%6$s - %3$s) / (depth - 1) END")
                .formatted(
                    column("faded"),
                    column("low"),
                    column("start"),
                    column("alive"),
                    column("finite"),
                    column("end"),
                    MINUS_INFINITY),
            "growth"),
        named("%s AND %s".formatted(lost, column("silent")), "dead"),
        named("%s AND NOT %s".formatted(lost, column("silent")), "constant"),
        named(contrast(), "contrast"),
        named(
            "CASE WHEN %s THEN (%s - %s) / log10(depth / (depth DIV 2)) END"
                .formatted(shaped(), deep, column("half")),
            "exponent"));
  }

  private String shaped() {
    return "%1$s AND depth >= %2$d AND %3$s > %6$s AND %4$s > %6$s AND %5$s > %6$s"
        .formatted(
            column("finite"),
            SHALLOWEST_WITH_SHAPE,
            deep,
            column("half"),
            column("eighth"),
            MINUS_INFINITY);
  }

  /**
   * With the rates of the deeper half and of the layers before it, from an eighth on: their ratio
   * is 1 in an exponential; in a power law it is that of the logarithms' rates. The cut is halfway.
   */
  private String contrast() {
    String late = "(depth - depth DIV 2)";
    String early = "(depth DIV 2 - depth DIV 8)";
    String powerLaw =
        "(ln(depth / (depth DIV 2)) / %s) / (ln((depth DIV 2) / (depth DIV 8)) / %s)"
            .formatted(late, early);
    return ("CASE WHEN %1$s THEN %2$d * ((%3$s - %4$s) / %5$s - (1 + %6$s) / 2 * (%4$s - %7$s) / %8$s)"
            + " END")
        .formatted(shaped(), sense, deep, column("half"), late, powerLaw, column("eighth"), early);
  }

  /** The name of one of this direction's columns. */
  String column(String what) {
    return name + "_" + what;
  }

  private Column named(String sql, String what) {
    return functions.expr(sql).as(column(what));
  }

  private static String literal(double x) {
    return "double('" + x + "')";
  }
}
