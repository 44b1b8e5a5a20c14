package io.evenkeel.core.theory;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.init.Gain;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Optional;

/**
 * The effect of {@code gain=auto} on a deep network, for an activation that is not in PyTorch's
 * table.
 *
 * <p>The gain 1 / sqrt(E[phi(z)^2]) makes q = 1 a fixed point of the length map without bias. Next
 * to it a deviation of the length changes by Q'(1) = gain^2 d E[phi^2] / dq per layer, and the mean
 * square of the gradient by chi_1 = gain^2 E[phi'(z)^2].
 *
 * @param gain the gain
 * @param lengthSlope Q'(1), dimensionless
 * @param chi1 chi_1 at q = 1, dimensionless
 */
public record GainCheck(double gain, double lengthSlope, double chi1) {
  /** A smaller change of the std per layer gets no warning: 1.6-fold in 100 layers. */
  private static final double SLOW = 0.005;

  private static final MathContext DIGITS = new MathContext(5);

  /**
   * The check of {@link Gain#auto}.
   *
   * @throws SpecException if the activation has no such gain
   */
  public static GainCheck of(Activation activation) {
    double gain = Gain.auto(activation);
    LengthMap map = LengthMap.of(activation, gain * gain, 0);
    return new GainCheck(gain, map.slope(1), map.chi1(1));
  }

  /** Whether lengths near the fixed point stay there. */
  public boolean lengthHolds() {
    return lengthSlope < 1 || DepthScale.isOne(lengthSlope);
  }

  /**
   * The factor per layer by which the std of the gradient changes, going back, at the fixed point.
   */
  public double gradientFactor() {
    return Math.sqrt(chi1);
  }

  /**
   * One line that says whether {@code auto} fails to keep the size of signal or gradient; empty for
   * an activation in PyTorch's table, and if both keep their size.
   *
   * @param activation as a user writes it
   */
  public static Optional<String> warning(Activation activation) {
    if (Gain.isListed(activation)) {
      return Optional.empty();
    }
    GainCheck check = of(activation);
    boolean gradientHolds = Math.abs(check.gradientFactor() - 1) <= SLOW;
    if (check.lengthHolds() && gradientHolds) {
      return Optional.empty();
    }
    String name = activation.spec().name();
    String length =
        check.lengthHolds()
            ? "the signal settles"
            : "the signal's mean square leaves its unstable fixed point by a factor of %s a layer"
                .formatted(short5(check.lengthSlope));
    return Optional.of(
        String.format(
            Locale.ROOT,
            "gain=auto of %s is %s = 1/sqrt(E[phi(z)^2]), not from PyTorch's table: %s, gradients"
                + " change by %s a layer; see 'evenkeel gain %s'",
            name,
            short5(check.gain),
            length,
            short5(check.gradientFactor()),
            name));
  }

  private static String short5(double x) {
    return BigDecimal.valueOf(x).round(DIGITS).toPlainString();
  }
}
