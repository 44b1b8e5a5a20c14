package io.evenkeel.core.theory.block;

import io.evenkeel.core.activation.Activation;
import java.util.function.Supplier;

/**
 * The law of a unit's value over units and draws of the weights, as far as theory follows it:
 * normal, some points with masses, or unknown. Points are computed when they are needed.
 */
final class UnitLaw {
  /** Normal, of mean 0 and the variance of the moments that it belongs to. */
  static final UnitLaw NORMAL = new UnitLaw(null);

  /** A law that theory does not follow. */
  static final UnitLaw UNKNOWN = new UnitLaw(null);

  private final Supplier<Points> points;
  private Points known;

  private UnitLaw(Supplier<Points> points) {
    this.points = points;
  }

  /** A law of points. */
  static UnitLaw of(Supplier<Points> points) {
    return new UnitLaw(points);
  }

  /** The law of phi of a normal variable. */
  static UnitLaw ofNormal(Activation phi, double variance) {
    return of(() -> Points.normal(variance).through(phi));
  }

  /** Whether it is normal of mean 0. */
  boolean normal() {
    return this == NORMAL;
  }

  /** Whether it is a law of points. */
  boolean pointwise() {
    return points != null;
  }

  /** The points of a law that has them. */
  Points points() {
    if (known == null) {
      known = points.get();
    }
    return known;
  }

  /** The law of {@code factor} times the value, plus a number. */
  UnitLaw scaled(double factor, double plus) {
    if (pointwise()) {
      return of(() -> points().scaled(factor, plus));
    }
    return plus == 0 ? this : UNKNOWN;
  }

  /** The law of the sum with an independent value; at least one of both is normal. */
  static UnitLaw sum(Moments x, Moments y) {
    if (x.square() == 0) {
      return y.law();
    }
    if (y.square() == 0 || (x.normal() && y.normal())) {
      return x.law();
    }
    if (x.law().pointwise() && y.normal()) {
      return of(() -> x.law().points().plusNormal(y.square()));
    }
    return y.law().pointwise() && x.normal()
        ? of(() -> y.law().points().plusNormal(x.square()))
        : UNKNOWN;
  }
}
