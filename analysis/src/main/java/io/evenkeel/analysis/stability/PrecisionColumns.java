package io.evenkeel.analysis.stability;

import static io.evenkeel.core.table.Column.Type.FLOAT64;
import static io.evenkeel.core.table.Column.Type.INT32;
import static io.evenkeel.core.table.Column.Type.INT64;
import static io.evenkeel.core.table.Column.Type.STRING;

import io.evenkeel.analysis.precision.PrecisionVerdict;
import io.evenkeel.core.table.Column;
import io.evenkeel.core.theory.block.FormatForecast;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** The columns of the stability table on the format that a cell's networks were computed in. */
final class PrecisionColumns {
  private static final String IN_FLOAT32 = "; NULL = computed in float32";

  private PrecisionColumns() {}

  static List<Column<StabilityRow>> all() {
    return List.of(
        new Column<>(
            "precision_verdict",
            STRING,
            true,
            "-",
            "safe, scale 2^a..2^b, scale > 2^a, no scale, overflows @layer or noise @layer, in the"
                + " cell's own format; NULL = no trial was computed",
            row -> row.precisionVerdict().orElse(null)),
        of(
            "overflows",
            INT64,
            "count",
            "trials with a value beyond the format's largest" + IN_FLOAT32,
            verdict -> Optional.of((long) verdict.overflows())),
        of(
            "overflow_layer",
            INT32,
            "layer",
            "median of the first layers with such a value; NULL = none, or computed in float32",
            verdict -> boxed(verdict.overflowLayer())),
        expected(
            "overflow_layer",
            "the first layer whose largest value is beyond the format's largest by theory; NULL ="
                + " none, no theory, or computed in float32",
            FormatForecast::overflowLayer),
        of(
            "noise",
            INT64,
            "count",
            "trials with a layer farther than 0.1 (1 - cos) from the same network in float32"
                + IN_FLOAT32,
            verdict -> Optional.of((long) verdict.lost())),
        of(
            "noise_layer",
            INT32,
            "layer",
            "median of the first such layers; NULL = none, or computed in float32",
            verdict -> boxed(verdict.lostLayer())),
        expected(
            "noise_layer",
            "the first such layer by theory, of infinitely wide networks; NULL = none, no theory,"
                + " or computed in float32",
            FormatForecast::noiseLayer),
        expected(
            "half_zero_layer",
            "the first layer of which half of the values become zero by theory; NULL = none, no"
                + " theory, or computed in float32",
            FormatForecast::halfZeroLayer),
        of(
            "scale_log2_low",
            FLOAT64,
            "log2",
            "smallest loss scale that serves nine in ten trials; Infinity = larger than the cell's"
                + " own; NULL = no gradients, or computed in float32",
            verdict -> verdict.window().map(window -> window.low())),
        of(
            "scale_log2_high",
            FLOAT64,
            "log2",
            "largest loss scale that serves nine in ten trials; NULL = no gradients, or computed in"
                + " float32",
            verdict -> verdict.window().map(window -> window.high())));
  }

  private static Column<StabilityRow> of(
      String what,
      Column.Type type,
      String unit,
      String meaning,
      Function<PrecisionVerdict, Optional<?>> value) {
    return new Column<>(
        "precision_" + what,
        type,
        true,
        unit,
        meaning,
        row -> row.precision().flatMap(value::apply).orElse(null));
  }

  private static Column<StabilityRow> expected(
      String what, String meaning, Function<FormatForecast, OptionalInt> value) {
    return new Column<>(
        "precision_" + what + "_expected",
        INT32,
        true,
        "layer",
        meaning,
        row -> row.format().flatMap(forecast -> boxed(value.apply(forecast))).orElse(null));
  }

  private static Optional<Integer> boxed(OptionalInt layer) {
    return layer.isPresent() ? Optional.of(layer.getAsInt()) : Optional.empty();
  }
}
