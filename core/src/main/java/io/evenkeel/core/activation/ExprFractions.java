package io.evenkeel.core.activation;

import io.evenkeel.core.activation.ExprTape.Step;
import io.evenkeel.core.expr.Elementary;
import io.evenkeel.core.expr.Operator;
import io.evenkeel.core.expr.PointFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Writes a formula as one {@link Fraction} on each of several intervals. Every choice in the
 * formula, and every divisor, changes its sign where a fraction is 0: an interval is split until no
 * such point lies inside it.
 */
final class ExprFractions {
  /** A formula with more intervals is not represented by fractions. */
  private static final int MOST = 16;

  /** Activations that are linear between their kinks. */
  private static final Set<Class<? extends Activation>> STRAIGHT =
      Set.of(
          Identity.class,
          Relu.class,
          LeakyRelu.class,
          Prelu.class,
          Relu6.class,
          Hardtanh.class,
          Hardsigmoid.class,
          Softshrink.class,
          Hardshrink.class,
          Threshold.class);

  private final ExprTape tape;
  private final NavigableSet<Double> places = new TreeSet<>(List.of(0.0));

  private ExprFractions(ExprTape tape) {
    this.tape = tape;
  }

  /**
   * The fractions, by the upper ends of their intervals, the last of which is Infinity; empty if
   * the formula does not consist of fractions or consists of too many.
   */
  static Optional<NavigableMap<Double, Fraction>> of(ExprTape tape) {
    return new ExprFractions(tape).intervals();
  }

  private Optional<NavigableMap<Double, Fraction>> intervals() {
    while (places.size() <= MOST) {
      int before = places.size();
      NavigableMap<Double, Fraction> fractions = new TreeMap<>();
      List<Double> ends = new ArrayList<>(places);
      ends.add(Double.POSITIVE_INFINITY);
      double from = Double.NEGATIVE_INFINITY;
      for (double to : ends) {
        Optional<Fraction> fraction = new Interval(from, to).fraction();
        if (fraction.isEmpty()) {
          return Optional.empty();
        }
        fractions.put(to, fraction.get());
        from = to;
      }
      if (places.size() == before) {
        return Optional.of(fractions);
      }
    }
    return Optional.empty();
  }

  /** An interval without its ends. */
  private final class Interval {
    private final double from;
    private final double to;

    /** A point within, by which choices are made. */
    private final double inside;

    private final List<Fraction> parts = new ArrayList<>();

    Interval(double from, double to) {
      this.from = from;
      this.to = to;
      if (Double.isInfinite(from)) {
        inside = to - Math.max(1, Math.abs(to));
      } else {
        inside = Double.isInfinite(to) ? from + Math.max(1, Math.abs(from)) : from / 2 + to / 2;
      }
    }

    Optional<Fraction> fraction() {
      for (Step step : tape.steps()) {
        Optional<Fraction> part = part(step);
        if (part.isEmpty() || !Double.isFinite(part.get().at(inside))) {
          return Optional.empty();
        }
        within(part.get().pole());
        parts.add(part.get());
      }
      return Optional.of(parts.get(parts.size() - 1));
    }

    private Optional<Fraction> part(Step step) {
      return switch (step.kind()) {
        case X -> Optional.of(Fraction.X);
        case CONSTANT -> Optional.of(Fraction.number(step.constant()));
        case NEGATION -> Optional.of(parts.get(step.a()).times(-1));
        case BINARY -> binary(step.operator(), parts.get(step.a()), parts.get(step.b()));
        case WHERE -> {
          boolean then = sign(parts.get(step.a())) != 0;
          yield Optional.of(parts.get(then ? step.b() : step.c()));
        }
        case CALL -> call(step.function(), parts.get(step.a()));
      };
    }

    private Optional<Fraction> binary(Operator operator, Fraction a, Fraction b) {
      return switch (operator) {
        case PLUS -> a.plus(b);
        case MINUS -> a.minus(b);
        case TIMES -> a.times(b);
        case OVER -> sign(b) == 0 ? Optional.empty() : a.over(b);
        case POWER -> Optional.empty();
        case MIN -> a.minus(b).map(difference -> sign(difference) <= 0 ? a : b);
        case MAX -> a.minus(b).map(difference -> sign(difference) >= 0 ? a : b);
        case LESS, AT_MOST, GREATER, AT_LEAST, EQUAL, DIFFERENT ->
            a.minus(b).map(difference -> Fraction.number(operator.of(sign(difference), 0)));
      };
    }

    private Optional<Fraction> call(PointFunction function, Fraction u) {
      if (function == Elementary.ABS) {
        return Optional.of(u.times(sign(u)));
      }
      if (function == Elementary.SIGN) {
        return Optional.of(Fraction.number(sign(u)));
      }
      if (!(function instanceof ExprNames.Member member)) {
        return Optional.empty();
      }
      if (member.activation() instanceof Softsign) {
        return u.times(sign(u)).plus(Fraction.number(1)).flatMap(u::over);
      }
      return STRAIGHT.contains(member.activation().getClass())
          ? straight(member.activation(), u)
          : Optional.empty();
    }

    private Optional<Fraction> straight(Activation activation, Fraction u) {
      for (double kink : activation.kinks()) {
        if (u.minus(Fraction.number(kink)).map(this::sign).isEmpty()) {
          return Optional.empty();
        }
      }
      double here = u.at(inside);
      double slope = activation.derivative(here);
      double atZero = activation.value(here) - slope * here;
      return u.times(slope).plus(Fraction.number(atZero));
    }

    /**
     * The sign of a fraction inside the interval; where it changes there, the point of change is
     * noted.
     */
    private double sign(Fraction u) {
      within(u.root());
      within(u.pole());
      return Math.signum(u.at(inside));
    }

    /** Notes a point at which the interval has to be split. */
    private void within(double place) {
      if (from < place && place < to) {
        places.add(place);
      }
    }
  }
}
