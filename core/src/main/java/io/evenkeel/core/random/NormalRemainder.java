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
  private static final int WEDGES = RectangleWedgeTail.PER_SIDE;

  /** Entries of {@link #GUIDE}. */
  private static final int GUIDES = 1024;

  private static final double[] EDGE = RectangleWedgeTail.edges();
  private static final double TAIL = EDGE[WEDGES];

  /** Where each wedge begins, at the top of its rectangle, and how high it is. */
  private static final double[] BOTTOM = new double[WEDGES];

  private static final double[] HEIGHT = new double[WEDGES];

  /** The share of triangles 0 .. j and, at the end, of the tail: 1. */
  private static final double[] SHARE = new double[WEDGES + 1];

  /** Where to begin the search in {@link #SHARE} for each 1024th. */
  private static final int[] GUIDE = new int[GUIDES];

  /** How far the density may be from the wedge's diagonal, in heights of the wedge. */
  private static final double[] SLACK = new double[WEDGES];

  static {
    double sum = 0;
    for (int j = 0; j < WEDGES; j++) {
      double width = EDGE[j + 1] - EDGE[j];
      double left = RectangleWedgeTail.density(EDGE[j]);
      double right = RectangleWedgeTail.density(EDGE[j + 1]);
      BOTTOM[j] = RectangleWedgeTail.area() / width;
      HEIGHT[j] = left - BOTTOM[j];
      // A chord is off by width^2 / 8 times the second derivative, (x^2 - 1) density(x), at most 1.
      SLACK[j] = (width * width / 8 + right - BOTTOM[j]) / HEIGHT[j];
      sum += width * HEIGHT[j] * (1 + SLACK[j]) * (1 + SLACK[j]) / 2;
      SHARE[j] = sum;
    }
    sum += RectangleWedgeTail.density(TAIL) / TAIL;
    for (int j = 0; j < WEDGES; j++) {
      SHARE[j] /= sum;
    }
    SHARE[WEDGES] = 1;
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
      long word = Mixer.mix(next += Mixer.STEP);
      int j = choose(Mixer.unitOf(word));
      double across = Mixer.unit(next += Mixer.STEP);
      double up = Mixer.unit(next += Mixer.STEP);
      double x = j == WEDGES ? tail(across, up) : wedge(j, across, up);
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

  /** A point of the triangle over rectangle j if it is under the density, else NaN. */
  private static double wedge(int j, double across, double up) {
    double slack = SLACK[j];
    boolean beyond = across + up > 1;
    double a = (beyond ? 1 - across : across) * (1 + slack);
    double b = (beyond ? 1 - up : up) * (1 + slack);
    double x = EDGE[j] + a * (EDGE[j + 1] - EDGE[j]);
    boolean accepted =
        a + b < 1 - slack || (a < 1 && BOTTOM[j] + b * HEIGHT[j] < RectangleWedgeTail.density(x));
    return accepted ? x : Double.NaN;
  }

  /** A point of the exponential over the tail if it is under the density, else NaN. */
  private static double tail(double across, double up) {
    double beyond = -StrictMath.log(1 - across) / TAIL;
    // exp(-t) >= 1 - t spares most of the exponentials.
    double t = beyond * beyond / 2;
    return up < 1 - t || up < StrictMath.exp(-t) ? TAIL + beyond : Double.NaN;
  }
}
