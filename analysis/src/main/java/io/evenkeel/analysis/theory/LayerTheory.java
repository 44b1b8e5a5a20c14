package io.evenkeel.analysis.theory;

import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.cells.LayerCurve;
import io.evenkeel.analysis.cells.Sample;
import io.evenkeel.core.theory.LayerPrediction;
import io.evenkeel.core.theory.LogLength;
import io.evenkeel.core.theory.block.FormatForecast;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One hidden layer of a cell, or the stream after one of its residual blocks: the measurements of
 * its trials, and the forecast of theory.
 *
 * <p>A finite network's log rms is not that of the infinitely wide one: over seeds, ln |x|^2 of a
 * row has the shift and variance of {@link LogLength}. The rows of a batch move together only in
 * part: f is the ratio of the measured variance to that of a single row, at most 1. The expected
 * value is then the mean-field value plus f times the shift, and z is the distance of the measured
 * mean from it, in units of sqrt(f variance / n). The gradient's rms is taken to be log-normal over
 * seeds, and the standard errors at the layer and at the last layer are added as if independent: z
 * is at most understated. All this is of first order in depth / width.
 *
 * @param cell what the trials have in common
 * @param layer from 0
 * @param measured over the trials
 * @param lastLog10GradRms the gradient at the last hidden layer, to which growth is relative
 * @param expected empty where mean-field theory does not cover the scheme
 * @param expectedLog10GradGrowth of the gradient's rms against the last hidden layer's
 * @param expectedBranchShare share of a residual block's branch in the squared stream
 * @param expectedTwinDistance 1 - cos to the same network in float32; empty in float32
 * @param reason why theory says nothing, or not all; empty if it says all
 */
record LayerTheory(
    Cell cell,
    int layer,
    LayerCurve.Layer measured,
    Sample lastLog10GradRms,
    Optional<LayerPrediction> expected,
    Optional<Double> expectedLog10GradGrowth,
    Optional<Double> expectedBranchShare,
    Optional<Double> expectedTwinDistance,
    Optional<String> reason) {
  private static final double LN_10 = Math.log(10);

  /** Converts nats of a square to decades of a std. */
  private static final double DECADES = 1 / (2 * LN_10);

  /** The layers at every place of a cell where its signal is followed. */
  static List<LayerTheory> of(LayerCurve curve) {
    CellForecast forecast = CellForecast.of(curve.cell());
    List<LayerPrediction> expected = forecast.stops();
    List<Double> distances =
        FormatTheory.computed(curve.cell()).map(FormatForecast::distances).orElse(List.of());
    int stops = curve.layers().size();
    List<LayerTheory> rows = new ArrayList<>();
    for (int stop = 0; stop < stops; stop++) {
      Optional<LayerPrediction> here =
          stop < expected.size() ? Optional.of(expected.get(stop)) : Optional.empty();
      rows.add(
          new LayerTheory(
              curve.cell(),
              curve.cell().layerOf(stop),
              curve.layers().get(stop),
              curve.layers().get(stops - 1).log10GradRms(),
              here,
              here.map(layer -> layer.log10GradRms() - expected.get(stops - 1).log10GradRms())
                  .filter(Double::isFinite),
              stop < forecast.branchShares().size()
                  ? Optional.of(forecast.branchShares().get(stop)).filter(Double::isFinite)
                  : Optional.empty(),
              curve.cell().layerOf(stop) < distances.size()
                  ? Optional.of(distances.get(curve.cell().layerOf(stop)))
                  : Optional.empty(),
              forecast.reason()));
    }
    return rows;
  }

  /**
   * Expected mean over seeds of log10 act_rms, with the effect of finite width if its law is known.
   */
  Optional<Double> expectedLog10ActRms() {
    return expected
        .filter(layer -> layer.actRms() > 0)
        .map(
            layer ->
                Math.log10(layer.actRms())
                    + layer.logLength().map(law -> share(law) * law.shift() * DECADES).orElse(0.0));
  }

  /** Standard deviation over seeds of log10 act_rms of a single row, according to theory. */
  Optional<Double> expectedSpread() {
    return expected
        .flatMap(LayerPrediction::logLength)
        .map(law -> Math.sqrt(law.variance()) * DECADES);
  }

  /** The ratio f, see the class. */
  private double share(LogLength law) {
    Sample sample = measured.log10ActRms();
    double single = law.variance() * DECADES * DECADES;
    boolean known = sample.n() >= 2 && single > 0;
    return known ? Math.min(1, sample.std() * sample.std() / single) : 1;
  }

  /**
   * Difference between measured and expected log10 act_rms, in standard errors; empty if the law at
   * finite width is not known.
   */
  Optional<Double> actRmsZ() {
    Sample sample = measured.log10ActRms();
    Optional<LogLength> law = expected.flatMap(LayerPrediction::logLength);
    if (law.isEmpty() || sample.n() < 2) {
      return Optional.empty();
    }
    double error = Math.sqrt(share(law.get()) * law.get().variance() / sample.n()) * DECADES;
    return finite((sample.mean() - expectedLog10ActRms().orElseThrow()) / error);
  }

  /** Measured decades of the gradient's rms relative to the last hidden layer's. */
  Optional<Double> log10GradGrowth() {
    boolean known = measured.log10GradRms().n() > 0 && lastLog10GradRms.n() > 0;
    return known
        ? Optional.of(measured.log10GradRms().mean() - lastLog10GradRms.mean())
        : Optional.empty();
  }

  /** Difference between measured and expected growth of the gradient, in standard errors. */
  Optional<Double> gradGrowthZ() {
    Sample here = measured.log10GradRms();
    if (expectedLog10GradGrowth.isEmpty() || here.n() < 2 || lastLog10GradRms.n() < 2) {
      return Optional.empty();
    }
    double variance = here.std() * here.std();
    double lastVariance = lastLog10GradRms.std() * lastLog10GradRms.std();
    double logNormal = LN_10 * Math.max(0, variance - lastVariance);
    double error = Math.sqrt(variance / here.n() + lastVariance / lastLog10GradRms.n());
    return finite(
        (log10GradGrowth().orElseThrow() - expectedLog10GradGrowth.get() + logNormal) / error);
  }

  private static Optional<Double> finite(double z) {
    return Double.isFinite(z) ? Optional.of(z) : Optional.empty();
  }
}
