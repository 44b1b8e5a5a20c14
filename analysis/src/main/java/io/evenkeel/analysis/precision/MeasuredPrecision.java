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

/** Judges trials that were computed in a narrower format, from their results in memory. */
public final class MeasuredPrecision {
  private MeasuredPrecision() {}

  /**
   * The verdict on trials; it is the one that {@link CellPrecision} gives when it reads the same
   * trials from tables.
   *
   * @param computed trials of one cell in the format, without a loss scale
   * @param float32 the same networks in float32; the loss scales that suit them are computed from
   *     their gradients
   * @param format the format of {@code computed}
   * @throws IllegalArgumentException if no trial of {@code computed} has results
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
