package io.evenkeel.core.init;

import io.evenkeel.core.random.RandomStream;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * N(centre, spread^2) given that it lies in [a, b]: the exact law by rejection, and its moments.
 *
 * <p>With alpha = (a - centre) / spread and beta = (b - centre) / spread, where the normal has a
 * quarter of its mass in [alpha, beta], normals are drawn until one lies there. Elsewhere the
 * density is proportional to {@code exp(-m t - t^2 / 2)}, t the distance from the end nearest to
 * the mean (in spreads) and m that end's own distance, or 0 if the mean is inside: t is drawn from
 * {@code exp(-m t)}, which is exponential or, for m = 0, uniform, and accepted with probability
 * {@code exp(-t^2 / 2)}. So more than half of the attempts succeed everywhere beyond the quarter.
 * In the spirit of C. P. Robert, Simulation of truncated normal variables, Stat. Comput. 5, 1995.
 *
 * @param centre mean before truncation
 * @param spread standard deviation before truncation, above 0
 * @param a lower end
 * @param b upper end, above a
 */
record TruncatedNormal(double centre, double spread, double a, double b) {
  /** Distance in the stream between the draws of an entry's successive attempts. */
  private static final int ATTEMPT_SHIFT = 40;

  private static final double ENOUGH_MASS = 0.25;

  /**
   * Below this rate exp(-x) equals 1 - x and the exponential law equals the uniform one, to double
   * precision.
   */
  private static final double FLAT = 1e-16;

  /** The density falls from its maximum to a negligible value within this many nats. */
  private static final double NATS = 80;

  private static final int PANELS = 10;

  /** The normal law has negligible mass beyond this many standard deviations. */
  private static final double FAR = 10;

  /** Draws {@code count} entries, each a function of the stream and its own index. */
  void fill(RandomStream stream, float[] weights, int count) {
    if (mass() >= ENOUGH_MASS) {
      fillByNormals(stream, weights, count);
    } else {
      fillByDistance(stream, weights, count);
    }
  }

  /** Exact mean. */
  double mean() {
    return end() + sign() * spread * meanDistance();
  }

  /** Exact variance. */
  double variance() {
    double expected = meanDistance();
    return spread * spread * distanceMean(t -> (t - expected) * (t - expected));
  }

  /** Exact excess kurtosis. */
  double excessKurtosis() {
    double expected = meanDistance();
    double square = distanceMean(t -> (t - expected) * (t - expected));
    return distanceMean(t -> Math.pow(t - expected, 4)) / (square * square) - 3;
  }

  private double alpha() {
    return (a - centre) / spread;
  }

  private double beta() {
    return (b - centre) / spread;
  }

  private boolean inside() {
    return centre > a && centre < b;
  }

  /** Where t is 0: the mean if it is inside, else the end nearest to it. */
  private double end() {
    return Math.min(b, Math.max(centre, a));
  }

  private double sign() {
    return centre >= b ? -1 : 1;
  }

  /** m, the distance of {@link #end} from the mean, in std. */
  private double slope() {
    return Math.abs(end() - centre) / spread;
  }

  private double shortest() {
    return inside() ? alpha() : 0;
  }

  private double longest() {
    return inside() ? beta() : (b - a) / spread;
  }

  private double meanDistance() {
    return distanceMean(t -> t);
  }

  /** E[f(t)]. */
  private double distanceMean(DoubleUnaryOperator f) {
    double slope = slope();
    double reach = 2 * NATS / (slope + Math.sqrt(slope * slope + 2 * NATS));
    double from = Math.max(shortest(), -reach);
    double to = Math.min(longest(), reach);
    double[] ends = new double[PANELS + 1];
    Arrays.setAll(ends, i -> from + (to - from) * i / PANELS);
    DoubleUnaryOperator density = t -> StrictMath.exp(-slope * t - t * t / 2);
    return Quadrature.integral(t -> f.applyAsDouble(t) * density.applyAsDouble(t), ends)
        / Quadrature.integral(density, ends);
  }

  /** P(alpha <= z <= beta), accurate enough to choose a method. */
  private double mass() {
    double from = Math.max(alpha(), -FAR);
    double to = Math.min(beta(), FAR);
    return from < to
        ? Quadrature.integral(z -> StrictMath.exp(-z * z / 2), from, to) / Math.sqrt(2 * Math.PI)
        : 0;
  }

  private void fillByNormals(RandomStream stream, float[] weights, int count) {
    double alpha = alpha();
    double beta = beta();
    float shift = (float) centre;
    float scale = (float) spread;
    float low = (float) a;
    float high = (float) b;
    for (int from = 0; from < count; from += Draws.BLOCK) {
      int length = Math.min(Draws.BLOCK, count - from);
      stream.fillNormal(from, weights, from, length);
      for (int i = from; i < from + length; i++) {
        float z = weights[i];
        for (long attempt = 1; !(z >= alpha && z <= beta); attempt++) {
          z = stream.normal((attempt << ATTEMPT_SHIFT) + i);
        }
        weights[i] = Math.min(Math.max(shift + scale * z, low), high);
      }
    }
  }

  private void fillByDistance(RandomStream stream, float[] weights, int count) {
    double end = end();
    double scale = sign() * spread;
    double slope = slope();
    double shortest = shortest();
    double length = longest() - shortest;
    boolean flat = slope * length < FLAT;
    double drop = StrictMath.expm1(-slope * length);
    float low = (float) a;
    float high = (float) b;
    for (int i = 0; i < count; i++) {
      double t;
      double acceptance;
      long word = i;
      do {
        double u = unit(stream.bits(word));
        t = flat ? shortest + u * length : -StrictMath.log1p(u * drop) / slope;
        acceptance = unit(stream.bits(word + (1L << ATTEMPT_SHIFT)));
        word += 2L << ATTEMPT_SHIFT;
      } while (!(acceptance <= StrictMath.exp(-t * t / 2)));
      weights[i] = Math.min(Math.max((float) (end + scale * t), low), high);
    }
  }

  /** A uniform number on (0, 1): the midpoint of one of 2^53 equal cells. */
  private static double unit(long bits) {
    return ((bits >>> 11) + 0.5) * 0x1p-53;
  }
}
