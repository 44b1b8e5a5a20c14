package io.evenkeel.analysis.report;

import io.evenkeel.analysis.precision.PrecisionVerdict;
import io.evenkeel.analysis.stability.CellTexts;
import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.core.precision.LossScaleWindow;
import io.evenkeel.core.theory.block.FormatForecast;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * The ranking's columns for the formats in which networks were computed, with theory beside each.
 */
final class FormatColumns {
  private FormatColumns() {}

  /** The columns; none if all cells were computed in float32. */
  static List<PageColumn> of(List<StabilityRow> rows) {
    if (rows.stream().noneMatch(row -> row.precision().isPresent())) {
      return List.of();
    }
    return List.of(
        new PageColumn(
            "in format",
            "in format",
            "what the cell's precision makes of it: safe, a window of loss scales, overflow or"
                + " noise",
            false,
            row -> row.precisionVerdict().orElse(CellTexts.NOTHING),
            row -> Optional.empty(),
            row -> row.precisionVerdict(),
            row -> Optional.empty()),
        beside(
            "overflow",
            "trials with a value beyond the format's largest @median of the first layers / the"
                + " first such layer by theory",
            verdict ->
                PrecisionVerdict.share(
                    verdict.overflows(), verdict.trials(), verdict.overflowLayer()),
            PrecisionVerdict::overflowLayer,
            FormatForecast::overflowLayer),
        beside(
            "noise",
            "trials with a layer farther than 0.1 (1 - cos) from the same network in float32"
                + " @median of the first such layers / the first such layer by theory",
            verdict ->
                PrecisionVerdict.share(verdict.lost(), verdict.trials(), verdict.lostLayer()),
            PrecisionVerdict::lostLayer,
            FormatForecast::noiseLayer),
        PageColumn.numbers(
            "log2 scales",
            "binary logarithms of the loss scales that serve nine in ten trials",
            row -> row.precision().map(PrecisionVerdict::scalesText).orElse(CellTexts.NOTHING),
            row -> row.precision().flatMap(PrecisionVerdict::window).map(LossScaleWindow::high)));
  }

  /**
   * A column with what was measured, a slash, and what theory expects; it is sorted by the measured
   * layer.
   */
  private static PageColumn beside(
      String label,
      String meaning,
      Function<PrecisionVerdict, String> measured,
      Function<PrecisionVerdict, OptionalInt> layer,
      Function<FormatForecast, OptionalInt> expected) {
    return PageColumn.numbers(
        label,
        meaning,
        row ->
            row.precision()
                .map(verdict -> measured.apply(verdict) + " / " + theory(row, expected))
                .orElse(CellTexts.NOTHING),
        row ->
            row.precision()
                .map(layer)
                .flatMap(
                    first ->
                        first.isPresent()
                            ? Optional.of((double) first.getAsInt())
                            : Optional.empty()));
  }

  private static String theory(StabilityRow row, Function<FormatForecast, OptionalInt> expected) {
    return row.format()
        .filter(forecast -> forecast.reason().isEmpty())
        .map(expected)
        .map(layer -> layer.isPresent() ? "@" + layer.getAsInt() : "none")
        .orElse("?");
  }
}
