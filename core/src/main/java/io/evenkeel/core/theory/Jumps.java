package io.evenkeel.core.theory;

import io.evenkeel.core.activation.Activation;
import java.util.ArrayList;
import java.util.List;

/**
 * The places where an activation phi itself jumps, and what they add to the derivatives of Gaussian
 * expectations: phi' there is a point mass, the height of the jump times a Dirac delta.
 *
 * @param all the jumps, by ascending position
 */
public record Jumps(List<Jump> all) {
  private static final double TWO_PI = 2 * Math.PI;

  /**
   * A step smaller than this, relative to phi and x, does not count as a jump: softplus has one of
   * 1e-10.
   */
  private static final double SMALLEST = 1e-7;

  /**
   * One jump of phi.
   *
   * @param at position
   * @param left the limit of phi from below
   * @param right the limit of phi from above
   */
  public record Jump(double at, double left, double right) {
    double height() {
      return right - left;
    }

    boolean told() {
      double scale = Math.max(Math.abs(at), Math.max(Math.abs(left), Math.abs(right)));
      return Math.abs(height()) > SMALLEST * scale + Double.MIN_NORMAL;
    }
  }

  /** Copies the list. */
  public Jumps {
    all = List.copyOf(all);
  }

  /** The jumps of {@code activation}, which are among its kinks. */
  static Jumps of(Activation activation) {
    return new Jumps(steps(activation).all.stream().filter(Jump::told).toList());
  }

  /** The positions where {@code activation} itself jumps, ascending. */
  public static List<Double> places(Activation activation) {
    return of(activation).all.stream().map(Jump::at).toList();
  }

  /**
   * All steps of {@code activation}, also those as small as rounding; they matter where a
   * derivative has to be exact.
   */
  static Jumps steps(Activation activation) {
    List<Jump> jumps = new ArrayList<>();
    for (double kink : activation.kinks()) {
      double left = activation.value(Math.nextDown(kink));
      double right = activation.value(Math.nextUp(kink));
      jumps.add(new Jump(kink, left, right));
    }
    return new Jumps(jumps);
  }

  /** The sum of the jumps' contributions to d E[phi(u)^2] / dq, u ~ N(0, q), q above 0. */
  double squareSlope(double q) {
    double std = Math.sqrt(q);
    double sum = 0;
    for (Jump jump : all) {
      double z = jump.at() / std;
      double rise = jump.height() * (jump.right() + jump.left());
      sum += rise * z * StrictMath.exp(-0.5 * z * z) / (2 * q * Math.sqrt(TWO_PI));
    }
    return sum;
  }

  /**
   * The sum of the jumps' contributions to d E[phi(u1) phi(u2)] / dc / (s1 s2), for u1, u2 of
   * standard deviations s1, s2 and correlation c. With s(x) the smooth part of phi', p(t) the
   * density of u1 or u2 and p(t, t') the joint one:
   *
   * <p>sum over jumps of h (p(t) E[s(u1) | u2 = t] + p(t) E[s(u2) | u1 = t]), plus the sum over
   * pairs of h h' p(t, t').
   *
   * <p>The pair of a jump with itself makes it infinite at c = 1: two inputs that are almost the
   * same lie on different sides of the jump with a probability that goes like sqrt(1 - c).
   *
   * @param smooth E[s(mean + std z)], given mean and std
   * @param s1 above 0
   * @param s2 above 0
   * @param c from -1 to 1
   */
  double productSlope(Smooth smooth, double s1, double s2, double c) {
    double narrowing = Math.sqrt((1 - c) * (1 + c));
    double single = 0;
    double pairs = 0;
    for (Jump jump : all) {
      double t = jump.at();
      double given2 = density(t, s2) * smooth.mean(c * s1 / s2 * t, narrowing * s1);
      double given1 = density(t, s1) * smooth.mean(c * s2 / s1 * t, narrowing * s2);
      single += jump.height() * (given2 + given1);
      for (Jump other : all) {
        pairs += jump.height() * other.height() * exponential(t / s1, other.at() / s2, c) / TWO_PI;
      }
    }
    return single + (pairs == 0 ? 0 : pairs / narrowing / s1 / s2);
  }

  /** The mean of the smooth part of phi' over a normal variable. */
  @FunctionalInterface
  interface Smooth {
    double mean(double mean, double std);
  }

  private static double density(double t, double std) {
    double z = t / std;
    return StrictMath.exp(-0.5 * z * z) / Math.sqrt(TWO_PI) / std;
  }

  /** exp(-(a^2 - 2 c a b + b^2) / (2 (1 - c^2))), with its limits at |c| = 1. */
  private static double exponential(double a, double b, double c) {
    double side = c < 0 ? -b : b;
    double nearness = 1 - Math.abs(c);
    // The square of (a - c b) / sqrt(1 - c^2), which must not cancel next to |c| = 1.
    double apart = a - side + nearness * side;
    double square = apart == 0 ? 0 : apart * apart / (nearness * (1 + Math.abs(c)));
    return StrictMath.exp(-0.5 * (square + b * b));
  }
}
