package io.evenkeel.analysis.precision;

import io.evenkeel.core.precision.LossScaleWindow;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * What a format makes of a cell's networks: of nine in ten of those that were drawn.
 *
 * @param trials how many there are
 * @param overflows how many have a value beyond the format's largest
 * @param overflowLayer median of the first layers that have one; empty if none does
 * @param lost how many have a layer of which half of the values become zero
 * @param lostLayer median of the first such layers; empty if there is none
 * @param backward how many have finite gradients other than zero
 * @param window loss scales that serve nine in ten of these; empty without gradients
 */
public record PrecisionVerdict(
    int trials,
    int overflows,
    OptionalInt overflowLayer,
    int lost,
    OptionalInt lostLayer,
    int backward,
    Optional<LossScaleWindow> window) {
  /** More than this share of the networks must not be harmed. */
  private static final double SPARED = 0.1;

  /**
   * Judges one format.
   *
   * @param trials of one cell, at least one
   * @param format place of the format among those that the trials were seen for
   */
  static PrecisionVerdict of(List<TrialPrecision> trials, int format) {
    List<TrialPrecision.InFormat> seen = trials.stream().map(trial -> trial.in(format)).toList();
    int[] overflows = layers(seen, TrialPrecision.InFormat::overflow);
    int[] lost = layers(seen, TrialPrecision.InFormat::lost);
    List<LossScaleWindow> windows = seen.stream().flatMap(t -> t.window().stream()).toList();
    return new PrecisionVerdict(
        trials.size(),
        overflows.length,
        median(overflows),
        lost.length,
        median(lost),
        windows.size(),
        windows.isEmpty() ? Optional.empty() : Optional.of(serving(windows)));
  }

  private static int[] layers(
      List<TrialPrecision.InFormat> trials, Function<TrialPrecision.InFormat, OptionalInt> layer) {
    return trials.stream().map(layer).flatMapToInt(OptionalInt::stream).sorted().toArray();
  }

  private static OptionalInt median(int[] sorted) {
    return sorted.length == 0 ? OptionalInt.empty() : OptionalInt.of(sorted[sorted.length / 2]);
  }

  /** The scales that are neither too small nor too large for nine in ten of the networks. */
  private static LossScaleWindow serving(List<LossScaleWindow> windows) {
    double[] lows = windows.stream().mapToDouble(LossScaleWindow::low).sorted().toArray();
    double[] highs = windows.stream().mapToDouble(LossScaleWindow::high).sorted().toArray();
    int spared = (int) (SPARED * windows.size());
    return new LossScaleWindow(lows[lows.length - 1 - spared], highs[spared]);
  }

  private boolean harms(int count) {
    return count > SPARED * trials;
  }

  /** The smallest power of two among the scales; larger than {@link #highest} if there is none. */
  private static int lowest(LossScaleWindow window) {
    return (int) Math.ceil(window.low());
  }

  private static int highest(LossScaleWindow window) {
    return (int) Math.floor(window.high());
  }

  /**
   * {@code overflows @layer}; {@code noise @layer}, from which half of the values are zero; {@code
   * safe}, as it is or with no gradients to hold; {@code scale 2^a..2^b}; {@code no scale}.
   */
  public String text() {
    if (harms(overflows)) {
      return "overflows @" + overflowLayer.orElseThrow();
    }
    if (harms(lost)) {
      return "noise @" + lostLayer.orElseThrow();
    }
    return window.map(PrecisionVerdict::scales).orElse("safe");
  }

  private static String scales(LossScaleWindow window) {
    if (window.low() <= 0 && window.high() >= 0) {
      return "safe";
    }
    return lowest(window) > highest(window)
        ? "no scale"
        : String.format(Locale.ROOT, "scale 2^%d..2^%d", lowest(window), highest(window));
  }

  /** The scales in figures, {@code low..high} as binary logarithms; {@code -} without gradients. */
  public String scalesText() {
    return window.map(w -> String.format(Locale.ROOT, "%.1f..%.1f", w.low(), w.high())).orElse("-");
  }

  /** {@code 9 of 10 @31}; {@code -} if there is none. */
  static String share(int count, int trials, OptionalInt layer) {
    return count == 0
        ? "-"
        : String.format(Locale.ROOT, "%d of %d @%d", count, trials, layer.orElseThrow());
  }
}
