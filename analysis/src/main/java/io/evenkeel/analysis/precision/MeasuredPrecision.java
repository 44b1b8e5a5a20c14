package io.evenkeel.analysis.precision;

import io.evenkeel.analysis.cells.LayerScan;
import io.evenkeel.core.kernel.FloatFormat;
import io.evenkeel.core.stats.Scaled;
import io.evenkeel.core.sweep.GradientStats;
import io.evenkeel.core.sweep.LayerResult;
import io.evenkeel.core.sweep.TrialResult;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;

/** Judges trials that were computed in a narrower format and are at hand, without tables. */
public final class MeasuredPrecision {
  private MeasuredPrecision() {}

  /**
   * The verdict that {@link CellPrecision} gives the same trials when it reads their tables.
   *
   * @param computed trials of one cell in the format, without a loss scale
   * @param float32 the same networks in float32: which loss scales serve is read from their
   *     gradients
   * @param format of the first
   * @throws IllegalArgumentException if none of the first was computed
   */
  public static PrecisionVerdict of(
      List<TrialResult> computed, List<TrialResult> float32, FloatFormat format) {
    List<TrialPrecision> narrow = seen(computed, format);
    if (narrow.isEmpty()) {
      throw new IllegalArgumentException("no trial was computed in " + format.text());
    }
    return PrecisionVerdict.ofComputed(narrow, OptionalInt.of(0), seen(float32, format), 0);
  }

  private static List<TrialPrecision> seen(List<TrialResult> trials, FloatFormat format) {
    return trials.stream()
        .filter(trial -> !trial.layers().isEmpty())
        .map(
            trial -> {
              TrialPrecision seen = new TrialPrecision(List.of(format));
              trial.layers().forEach(layer -> seen.add(magnitudes(layer)));
              return seen;
            })
        .toList();
  }

  private static LayerScan.Magnitudes magnitudes(LayerResult layer) {
    double largest =
        DoubleStream.of(layer.pre().min(), layer.pre().max(), layer.act().min(), layer.act().max())
            .map(Math::abs)
            .reduce(0, Math::max);
    return new LayerScan.Magnitudes(
        layer.layer(),
        largest,
        layer.exponents(),
        layer.gradient().map(GradientStats::exponents),
        layer.gradient().map(GradientStats::max).map(Scaled::log10).orElse(Double.NaN),
        layer
            .narrow()
            .flatMap(
                stats ->
                    stats
                        .twinDistance()
                        .map(far -> new LayerScan.Rounded(far, stats.overflows()))));
  }
}
