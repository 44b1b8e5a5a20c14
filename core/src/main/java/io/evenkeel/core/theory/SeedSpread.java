package io.evenkeel.core.theory;

import io.evenkeel.core.activation.Erf;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;

/**
 * The spread over seeds of one scheme: the law, over random weights, of ln of the factor by which
 * the rms of one row's activations changes from the first hidden layer to a later one. The law is
 * taken as normal.
 *
 * <p>Its mean is half of that of {@link LogLength}, its variance a quarter. For deep networks of
 * independent layers the law is normal by the central limit theorem; where a length moves away from
 * an unstable fixed point it holds while the spread is below about one nat. The std of a layer's
 * activations over units and rows follows the rms of its rows; a batch whose rows differ spreads
 * less.
 *
 * @param mean in nats
 * @param std over seeds, in nats, at least 0
 */
public record SeedSpread(double mean, double std) {
  private static final double INVERSE_SQRT_TWO = 0.7071067811865476;
  private static final Erf ERF = new Erf();

  /**
   * The law at a layer.
   *
   * @param first ln |x|^2 after the first layer
   * @param here ln |x|^2 after this one
   * @param memory d ln |x|^2 here / d ln |x|^2 after the first layer: the part of a deviation there
   *     that is left here
   * @param units of this layer over the first one's
   */
  static SeedSpread of(LogLength first, LogLength here, double memory, double units) {
    double variance = here.variance() + first.variance() - 2 * memory * first.variance();
    return new SeedSpread(
        (here.mean() - first.mean() - StrictMath.log(units)) / 2,
        Math.sqrt(Math.max(0, variance)) / 2);
  }

  /**
   * The share of seeds whose rms changes by more than {@code factor}, up or down.
   *
   * @param factor at least 1
   * @return from 0 to 1; NaN if the law is unknown
   */
  public double shareBeyond(double factor) {
    double limit = StrictMath.log(factor);
    if (std == 0) {
      return Math.abs(mean) > limit ? 1 : 0;
    }
    return upper((limit - mean) / std) + upper((limit + mean) / std);
  }

  /** P(z > x). */
  private static double upper(double x) {
    return (1 + ERF.value(-x * INVERSE_SQRT_TWO)) / 2;
  }

  /**
   * The least depth at which more than {@code share} of the seeds change by more than is allowed;
   * empty if this happens at no layer, or if the law at finite width is not known.
   *
   * @param layers from the first hidden one on
   * @param allowed factor by which the rms may change in a network of so many hidden layers
   */
  public static OptionalInt depthLost(
      List<LayerPrediction> layers, double share, IntToDoubleFunction allowed) {
    for (LayerPrediction layer : layers) {
      int depth = layer.layer() + 1;
      double lost =
          layer.spread().map(s -> s.shareBeyond(allowed.applyAsDouble(depth))).orElse(0.0);
      if (lost > share) {
        return OptionalInt.of(depth);
      }
    }
    return OptionalInt.empty();
  }
}
