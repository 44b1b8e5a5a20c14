package io.evenkeel.core.activation;

import io.evenkeel.core.activation.ExprTape.Step;
import io.evenkeel.core.expr.Operator;
import java.util.Arrays;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.DoubleStream;

/**
 * Finds where a formula or its derivative may jump: where a comparison or where() changes, the two
 * sides of min or max are equal, a function called is at a kink of its own, a divisor or the base
 * of a power is 0.
 *
 * <p>Each is a zero of a part of the formula. A grid of some thousand points up to 1e6 on either
 * side shows where a part changes its sign or touches 0; each zero is then found to the last bit of
 * x. Two zeros between the same two points are not found.
 */
final class Breakpoints {
  private static final double FARTHEST = 1e6;

  /**
   * How many places are kept, the nearest to 0: a formula such as {@code abs(sin(x))} has
   * infinitely many.
   */
  private static final int MOST = 64;

  /** A minimum of |u| that is smaller than this, relative to its neighbours, is a zero. */
  private static final double TOUCHES = 1e-12;

  private static final double[] GRID =
      DoubleStream.concat(Arrays.stream(ExprDomain.generic()), Arrays.stream(ExprDomain.special()))
          .filter(x -> Math.abs(x) <= FARTHEST)
          .sorted()
          .distinct()
          .toArray();

  private final ExprTape tape;
  private final double[] value;
  private final double[] slope;
  private final NavigableSet<Double> found = new TreeSet<>();

  private Breakpoints(ExprTape tape) {
    this.tape = tape;
    this.value = new double[tape.steps().size()];
    this.slope = new double[tape.steps().size()];
  }

  static Breakpoints of(ExprTape tape) {
    Breakpoints breakpoints = new Breakpoints(tape);
    for (int i = 1; i < tape.steps().size(); i++) {
      breakpoints.search(tape.steps().get(i));
    }
    return breakpoints;
  }

  /** All places that were found, ascending. */
  double[] all() {
    return found.stream().mapToDouble(x -> x).toArray();
  }

  /** The places that are kept, ascending. */
  double[] kinks() {
    return found.stream()
        .sorted((a, b) -> Double.compare(Math.abs(a), Math.abs(b)))
        .limit(MOST)
        .mapToDouble(x -> x == 0 ? 0 : x)
        .sorted()
        .toArray();
  }

  private void search(Step step) {
    switch (step.kind()) {
      case WHERE -> zeros(step.a(), -1, 0);
      case CALL -> {
        for (double kink : step.function().kinks()) {
          zeros(step.a(), -1, kink);
        }
      }
      case BINARY -> {
        if (step.operator().compares()
            || step.operator() == Operator.MIN
            || step.operator() == Operator.MAX) {
          zeros(step.a(), step.b(), 0);
        } else if (step.operator() == Operator.OVER) {
          zeros(step.b(), -1, 0);
        } else if (step.operator() == Operator.POWER && !smoothPower(step)) {
          zeros(step.a(), -1, 0);
        }
      }
      default -> {}
    }
  }

  /** A whole power is a polynomial. */
  private boolean smoothPower(Step step) {
    if (!tape.isConstant(step.b())) {
      return tape.isConstant(step.a());
    }
    double power = tape.steps().get(step.b()).constant();
    return power >= 0 && power == Math.rint(power);
  }

  /** u(x) = a(x) - b(x) - shift, b left out if its index is negative. */
  private double at(double x, int a, int b, double shift) {
    tape.run(x, value, slope);
    return b < 0 ? value[a] - shift : value[a] - value[b];
  }

  private void zeros(int a, int b, double shift) {
    if (tape.isConstant(a) && (b < 0 || tape.isConstant(b))) {
      return;
    }
    double before = Double.NaN;
    double here = at(GRID[0], a, b, shift);
    for (int i = 0; i < GRID.length; i++) {
      double next = i + 1 < GRID.length ? at(GRID[i + 1], a, b, shift) : Double.NaN;
      if (here == 0) {
        atZero(i, before, next, a, b, shift);
      } else if (before != 0 && next != 0 && here * next < 0) {
        add(crossing(GRID[i], GRID[i + 1], a, b, shift));
      } else if (here * before > 0
          && here * next > 0
          && Math.abs(here) < Math.abs(before)
          && Math.abs(here) < Math.abs(next)) {
        touching(i, a, b, shift);
      }
      before = here;
      here = next;
    }
  }

  /** A single zero counts, and where zeros begin or end. */
  private void atZero(int i, double before, double next, int a, int b, double shift) {
    boolean begins = !Double.isNaN(before) && before != 0;
    boolean ends = !Double.isNaN(next) && next != 0;
    if (begins && ends) {
      add(GRID[i]);
    } else if (begins) {
      add(edge(GRID[i], GRID[i - 1], a, b, shift));
    } else if (ends) {
      add(edge(GRID[i], GRID[i + 1], a, b, shift));
    }
  }

  /** The last zero from one point towards another. */
  private double edge(double zero, double other, int a, int b, double shift) {
    double inside = zero;
    double outside = other;
    while (true) {
      double middle = inside + (outside - inside) / 2;
      if (middle == inside || middle == outside) {
        return inside;
      }
      if (at(middle, a, b, shift) == 0) {
        inside = middle;
      } else {
        outside = middle;
      }
    }
  }

  /** The double at which the sign changes, or the last before it does. */
  private double crossing(double from, double to, int a, int b, double shift) {
    double low = from;
    double high = to;
    double sign = Math.signum(at(low, a, b, shift));
    while (true) {
      double middle = low + (high - low) / 2;
      if (middle <= low || middle >= high) {
        return low;
      }
      double there = Math.signum(at(middle, a, b, shift));
      if (there == 0) {
        return middle;
      }
      if (there == sign) {
        low = middle;
      } else {
        high = middle;
      }
    }
  }

  /** Two that are a few roundings apart are one, found twice. */
  private void add(double x) {
    double apart = 4 * Math.ulp(x);
    if (found.subSet(x - apart, true, x + apart, true).isEmpty()) {
      found.add(x);
    }
  }

  /** Golden-section search for where |u| touches 0 around a grid point. */
  private void touching(int i, int a, int b, double shift) {
    double low = GRID[i - 1];
    double high = GRID[i + 1];
    double golden = (Math.sqrt(5) - 1) / 2;
    for (int step = 0; step < 80; step++) {
      double left = high - golden * (high - low);
      double right = low + golden * (high - low);
      if (Math.abs(at(left, a, b, shift)) < Math.abs(at(right, a, b, shift))) {
        high = right;
      } else {
        low = left;
      }
    }
    double x = low + (high - low) / 2;
    double around = Math.abs(at(GRID[i - 1], a, b, shift));
    if (Math.abs(at(x, a, b, shift)) < TOUCHES * around) {
      add(x);
    }
  }
}
