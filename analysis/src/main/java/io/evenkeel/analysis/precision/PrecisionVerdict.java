package io.evenkeel.analysis.precision;

import io.evenkeel.analysis.cells.CellSummary;
import io.evenkeel.core.precision.LossScaleWindow;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * The verdict on a cell's networks in a format: what happens in nine of ten of the networks that
 * were drawn.
 *
 * @param trials how many there are
 * @param overflows how many have a value beyond the format's largest
 * @param overflowLayer median of the first layers that have one; empty if none does
 * @param lost how many have a layer in which half of the values become zero
 * @param lostLayer median of the first such layers; empty if there is none
 * @param backward how many have finite gradients other than zero
 * @param window loss scales that serve nine in ten of these; empty without gradients. It begins at
 *     infinity if a larger scale than {@code scale} is needed and it is not known how large
 * @param scale binary logarithm of the loss scale that the networks have, 0 = none; empty if it was
 *     found for each network
 * @param served whether the loss scale of the networks suits nine in ten of them
 */
public record PrecisionVerdict(
    int trials,
    int overflows,
    OptionalInt overflowLayer,
    int lost,
    OptionalInt lostLayer,
    int backward,
    Optional<LossScaleWindow> window,
    OptionalInt scale,
    boolean served) {
  /** A format is safe if more than this share of the networks is not harmed. */
  private static final double SPARED = 0.1;

  private static final OptionalInt UNSCALED = OptionalInt.of(0);

  /**
   * Judges one format.
   *
   * @param trials of one cell, at least one
   * @param format index of the format among those for which the trials were examined
   */
  public static PrecisionVerdict of(List<TrialPrecision> trials, int format) {
    List<TrialPrecision.InFormat> seen = trials.stream().map(trial -> trial.in(format)).toList();
    return of(seen, UNSCALED, seen.stream().flatMap(t -> t.window().stream()).toList());
  }

  /**
   * Judges networks that were computed in a format.
   *
   * @param trials of one cell, at least one, examined for that format alone
   * @param scale binary logarithm of their loss scale; empty if it was found for each
   * @param float32 the same networks in float32, if they were computed, too; their gradients say
   *     which scales suit them
   * @param format index of the format among those for which {@code float32} was examined
   */
  static PrecisionVerdict ofComputed(
      List<TrialPrecision> trials, OptionalInt scale, List<TrialPrecision> float32, int format) {
    List<TrialPrecision.InFormat> seen = trials.stream().map(trial -> trial.in(0)).toList();
    List<LossScaleWindow> windows =
        float32.isEmpty()
            ? trials.stream().flatMap(trial -> beside(trial, scale).stream()).toList()
            : float32.stream().flatMap(trial -> trial.in(format).window().stream()).toList();
    return of(seen, scale, windows);
  }

  private static Optional<LossScaleWindow> beside(TrialPrecision trial, OptionalInt scale) {
    return trial.in(0).windowBeside(scale.orElse(trial.lossScale().orElse(0)));
  }

  private static PrecisionVerdict of(
      List<TrialPrecision.InFormat> seen, OptionalInt scale, List<LossScaleWindow> windows) {
    int[] overflows = layers(seen, TrialPrecision.InFormat::overflow);
    int[] lost = layers(seen, TrialPrecision.InFormat::lost);
    return new PrecisionVerdict(
        seen.size(),
        overflows.length,
        median(overflows),
        lost.length,
        median(lost),
        windows.size(),
        windows.isEmpty() ? Optional.empty() : Optional.of(serving(windows)),
        scale,
        served(windows, scale));
  }

  /**
   * Whether the scale suits nine in ten of the networks; if a scale was found for each, whether one
   * could be found.
   */
  private static boolean served(List<LossScaleWindow> windows, OptionalInt scale) {
    if (windows.isEmpty()) {
      return true;
    }
    if (scale.isPresent()) {
      LossScaleWindow all = serving(windows);
      return all.low() <= scale.getAsInt() && all.high() >= scale.getAsInt();
    }
    long open = windows.stream().filter(window -> lowest(window) <= highest(window)).count();
    return windows.size() - open <= SPARED * windows.size();
  }

  /**
   * The verdict on a cell's networks in float32: {@code overflows @layer} if more than one in ten
   * overflows, else {@code safe}.
   */
  public static String ofFloat32(CellSummary cell) {
    return cell.nonFiniteLayers()
        .filter(layers -> cell.forward().nonFinite() > SPARED * cell.computed())
        .map(layers -> "overflows @" + layers.typical())
        .orElse("safe");
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

  /**
   * The exponent of the smallest power of two among the scales; larger than {@link #highest} if
   * there is none.
   */
  private static int lowest(LossScaleWindow window) {
    return (int) Math.ceil(window.low());
  }

  private static int highest(LossScaleWindow window) {
    return (int) Math.floor(window.high());
  }

  /**
   * The verdict in words: {@code overflows @layer}; {@code noise @layer}, the layer from which on
   * half of the values are zero; {@code safe}, if the loss scale of the networks suits them or
   * there are no gradients; {@code scale 2^a..2^b}; {@code scale > 2^a}; {@code no scale}. A scale
   * that was found for each network is the largest without overflows; if too many values become
   * zero with it, there is no scale.
   */
  public String text() {
    if (harms(overflows)) {
      return "overflows @" + overflowLayer.orElseThrow();
    }
    if (harms(lost)) {
      return "noise @" + lostLayer.orElseThrow();
    }
    return window.map(this::scales).orElse("safe");
  }

  private String scales(LossScaleWindow window) {
    if (served) {
      return "safe";
    }
    if (scale.isEmpty()) {
      return "no scale";
    }
    if (window.low() == Double.POSITIVE_INFINITY && window.high() > scale.getAsInt()) {
      return "scale > 2^" + scale.getAsInt();
    }
    return lowest(window) > highest(window)
        ? "no scale"
        : String.format(Locale.ROOT, "scale 2^%d..2^%d", lowest(window), highest(window));
  }

  /**
   * The scales in figures: {@code low..high} as binary logarithms, or {@code -} without gradients.
   */
  public String scalesText() {
    return window.map(w -> String.format(Locale.ROOT, "%.1f..%.1f", w.low(), w.high())).orElse("-");
  }

  /** {@code 9 of 10 @31}; {@code -} if there is none. */
  public static String share(int count, int trials, OptionalInt layer) {
    return count == 0
        ? "-"
        : String.format(Locale.ROOT, "%d of %d @%d", count, trials, layer.orElseThrow());
  }
}
