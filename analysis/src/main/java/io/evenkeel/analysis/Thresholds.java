package io.evenkeel.analysis;

import io.evenkeel.core.Numbers;
import io.evenkeel.core.SpecException;

/**
 * Where the verdicts {@link Verdict} part: the one place that says so.
 *
 * <p>Over L hidden layers the std of a signal may change, either way, by at most
 *
 * <pre>decadesAllowed(L) = decades + powerLaw * log10(L)</pre>
 *
 * <p>powers of ten, which is {@code decadesAllowed(L) / (L - 1)} for each step from layer to layer.
 * Why these defaults:
 *
 * <ul>
 *   <li>{@code decades} = 1. Schoenholz, Gilmer, Ganguli and Sohl-Dickstein, "Deep Information
 *       Propagation" (ICLR 2017), find networks trainable up to about six of their depth scales;
 *       six e-foldings of a squared gradient are 1.3 decades of its std.
 *   <li>{@code powerLaw} = 1/2. Tanh at its critical point obeys {@code q' = E tanh^2 = q - 2 q^2 +
 *       O(q^3)}, so {@code q = 1 / (2 l)}: the std falls as {@code l^(-1/2)}, and the gradient's,
 *       with {@code chi = 1 - 2 q = 1 - 1 / l}, alike. This is the slow drift of a critical
 *       network, not the exponential loss that a wrong scale brings.
 *   <li>The drift that finite width adds stays inside: for relu with {@code kaiming_normal} the
 *       median of log10 std moves by about {@code -0.54 L / width} (Hanin and Nica, "Products of
 *       many large random matrices and gradients in deep neural networks", 2018: the logarithm of
 *       the squared norm is near {@code N(-b / 2, b)}, {@code b = 5 L / width}), that is by -0.21
 *       at depth 100 and width 256, where 2 decades are allowed.
 *   <li>{@code toleratedShare} = 0.1: what the 10-90 % band leaves out at one end.
 *   <li>{@code resolution} = 1e-6, some 8 units in the last place of a float32: a smaller std,
 *       relative to the rms, is rounding noise on a constant.
 * </ul>
 *
 * @param decades decades of std allowed at any depth; finite, above 0
 * @param powerLaw decades more for each decade of depth; finite, at least 0
 * @param toleratedShare share of computed trials that may be non-finite, or dead or constant,
 *     before the verdict says so; in [0, 1)
 * @param resolution a signal whose std is at most this share of its rms is constant; in [0, 1)
 * @param errorRate probability, per cell, that any of its verdicts is wrong; in (0, 1)
 */
public record Thresholds(
    double decades, double powerLaw, double toleratedShare, double resolution, double errorRate) {
  /** The values explained above. */
  public static final Thresholds DEFAULT = new Thresholds(1, 0.5, 0.1, 1e-6, 0.05);

  /**
   * @throws SpecException if a value is out of its range or NaN
   */
  public Thresholds {
    require(decades > 0 && decades < Double.POSITIVE_INFINITY, "decades", "above 0", decades);
    require(
        powerLaw >= 0 && powerLaw < Double.POSITIVE_INFINITY, "power-law", "at least 0", powerLaw);
    require(inUnitInterval(toleratedShare), "tolerated-share", "in [0, 1)", toleratedShare);
    require(inUnitInterval(resolution), "resolution", "in [0, 1)", resolution);
    require(errorRate > 0 && errorRate < 1, "error-rate", "in (0, 1)", errorRate);
  }

  private static boolean inUnitInterval(double x) {
    return x >= 0 && x < 1;
  }

  private static void require(boolean holds, String name, String range, double value) {
    if (!holds) {
      throw new SpecException(
          name + " must be finite and " + range + ", got " + Numbers.text(value));
    }
  }

  /**
   * Decades by which the std may change from the first to the last of {@code layers} layers.
   *
   * @param layers at least 1
   */
  public double decadesAllowed(int layers) {
    return decades + powerLaw * Math.log10(layers);
  }
}
