package io.evenkeel.core.theory;

import io.evenkeel.core.Numbers;
import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.init.Initializer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The gain that {@code gain=critical} stands for: sigma_w at which signal and gradient both keep
 * their size in a wide network, for an activation and the variance of the biases.
 *
 * <p>It is the weight scale of a {@link CriticalPoint}, chi_1 = 1 at a fixed point of the length
 * map, that is not unstable and that the lengths of a network with input of mean square 1 approach
 * over {@value #LAYERS} layers. Signal and gradient then change more slowly than exponentially. If
 * there are several such points, the one whose length is nearest to 1 is taken. A gain equals
 * sigma_w for square layers (Xavier, orthogonal) and for Kaiming with fan_in.
 */
public final class CriticalGain {
  private static final String GAIN = "gain";
  private static final int LAYERS = 300;
  private static final int PER_DECADE = 4;

  /** The number of digits of a gain, which becomes a part of names of trials. */
  private static final MathContext DIGITS = new MathContext(9);

  private CriticalGain() {}

  /**
   * The critical point that a network approaches and stays at; empty if there is none.
   *
   * @param sigmaB2 variance of the biases
   * @throws SpecException if the variance is negative, infinite or NaN
   */
  public static Optional<CriticalPoint> find(Activation activation, double sigmaB2) {
    return CriticalPoint.of(activation, sigmaB2).stream()
        .filter(point -> holds(activation, point))
        .min(Comparator.comparingDouble(point -> distance(point.fixedPoint())));
  }

  /** The distance of a length from 1, in nats. */
  private static double distance(FixedPoint point) {
    boolean all = point.stability() == Stability.NEUTRAL;
    return all ? 0 : Math.abs(StrictMath.log(Math.max(point.q(), Double.MIN_NORMAL)));
  }

  private static boolean holds(Activation activation, CriticalPoint point) {
    FixedPoint fixed = point.fixedPoint();
    if (fixed.stability() == Stability.UNSTABLE || fixed.stability() == Stability.NEUTRAL) {
      return fixed.stability() == Stability.NEUTRAL;
    }
    LengthMap map =
        new LengthMap(RememberedKernel.of(activation), point.sigmaW2(), point.sigmaB2());
    double first = map.sigmaW2() + map.sigmaB2();
    double q = first;
    for (int layer = 1; layer < LAYERS; layer++) {
      q = map.next(q);
    }
    return Math.abs(StrictMath.log(q) - StrictMath.log(fixed.q()))
            <= Math.abs(StrictMath.log(first) - StrictMath.log(fixed.q()))
        && q <= Math.max(first, fixed.q());
  }

  /**
   * A critical point at which networks stay, with the least bias that a search finds: first where
   * the length map has slope 1 too, below which lengths move away, then bias variances from 0.001
   * to 10. Empty if there is none.
   */
  public static Optional<CriticalPoint> withBias(Activation activation) {
    List<Double> variances = new ArrayList<>(doublyCritical(activation));
    for (int i = -3 * PER_DECADE; i <= PER_DECADE; i++) {
      variances.add(StrictMath.pow(10, (double) i / PER_DECADE));
    }
    for (double variance : variances) {
      double rounded = rounded(variance, new MathContext(6));
      Optional<CriticalPoint> point = find(activation, rounded);
      if (point.isPresent()) {
        return point;
      }
    }
    return Optional.empty();
  }

  /**
   * The bias variances, ascending, at which Q' = chi_1 = 1 at one fixed point q: d E[phi^2] / dq =
   * E[phi'^2], and sigma_b^2 = q - E[phi^2] / E[phi'^2].
   */
  private static List<Double> doublyCritical(Activation activation) {
    Kernel kernel = RememberedKernel.of(activation);
    List<Double> variances = new ArrayList<>();
    double known = 0;
    for (int i = -2 * PER_DECADE; i <= 3 * PER_DECADE; i++) {
      double exponent = (double) i / PER_DECADE;
      double here = surplus(kernel, exponent);
      if (known * here < 0) {
        double root = Roots.zero(x -> surplus(kernel, x), exponent - 1.0 / PER_DECADE, exponent);
        double q = StrictMath.pow(10, root);
        double variance = q - kernel.square(q) / kernel.slopeSquare(q);
        if (variance > 0) {
          variances.add(variance);
        }
      }
      known = Math.abs(here) > 1e-9 ? here : 0;
    }
    variances.sort(Comparator.naturalOrder());
    return variances;
  }

  private static double surplus(Kernel kernel, double exponent) {
    double q = StrictMath.pow(10, exponent);
    return kernel.squareSlope(q) / kernel.slopeSquare(q) - 1;
  }

  /**
   * The gain, to nine digits.
   *
   * @param sigmaB2 variance of the biases
   * @throws SpecException saying why there is none, and what bias would do
   */
  public static double of(Activation activation, double sigmaB2) {
    CriticalPoint point = find(activation, sigmaB2).orElseThrow(() -> none(activation, sigmaB2));
    return gain(point);
  }

  /** sigma_w of a point, to nine digits. */
  public static double gain(CriticalPoint point) {
    return rounded(Math.sqrt(point.sigmaW2()), DIGITS);
  }

  private static SpecException none(Activation activation, double sigmaB2) {
    String name = Activations.CATALOG.text(activation.spec());
    String found =
        CriticalPoint.of(activation, sigmaB2).isEmpty()
            ? "chi_1 is 1 at no fixed point"
            : "where chi_1 is 1, the signal does not stay";
    String remedy =
        withBias(activation)
            .map(
                point ->
                    "; bias=normal(std=%s) has one, %s"
                        .formatted(
                            Numbers.text(rounded(Math.sqrt(point.sigmaB2()), new MathContext(6))),
                            Numbers.text(gain(point))))
            .orElse("; no bias variance up to 10 has one");
    return new SpecException(
        "no gain of %s with bias variance %s is critical and holds: %s%s"
            .formatted(name, Numbers.text(rounded(sigmaB2, new MathContext(9))), found, remedy));
  }

  /**
   * Replaces {@code gain=critical} by the number.
   *
   * @param complete as {@link io.evenkeel.core.Catalog#complete} gives it
   * @param activation what follows the layer
   * @param bias scheme of the biases; empty for none
   * @return {@code complete} itself if nothing in it is {@code critical}
   * @throws SpecException as {@link #of}; or if biases have a mean other than 0 or a variance that
   *     depends on the width
   */
  public static Spec resolve(Spec complete, Activation activation, Optional<Initializer> bias) {
    return isAsked(complete)
        ? complete.with(GAIN, of(activation, bias.map(CriticalGain::variance).orElse(0.0)))
        : complete;
  }

  /** Whether an initialiser's gain is {@code critical}. */
  public static boolean isAsked(Spec init) {
    return Spec.CRITICAL.equals(init.arguments().get(GAIN));
  }

  private static double variance(Initializer bias) {
    double variance = bias.variance(1, 1);
    boolean fixed = variance == bias.variance(1000, 1) && variance == bias.variance(1000, 1000);
    if (!fixed || bias.mean(1, 1) != 0) {
      throw new SpecException(
          "gain=critical needs biases of mean 0 and of one variance at every width, got %s"
              .formatted(bias.spec().text()));
    }
    return variance;
  }

  private static double rounded(double x, MathContext digits) {
    return new BigDecimal(x).round(digits).doubleValue();
  }
}
