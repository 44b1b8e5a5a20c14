package io.evenkeel.core.theory;

import io.evenkeel.core.activation.Activation;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The limit of a very deep, very wide network: its fixed point, and the depth scales over which it
 * is approached.
 *
 * <p>A depth scale is xi = -1 / ln |slope| layers: a distance from the fixed point changes by a
 * factor e in xi layers. It is Infinity at slope 1 (within the tolerance of {@link DepthScale}), 0
 * at slope 0, and negative where the distance grows, over |xi| layers. S. S. Schoenholz, J. Gilmer,
 * S. Ganguli, J. Sohl-Dickstein, ICLR 2017, eq. 7, 9 and 17.
 *
 * @param lengths the length map
 * @param fixedPoints every fixed point of it, ascending by length
 * @param length q*, pre-activation variance reached from the input; Infinity if it grows without
 *     bound, NaN if it never settles
 * @param lengthSlope Q'(q*)
 * @param chi1 chi_1 at q*
 * @param correlation c*, the stable fixed point of the correlation map at q*; empty if every
 *     correlation is fixed, or if there is none because q* is not finite or all outputs are 0
 * @param correlationSlope C'(c*); NaN without q*
 * @param phase the side of the edge of chaos
 */
public record MeanField(
    LengthMap lengths,
    List<FixedPoint> fixedPoints,
    double length,
    double lengthSlope,
    double chi1,
    OptionalDouble correlation,
    double correlationSlope,
    Phase phase) {
  /** Copies the list. */
  public MeanField {
    fixedPoints = List.copyOf(fixedPoints);
  }

  /**
   * The network of {@code activation} with weight variance sigma_w^2 / fan_in and bias variance
   * sigma_b^2, reached from input of variance 1.
   *
   * @throws io.evenkeel.core.SpecException if a variance is negative, infinite or NaN
   */
  public static MeanField of(Activation activation, double sigmaW2, double sigmaB2) {
    return of(activation, sigmaW2, sigmaB2, 1);
  }

  /**
   * The network that is reached from input of mean square {@code inputSquare}, finite and above 0.
   *
   * @throws io.evenkeel.core.SpecException if a variance is negative, infinite or NaN
   */
  public static MeanField of(
      Activation activation, double sigmaW2, double sigmaB2, double inputSquare) {
    LengthMap lengths = LengthMap.of(activation, sigmaW2, sigmaB2);
    double length = lengths.limit(sigmaW2 * inputSquare + sigmaB2);
    double chi1 = lengths.chi1(length);
    if (!Double.isFinite(length)) {
      return new MeanField(
          lengths,
          lengths.fixedPoints(),
          length,
          lengths.slope(length),
          chi1,
          OptionalDouble.empty(),
          Double.NaN,
          Phase.UNBOUNDED);
    }
    CorrelationMap correlations = new CorrelationMap(lengths, length);
    OptionalDouble correlation = correlations.fixedPoint();
    return new MeanField(
        lengths,
        lengths.fixedPoints(),
        length,
        lengths.slope(length),
        chi1,
        correlation,
        correlations.slopeAt(correlation),
        phase(chi1, correlation, !lengths.kernel().continuous()));
  }

  /**
   * The phase. If c* is below 1, inputs move apart. If c* is 1, chi_1 is the slope there, and says
   * how fast they approach each other.
   */
  private static Phase phase(double chi1, OptionalDouble correlation, boolean jumps) {
    boolean apart = jumps && correlation.isPresent() && correlation.getAsDouble() < 1;
    if (apart) {
      return Phase.CHAOTIC;
    }
    if (DepthScale.isOne(chi1)) {
      return Phase.CRITICAL;
    }
    return chi1 < 1 ? Phase.ORDERED : Phase.CHAOTIC;
  }

  /**
   * C'(1) at q*: the factor per layer on the squared distance of two almost equal inputs, relative
   * to their squared lengths. It is chi_1 at a q* above 0; Infinity if a jump of phi matters; NaN
   * without q*, or if all outputs are 0.
   */
  public double separation() {
    return Double.isFinite(length)
        ? new CorrelationMap(lengths, length).separation(correlation)
        : Double.NaN;
  }

  /** Whether similar inputs move apart at a jump of the activation. */
  public boolean jumps() {
    return Double.isInfinite(separation());
  }

  /** xi_q, in layers: how fast the length approaches q*. */
  public double lengthScale() {
    return DepthScale.of(lengthSlope);
  }

  /** xi_c, in layers: how fast the correlation of two inputs approaches c*. */
  public double correlationScale() {
    return DepthScale.of(correlationSlope);
  }

  /**
   * xi_grad, in layers: how fast the mean square of the gradient falls going back; negative if it
   * grows.
   */
  public double gradientScale() {
    return DepthScale.of(chi1);
  }

  /**
   * The factor by which the rms of the gradient grows over {@code layers} layers at the fixed
   * point, going back: chi_1^(layers / 2).
   */
  public double gradientGrowth(int layers) {
    return StrictMath.pow(chi1, layers / 2.0);
  }
}
