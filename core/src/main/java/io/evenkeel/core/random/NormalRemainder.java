package io.evenkeel.core.random;

import java.util.ArrayDeque;

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
  /** Wedges and tail, filled up to a power of two with parts of area 0. */
  private static final int PARTS = 1024;

  private static final int PART_BITS = 10;
  private static final int TAIL_PART = RectangleWedgeTail.PER_SIDE;

  /** Bits of a word between those that choose the part and the one that is the sign. */
  private static final int SHARE_BITS = Long.SIZE - PART_BITS - 1;

  private static final Wedge[] WEDGES = new Wedge[TAIL_PART];

  /** The last edge, where the tail begins. */
  private static final double TAIL;

  /** Of 2^53 words that name a part, how many keep it; the others go to {@link #OTHER}. */
  private static final long[] KEPT = new long[PARTS];

  private static final int[] OTHER = new int[PARTS];

  static {
    double[] edge = RectangleWedgeTail.edges();
    double[] area = new double[PARTS];
    for (int j = 0; j < TAIL_PART; j++) {
      WEDGES[j] = Wedge.between(edge[j], edge[j + 1]);
      area[j] = WEDGES[j].triangle();
    }
    TAIL = edge[TAIL_PART];
    area[TAIL_PART] = RectangleWedgeTail.density(TAIL) / TAIL;
    fillAliases(area);
  }

  private NormalRemainder() {}

  /**
   * The alias method (A. J. Walker, ACM Trans. Math. Software 3(3), 1977): parts above the average
   * give of their area to parts below it until all are equal, each of two owners at most.
   */
  private static void fillAliases(double[] area) {
    double sum = 0;
    for (double a : area) {
      sum += a;
    }
    ArrayDeque<Integer> small = new ArrayDeque<>();
    ArrayDeque<Integer> large = new ArrayDeque<>();
    double[] share = new double[PARTS];
    for (int part = 0; part < PARTS; part++) {
      share[part] = area[part] / sum * PARTS;
      (share[part] < 1 ? small : large).add(part);
    }
    while (!small.isEmpty() && !large.isEmpty()) {
      int poor = small.remove();
      int rich = large.remove();
      KEPT[poor] = (long) (share[poor] * (1L << SHARE_BITS));
      OTHER[poor] = rich;
      share[rich] -= 1 - share[poor];
      (share[rich] < 1 ? small : large).add(rich);
    }
    small.addAll(large);
    for (int whole : small) {
      KEPT[whole] = 1L << SHARE_BITS;
    }
  }

  /** A value of the remainder from the SplitMix64 sequence that starts at {@code state}. */
  static double draw(long state) {
    long next = state;
    while (true) {
      next += Mixer.STEP;
      long word = Mixer.mix(next);
      next += Mixer.STEP;
      double u = Mixer.unit(next);
      next += Mixer.STEP;
      double v = Mixer.unit(next);
      int part = part(word);
      double x = part == TAIL_PART ? tail(u, v) : WEDGES[part].point(u, v);
      if (x > 0) {
        return (1 - 2 * (int) (word & 1)) * x;
      }
    }
  }

  private static int part(long word) {
    int named = (int) (word >>> (Long.SIZE - PART_BITS));
    long place = (word << PART_BITS) >>> (PART_BITS + 1);
    return place < KEPT[named] ? named : OTHER[named];
  }

  /** A point of the exponential over the tail if it is under the density, else NaN. */
  private static double tail(double across, double up) {
    double beyond = -StrictMath.log(1 - across) / TAIL;
    // exp(-t) >= 1 - t spares most of the exponentials.
    double t = beyond * beyond / 2;
    return up < 1 - t || up < StrictMath.exp(-t) ? TAIL + beyond : Double.NaN;
  }

  /**
   * What is under the density and above a rectangle, in a triangle of its shape.
   *
   * @param left the rectangle's edge nearer to 0
   * @param right the other
   * @param bottom the rectangle's top
   * @param width the triangle's
   * @param height the triangle's
   * @param sure sum of a point's places across and up, in widths and heights, below which it is
   *     under the density
   */
  private record Wedge(
      double left, double right, double bottom, double width, double height, double sure) {
    static Wedge between(double left, double right) {
      double width = right - left;
      double bottom = RectangleWedgeTail.area() / width;
      double height = RectangleWedgeTail.density(left) - bottom;
      // A chord is off by width^2 / 8 times the second derivative at most, and ends as far above
      // the diagonal as the rectangle's corner is under the density.
      double corner = RectangleWedgeTail.density(right) - bottom;
      double slack = (width * width / 8 * largestCurvature(left, right) + corner) / height;
      double stretch = 1 + slack;
      return new Wedge(
          left, right, bottom, stretch * width, stretch * height, (1 - slack) / stretch);
    }

    /** Of the density's second derivative: extreme at the ends, or where the third is 0. */
    private static double largestCurvature(double left, double right) {
      double extreme = Math.max(left, Math.min(right, StrictMath.sqrt(3)));
      double atEnds = Math.max(Math.abs(curvature(left)), Math.abs(curvature(right)));
      return Math.max(atEnds, Math.abs(curvature(extreme)));
    }

    private static double curvature(double x) {
      return (x * x - 1) * RectangleWedgeTail.density(x);
    }

    /** The area of the triangle. */
    double triangle() {
      return width * height / 2;
    }

    /** A point of the triangle, from one of the unit square, if under the density; else NaN. */
    double point(double u, double v) {
      // Of two uniforms the lesser, and what the greater leaves of 1, are uniform on a triangle.
      double across = Math.min(u, v);
      double up = 1 - Math.max(u, v);
      double x = left + across * width;
      boolean accepted =
          across + up < sure || (x < right && bottom + up * height < RectangleWedgeTail.density(x));
      return accepted ? x : Double.NaN;
    }
  }
}
