package io.evenkeel.core.random;

/**
 * What the rectangles of {@link RectangleWedgeTail} leave of the normal law: a wedge above each
 * rectangle, and the tails beyond the last.
 *
 * <p>By rejection, exact: a wedge lies in a triangle above its rectangle, whose long side is the
 * wedge's diagonal moved outward; a tail lies under {@code density(e) exp(-e (x - e))}, e being the
 * last edge (G. Marsaglia, "Generating a variable from the tail of the normal distribution",
 * Technometrics 6(1), 1964). Triangle or tail is chosen by these areas; a refused point begins
 * anew, choice included. No value is out of reach up to 15 standard deviations, which happen with a
 * probability of 10^-50.
 */
final class NormalRemainder {
  /** Entries of {@link #GUIDE}. */
  private static final int GUIDES = 1024;

  private static final Wedge[] WEDGES = new Wedge[RectangleWedgeTail.PER_SIDE];

  /** The last edge, where the tail begins. */
  private static final double TAIL;

  /** The share of triangles 0 .. j and, at the end, of the tail: 1. */
  private static final double[] SHARE = new double[WEDGES.length + 1];

  /** Where to begin the search in {@link #SHARE} for each 1024th. */
  private static final int[] GUIDE = new int[GUIDES];

  static {
    double[] edge = RectangleWedgeTail.edges();
    double sum = 0;
    for (int j = 0; j < WEDGES.length; j++) {
      WEDGES[j] = Wedge.between(edge[j], edge[j + 1]);
      sum += WEDGES[j].triangle();
      SHARE[j] = sum;
    }
    TAIL = edge[WEDGES.length];
    sum += RectangleWedgeTail.density(TAIL) / TAIL;
    for (int j = 0; j < WEDGES.length; j++) {
      SHARE[j] /= sum;
    }
    SHARE[WEDGES.length] = 1;
    for (int guide = 0, j = 0; guide < GUIDES; guide++) {
      while (SHARE[j] <= (double) guide / GUIDES) {
        j++;
      }
      GUIDE[guide] = j;
    }
  }

  private NormalRemainder() {}

  /** A value of the remainder from the SplitMix64 sequence that starts at {@code state}. */
  static double draw(long state) {
    long next = state;
    while (true) {
      next += Mixer.STEP;
      long word = Mixer.mix(next);
      next += Mixer.STEP;
      double across = Mixer.unit(next);
      next += Mixer.STEP;
      double up = Mixer.unit(next);
      int j = choose(Mixer.unitOf(word));
      double x = j == WEDGES.length ? tail(across, up) : WEDGES[j].point(across, up);
      if (x > 0) {
        return (word & 1) == 0 ? x : -x;
      }
    }
  }

  private static int choose(double u) {
    int j = GUIDE[(int) (u * GUIDES)];
    while (SHARE[j] <= u) {
      j++;
    }
    return j;
  }

  /** A point of the exponential over the tail if it is under the density, else NaN. */
  private static double tail(double across, double up) {
    double beyond = -StrictMath.log(1 - across) / TAIL;
    // exp(-t) >= 1 - t spares most of the exponentials.
    double t = beyond * beyond / 2;
    return up < 1 - t || up < StrictMath.exp(-t) ? TAIL + beyond : Double.NaN;
  }

  /**
   * What is under the density and above a rectangle.
   *
   * @param left the rectangle's edge nearer to 0
   * @param width the rectangle's
   * @param bottom the rectangle's top
   * @param height from there to the density at {@code left}
   * @param slack how far the density may be from the diagonal, in heights
   */
  private record Wedge(double left, double width, double bottom, double height, double slack) {
    static Wedge between(double left, double right) {
      double width = right - left;
      double bottom = RectangleWedgeTail.area() / width;
      double height = RectangleWedgeTail.density(left) - bottom;
      // A chord is off by width^2 / 8 times the second derivative, (x^2 - 1) density(x), at most 1;
      // and ends as far above the diagonal as the rectangle's corner is under the density.
      double corner = RectangleWedgeTail.density(right) - bottom;
      return new Wedge(left, width, bottom, height, (width * width / 8 + corner) / height);
    }

    /** The area of the triangle around. */
    double triangle() {
      return width * height * (1 + slack) * (1 + slack) / 2;
    }

    /** A point of the triangle, from one of the unit square, if under the density; else NaN. */
    double point(double across, double up) {
      boolean folded = across + up > 1;
      double a = (folded ? 1 - across : across) * (1 + slack);
      double b = (folded ? 1 - up : up) * (1 + slack);
      double x = left + a * width;
      boolean accepted =
          a + b < 1 - slack || (a < 1 && bottom + b * height < RectangleWedgeTail.density(x));
      return accepted ? x : Double.NaN;
    }
  }
}
