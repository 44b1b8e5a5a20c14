package io.evenkeel.core.theory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The fixed points of a length map, found on a logarithmic grid of lengths.
 *
 * <p>G(q) = Q(q) / q - 1 changes sign at a fixed point, or touches 0 at a half-stable one. A point
 * where |G| is rounding noise counts like its neighbours: a map that is the identity near 0 up to
 * rounding has only the fixed point 0 there.
 */
final class FixedPoints {
  private static final int PER_DECADE = 8;
  private static final double NOISE = 1e-13;

  /**
   * A minimum of |G| below the first of these is examined; below the second it is a fixed point.
   */
  private static final double NEAR = 0.05;

  private static final double TOUCHING = 1e-11;

  /** A length this small stands for the limit at 0. */
  private static final double TINY = 1e-30;

  private static final int MOST_LAYERS = 1000;

  private final LengthMap map;

  FixedPoints(LengthMap map) {
    this.map = map;
  }

  List<FixedPoint> all() {
    if (keepsEveryLength()) {
      return List.of(new FixedPoint(0, map.slope(TINY), Stability.NEUTRAL));
    }
    List<FixedPoint> points = new ArrayList<>();
    double[] q = grid();
    double[] excess = new double[q.length];
    for (int i = 0; i < q.length; i++) {
      excess[i] = excess(q[i]);
    }
    if (map.next(0) == 0) {
      points.add(atZero(excess));
    }
    int known = -1;
    for (int i = 0; i < q.length; i++) {
      if (Math.abs(excess[i]) > NOISE) {
        if (known >= 0 && excess[known] * excess[i] < 0) {
          points.add(crossing(q[known], q[i], excess[known] > 0));
        } else if (known >= 0 && i + 1 < q.length && dips(excess, i)) {
          addTouching(points, q[i - 1], q[i + 1], excess[i] > 0);
        }
        known = i;
      }
    }
    points.sort(Comparator.comparingDouble(FixedPoint::q));
    return points;
  }

  /** Whether Q is a straight line through 0 whose slope cannot be distinguished from 1. */
  private boolean keepsEveryLength() {
    return map.sigmaB2() == 0
        && map.kernel() instanceof TwoSlopeKernel
        && DepthScale.isOne(map.slope(1));
  }

  private double excess(double q) {
    return map.next(q) / q - 1;
  }

  private double[] grid() {
    double start = map.next(0);
    double lowest = StrictMath.log10(start > 0 ? Math.min(start / 2, 1e-12) : 1e-12);
    double highest = 12 + StrictMath.log10(Math.max(1, map.sigmaW2() + map.sigmaB2()));
    int points = (int) Math.ceil((highest - lowest) * PER_DECADE) + 1;
    double[] q = new double[points];
    for (int i = 0; i < points; i++) {
      q[i] = StrictMath.pow(10, lowest + (double) i / PER_DECADE);
    }
    return q;
  }

  private FixedPoint atZero(double[] excess) {
    double slope = map.slope(TINY);
    for (double e : excess) {
      if (Math.abs(e) > NOISE) {
        return new FixedPoint(0, slope, e < 0 ? Stability.STABLE : Stability.UNSTABLE);
      }
    }
    return new FixedPoint(0, slope, Stability.NEUTRAL);
  }

  private FixedPoint crossing(double low, double high, boolean growsBelow) {
    double q =
        StrictMath.exp(
            Roots.zero(t -> excess(StrictMath.exp(t)), StrictMath.log(low), StrictMath.log(high)));
    double slope = map.slope(q);
    boolean stable = growsBelow && slope > -1;
    return new FixedPoint(q, slope, stable ? Stability.STABLE : Stability.UNSTABLE);
  }

  private static boolean dips(double[] excess, int i) {
    double here = Math.abs(excess[i]);
    return here < NEAR
        && here <= Math.abs(excess[i - 1])
        && here < Math.abs(excess[i + 1])
        && excess[i] * excess[i + 1] > 0;
  }

  /**
   * Adds the fixed points near a minimum of |G| between neighbouring points of the grid: two
   * crossings, a touching point, or none.
   */
  private void addTouching(List<FixedPoint> points, double low, double high, boolean grows) {
    double sign = grows ? 1 : -1;
    double bottom =
        StrictMath.exp(
            Roots.minimum(
                t -> sign * excess(StrictMath.exp(t)), StrictMath.log(low), StrictMath.log(high)));
    double least = sign * excess(bottom);
    if (Math.abs(least) < TOUCHING) {
      points.add(new FixedPoint(bottom, map.slope(bottom), Stability.HALF_STABLE));
    } else if (least < 0) {
      points.add(crossing(low, bottom, grows));
      points.add(crossing(bottom, high, !grows));
    }
  }

  double reachedFrom(double start) {
    if (keepsEveryLength()) {
      return start;
    }
    double q = start;
    for (int layer = 0; layer < MOST_LAYERS; layer++) {
      double next = map.next(q);
      if (next == q || Double.isInfinite(next) || next == 0) {
        return next;
      }
      if (Math.abs(next - q) < 1e-15 * q) {
        break;
      }
      q = next;
    }
    return nearestAhead(q);
  }

  /**
   * The next fixed point in the direction of the last steps of the iteration, which have become
   * small.
   */
  private double nearestAhead(double q) {
    double step = map.next(q) - q;
    if (Math.abs(step) <= 1e-14 * q) {
      return polished(q);
    }
    double reached = step > 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    for (FixedPoint point : all()) {
      boolean ahead = step > 0 ? point.q() > q : point.q() < q;
      if (ahead && (step < 0 || Double.isInfinite(reached))) {
        reached = point.stability() == Stability.UNSTABLE ? Double.NaN : point.q();
      }
    }
    return reached;
  }

  private double polished(double q) {
    double nearest = q;
    for (FixedPoint point : all()) {
      if (Math.abs(point.q() - q) < 1e-6 * q) {
        nearest = point.q();
      }
    }
    return nearest;
  }
}
