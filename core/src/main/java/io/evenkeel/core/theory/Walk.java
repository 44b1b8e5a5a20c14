package io.evenkeel.core.theory;

import io.evenkeel.core.arch.MlpShape;
import io.evenkeel.core.data.InputMoments;
import io.evenkeel.core.init.Biases;
import io.evenkeel.core.init.Initializer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One forward and one backward pass through the layers of a network in mean-field theory. */
final class Walk {
  /**
   * Correlations at shorter and longer lengths use the limits, because the correlation map does not
   * depend on the length there.
   */
  private static final double SHORTEST = 1e-290;

  private static final double LONGEST = 1e300;

  private static final MathContext SHARED_DIGITS = new MathContext(14);

  private final Kernel[] kernels;
  private final Initializer init;
  private final Optional<Initializer> bias;
  private final MlpShape shape;
  private final InputMoments input;
  private final double[] lengths;
  private final double[] preCosines;
  private final double[] actCosines;
  private final List<LogLength> logLengths = new ArrayList<>();
  private final List<SeedSpread> spreads = new ArrayList<>();

  Walk(
      Kernel[] kernels,
      Initializer init,
      Optional<Initializer> bias,
      MlpShape shape,
      InputMoments input) {
    this.kernels = kernels;
    this.input = input;
    this.init = init;
    this.bias = bias;
    this.shape = shape;
    this.lengths = new double[kernels.length];
    this.preCosines = new double[kernels.length];
    this.actCosines = new double[kernels.length];
  }

  Prediction prediction() {
    forward();
    LayerPrediction[] layers = new LayerPrediction[kernels.length];
    double log = 0;
    for (int layer = kernels.length - 1; layer >= 0; layer--) {
      double slope = StrictMath.log10(kernels[layer].slopeSquare(lengths[layer])) / 2;
      layers[layer] = layer(layer, log, log + slope);
      double weights = shape.fanOut(layer) * variance(layer);
      log += slope + StrictMath.log10(weights) / 2;
    }
    return new Prediction(List.of(layers), log);
  }

  private LayerPrediction layer(int layer, double log10Grad, double log10PreGrad) {
    Kernel kernel = kernels[layer];
    double q = lengths[layer];
    return new LayerPrediction(
        layer,
        Math.sqrt(q),
        kernel.mean(q),
        Math.sqrt(kernel.variance(q)),
        Math.sqrt(kernel.square(q)),
        preCosines[layer],
        actCosines[layer],
        log10Grad,
        log10PreGrad,
        Optional.of(logLengths.get(layer)),
        Optional.of(spreads.get(layer)));
  }

  private void forward() {
    double square = input.square();
    double cosine = input.cosine();
    LogLength logLength = LogLength.START;
    double memory = 1;
    double kurtosis = input.kurtosis();
    for (int layer = 0; layer < kernels.length; layer++) {
      LengthMap map =
          new LengthMap(
              kernels[layer],
              shared(shape.fanIn(layer) * variance(layer)),
              shared(biasVariance(layer)));
      double q = map.sigmaW2() * square + map.sigmaB2();
      lengths[layer] = q;
      preCosines[layer] = cosine + (1 - cosine) * (map.sigmaB2() / q);
      cosine = cosine(kernels[layer], q, preCosines[layer]);
      actCosines[layer] = cosine;
      WeightNoise noise = WeightNoise.of(init, shape.fanOut(layer), shape.fanIn(layer));
      logLength = logLength.after(map, q, noise, kurtosis);
      logLengths.add(logLength);
      memory *= layer == 0 ? 1 : LogLength.sensitivity(map, q);
      double units = (double) shape.fanOut(layer) / shape.fanOut(0);
      spreads.add(SeedSpread.of(logLengths.get(0), logLength, memory, units));
      kurtosis = kernels[layer].kurtosis(q);
      square = kernels[layer].square(q);
    }
  }

  /**
   * The variance without its last bits, which depend on the widths and on the spelling of a scheme.
   * So networks that are equal in theory pass the same lengths, which are computed once.
   */
  private static double shared(double variance) {
    boolean normal = variance > Double.MIN_NORMAL && variance < Double.POSITIVE_INFINITY;
    return normal ? new BigDecimal(variance).round(SHARED_DIGITS).doubleValue() : variance;
  }

  private static double cosine(Kernel kernel, double q, double c) {
    if (!(q > 0 && c <= 1)) {
      return Double.NaN;
    }
    double length = Math.max(SHORTEST, Math.min(LONGEST, q));
    double cosine = kernel.product(length, length, c) / kernel.square(length);
    return Math.max(-1, Math.min(1, cosine));
  }

  private double variance(int layer) {
    return init.variance(shape.fanOut(layer), shape.fanIn(layer));
  }

  private double biasVariance(int layer) {
    return bias.map(scheme -> Biases.variance(scheme, shape.fanOut(layer), shape.fanIn(layer)))
        .orElse(0.0);
  }
}
