package io.evenkeel.core.theory;

import io.evenkeel.core.activation.Activation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An initialisation on the edge of chaos: chi_1(q) = 1 at a fixed point q of the length map.
 *
 * <p>S. Hayou, A. Doucet, J. Rousseau, ICML 2019, definition 2.
 *
 * @param sigmaW2 sigma_w^2
 * @param sigmaB2 sigma_b^2
 * @param fixedPoint the fixed point; a neutral fixed point at 0 stands for all lengths
 */
public record CriticalPoint(double sigmaW2, double sigmaB2, FixedPoint fixedPoint) {
  private static final int PER_DECADE = 8;
  private static final double NOISE = 1e-13;

  /**
   * Without bias, fixed points below this are not distinguished from the critical point at 0,
   * because of rounding.
   */
  private static final double SMALLEST_WITHOUT_BIAS = 1e-5;

  private static final double SMALLEST = 1e-12;
  private static final double LARGEST = 1e12;

  /**
   * The same point for a net with dropout. With a probability k to keep a value, dropout acts like
   * a division of sigma_w^2 by k, so that the critical value is sigma_w^2 k.
   *
   * @param keep k, above 0, at most 1
   */
  public CriticalPoint withDropout(double keep) {
    return new CriticalPoint(sigmaW2 * keep, sigmaB2, fixedPoint);
  }

  /**
   * Every critical point of {@code activation} with bias variance {@code sigmaB2} and fixed points
   * up to 1e12, by sigma_w^2 ascending; empty if there is none.
   *
   * <p>At length q the weights that make q fixed have sigma_w^2 = (q - sigma_b^2) / E[phi^2]; chi_1
   * = 1 is then one equation for q.
   *
   * @throws io.evenkeel.core.SpecException if the variance is negative, infinite or NaN
   */
  public static List<CriticalPoint> of(Activation activation, double sigmaB2) {
    LengthMap.checkVariance("sigma_b^2", sigmaB2);
    Kernel kernel = Kernel.of(activation);
    List<CriticalPoint> points = new ArrayList<>();
    if (sigmaB2 == 0 && kernel.square(0) == 0) {
      addAtZero(kernel, points);
    }
    double start = StrictMath.log10(sigmaB2 == 0 ? SMALLEST_WITHOUT_BIAS : SMALLEST);
    double end = StrictMath.log10(LARGEST);
    double known = Double.NaN;
    double knownSurplus = 0;
    for (int i = 0; start + (double) i / PER_DECADE <= end; i++) {
      double exponent = start + (double) i / PER_DECADE;
      double surplus = surplus(kernel, sigmaB2, exponent);
      if (Math.abs(surplus) > NOISE) {
        if (knownSurplus * surplus < 0) {
          double root = Roots.zero(x -> surplus(kernel, sigmaB2, x), known, exponent);
          points.add(at(kernel, sigmaB2, sigmaB2 + StrictMath.pow(10, root)));
        }
        known = exponent;
        knownSurplus = surplus;
      }
    }
    points.sort(Comparator.comparingDouble(CriticalPoint::sigmaW2));
    return List.copyOf(points);
  }

  /**
   * The least and the greatest chi_1 that a fixed point can have, whatever the weight scale, among
   * lengths from sigma_b^2 + 1e-5 to 1e12, which {@link #of} searches. Two NaN if all outputs are
   * 0.
   */
  public static double[] chi1Range(Activation activation, double sigmaB2) {
    LengthMap.checkVariance("sigma_b^2", sigmaB2);
    Kernel kernel = Kernel.of(activation);
    double least = Double.NaN;
    double most = Double.NaN;
    for (double x = StrictMath.log10(SMALLEST_WITHOUT_BIAS);
        x <= StrictMath.log10(LARGEST);
        x += 1.0 / PER_DECADE) {
      double q = sigmaB2 + StrictMath.pow(10, x);
      if (kernel.square(q) > 0) {
        double chi = 1 + surplus(kernel, sigmaB2, x);
        least = Double.isNaN(least) ? chi : Math.min(least, chi);
        most = Double.isNaN(most) ? chi : Math.max(most, chi);
      }
    }
    return new double[] {least, most};
  }

  /** chi_1 - 1 at length sigma_b^2 + 10^exponent. */
  private static double surplus(Kernel kernel, double sigmaB2, double exponent) {
    double signal = StrictMath.pow(10, exponent);
    double q = sigmaB2 + signal;
    double square = kernel.square(q);
    return square == 0 ? 0 : signal * kernel.slopeSquare(q) / square - 1;
  }

  private static CriticalPoint at(Kernel kernel, double sigmaB2, double q) {
    double sigmaW2 = (q - sigmaB2) / kernel.square(q);
    LengthMap map = new LengthMap(kernel, sigmaW2, sigmaB2);
    double slope = map.slope(q);
    Stability stability = Math.abs(slope) < 1 ? Stability.STABLE : Stability.UNSTABLE;
    if (DepthScale.isOne(slope)) {
      stability = Stability.HALF_STABLE;
    }
    return new CriticalPoint(sigmaW2, sigmaB2, new FixedPoint(q, slope, stability));
  }

  private static void addAtZero(Kernel kernel, List<CriticalPoint> points) {
    // Not at 0 itself, where a kink would hide one of its two slopes.
    double slopeSquare = kernel.slopeSquare(Double.MIN_NORMAL);
    if (slopeSquare > 0) {
      LengthMap map = new LengthMap(kernel, 1 / slopeSquare, 0);
      points.add(new CriticalPoint(map.sigmaW2(), 0, map.fixedPoints().get(0)));
    }
  }
}
