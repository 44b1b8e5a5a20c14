package io.evenkeel.analysis;

import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.cells.LayerCurve;
import io.evenkeel.analysis.cells.Sample;
import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.arch.MlpShape;
import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.init.Initializers;
import io.evenkeel.core.theory.LayerPrediction;
import io.evenkeel.core.theory.LogLength;
import io.evenkeel.core.theory.Prediction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One hidden layer of a cell: what its trials measured beside what theory expects.
 *
 * <p>A finite network's log rms is not that of the infinitely wide one: over seeds, ln |x|^2 of a
 * row has the shift and variance of {@link LogLength}. The rows of a batch move together in part
 * only; the part is f, the measured variance over that of a single row, at most 1. Expected is then
 * the mean-field value with f times the shift, and z is the distance of the measured mean from it,
 * in units of sqrt(f variance / n). The gradient's rms is taken to be log-normal over seeds, and
 * the standard errors at the layer and at the last layer are added as if independent: z is at most
 * understated. All this is of first order in depth / width.
 *
 * @param cell what the trials have in common
 * @param layer from 0
 * @param measured over the trials
 * @param lastLog10GradRms the gradient at the last hidden layer, which growth is relative to
 * @param expected empty where mean-field theory does not cover the scheme
 * @param expectedLog10GradGrowth of the gradient's rms against the last hidden layer's
 */
record LayerTheory(
    Cell cell,
    int layer,
    LayerCurve.Layer measured,
    Sample lastLog10GradRms,
    Optional<LayerPrediction> expected,
    Optional<Double> expectedLog10GradGrowth) {
  /** The column {@code bias} of a network without. */
  private static final String NO_BIAS = "none";

  private static final double LN_10 = Math.log(10);

  /** Decades of std from nats of a square. */
  private static final double DECADES = 1 / (2 * LN_10);

  /** Every hidden layer of a cell. */
  static List<LayerTheory> of(LayerCurve curve) {
    Optional<List<LayerPrediction>> expected = prediction(curve.cell()).map(Prediction::layers);
    int depth = curve.layers().size();
    List<LayerTheory> rows = new ArrayList<>();
    for (int layer = 0; layer < depth; layer++) {
      int at = layer;
      rows.add(
          new LayerTheory(
              curve.cell(),
              layer,
              curve.layers().get(layer),
              curve.layers().get(depth - 1).log10GradRms(),
              expected.map(layers -> layers.get(at)),
              expected.map(
                  layers -> layers.get(at).log10GradRms() - layers.get(depth - 1).log10GradRms())));
    }
    return rows;
  }

  private static Optional<Prediction> prediction(Cell cell) {
    try {
      String bias = cell.bias();
      Optional<Initializer> biases =
          bias.equals(NO_BIAS)
              ? Optional.empty()
              : Optional.of(Initializers.CATALOG.create(Spec.parse(bias)));
      int readout = cell.readoutWidth();
      MlpShape shape =
          MlpShape.of(cell.batch(), cell.inputWidth(), cell.width(), cell.depth(), readout);
      return Prediction.of(
          Activations.CATALOG.create(Spec.parse(cell.activation())),
          Initializers.CATALOG.create(Spec.parse(cell.init())),
          biases,
          shape,
          readout > 0);
    } catch (SpecException e) { // names of another version of Evenkeel
      return Optional.empty();
    }
  }

  /** Expected mean over seeds of log10 act_rms, finite width included where its law is known. */
  Optional<Double> expectedLog10ActRms() {
    return expected.map(
        layer ->
            Math.log10(layer.actRms())
                + layer.logLength().map(law -> share(law) * law.shift() * DECADES).orElse(0.0));
  }

  /** Standard deviation over seeds of log10 act_rms of a single row, by theory. */
  Optional<Double> expectedSpread() {
    return expected
        .flatMap(LayerPrediction::logLength)
        .map(law -> Math.sqrt(law.variance()) * DECADES);
  }

  /** f. */
  private double share(LogLength law) {
    Sample sample = measured.log10ActRms();
    double single = law.variance() * DECADES * DECADES;
    boolean known = sample.n() >= 2 && single > 0;
    return known ? Math.min(1, sample.std() * sample.std() / single) : 1;
  }

  /**
   * Standard errors between measured and expected forward; empty where no law of the width is
   * known.
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

  /** Measured decades of the gradient's rms against the last hidden layer's. */
  Optional<Double> log10GradGrowth() {
    boolean known = measured.log10GradRms().n() > 0 && lastLog10GradRms.n() > 0;
    return known
        ? Optional.of(measured.log10GradRms().mean() - lastLog10GradRms.mean())
        : Optional.empty();
  }

  /** Standard errors between measured and expected gradient growth. */
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
