package io.evenkeel.core.activation;

import io.evenkeel.core.Numbers;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.activation.ExprTape.Kind;
import io.evenkeel.core.activation.ExprTape.Step;
import io.evenkeel.core.expr.Elementary;
import io.evenkeel.core.expr.Expression;
import io.evenkeel.core.expr.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Checks that a formula has a finite value at every x, and a finite derivative at all x except
 * single points.
 *
 * <p>The formula is evaluated at some hundred points from 1e-6 to 1e30 on either side of 0, at
 * integers and half-integers, and where the domain of a quotient, a logarithm or a root ends. A
 * value that is infinite only because double precision overflows is accepted.
 */
final class ExprDomain {
  private static final double[] GENERIC = genericPoints();
  private static final double[] SPECIAL = specialPoints();

  private final ExprTape tape;
  private final Map<Expression, Integer> places;
  private final String written;
  private final double[] value;
  private final double[] slope;

  ExprDomain(ExprTape tape, Map<Expression, Integer> places, String written) {
    this.tape = tape;
    this.places = places;
    this.written = written;
    this.value = new double[tape.steps().size()];
    this.slope = new double[tape.steps().size()];
  }

  /** Points that no formula has as an end of its domain unless it is built for them. */
  static double[] generic() {
    return GENERIC.clone();
  }

  /** 0, integers and half-integers: where formulas tend to bend or to end. */
  static double[] special() {
    return SPECIAL.clone();
  }

  private static double[] genericPoints() {
    List<Double> points = new ArrayList<>();
    for (double x = 1.0137e-6; x < 1e30; x *= x < 1e4 ? 1.0713 : 4.0371) {
      points.add(x);
      points.add(-x);
    }
    for (double x = 0.0159; x < 12; x += 0.0531) {
      points.add(x);
      points.add(-x);
    }
    return points.stream().mapToDouble(x -> x).sorted().toArray();
  }

  private static double[] specialPoints() {
    double[] points = new double[81];
    for (int i = 0; i < points.length; i++) {
      points[i] = (i - 40) / 2.0;
    }
    return points;
  }

  /**
   * Evaluates the formula at all points.
   *
   * @param ends further ones, where parts of the formula bend or end
   * @throws SpecException naming the part that has no value, its place and x
   */
  void check(double[] ends) {
    for (double x : GENERIC) {
      tape.run(x, value, slope);
      if (!Double.isFinite(value[value.length - 1])) {
        valueAt(x);
      }
      if (!Double.isFinite(slope[slope.length - 1])) {
        slopeAt(x);
      }
    }
    for (double[] points : new double[][] {SPECIAL, ends}) {
      for (double x : points) {
        tape.run(x, value, slope);
        if (!Double.isFinite(value[value.length - 1])) {
          valueAt(x);
        }
      }
    }
  }

  private void valueAt(double x) {
    for (int i = 0; i < value.length; i++) {
      if (endsHere(i)) {
        throw new SpecException(
            "%s has no finite value at x = %s; a formula must have one for every x"
                .formatted(part(i), Numbers.text(x)));
      }
    }
  }

  private void slopeAt(double x) {
    for (int i = 0; i < value.length; i++) {
      Step step = tape.steps().get(i);
      boolean given = finite(step.a()) && finite(step.b()) && finite(step.c());
      if (endsHere(i) || (given && Double.isFinite(value[i]) && !Double.isFinite(slope[i]))) {
        throw new SpecException(
            "%s has no finite slope at x = %s, also where another factor is 0 or where() takes the other side"
                .formatted(part(i), Numbers.text(x)));
      }
    }
  }

  private boolean finite(int step) {
    return Double.isFinite(value[step]) && Double.isFinite(slope[step]);
  }

  /** Whether a step has no finite value although all of its arguments are finite. */
  private boolean endsHere(int i) {
    Step step = tape.steps().get(i);
    if (step.kind() == Kind.X || Double.isFinite(value[i])) {
      return false;
    }
    if (step.kind() == Kind.CONSTANT) {
      return true;
    }
    double a = value[step.a()];
    double b = value[step.b()];
    boolean given = Double.isFinite(a) && Double.isFinite(b);
    boolean overflows =
        step.operator() == Operator.OVER
            ? b != 0
            : step.operator() == Operator.POWER ? a != 0 : !isLogarithm(step);
    return given && (Double.isNaN(value[i]) || !overflows);
  }

  private static boolean isLogarithm(Step step) {
    return step.function() == Elementary.LOG || step.function() == Elementary.LOG1P;
  }

  /** {@code 'log' at character 3 of '1+log(x)'}. */
  private String part(int i) {
    Expression source = tape.steps().get(i).source();
    String text = source.text();
    int open = text.indexOf('(');
    Step step = tape.steps().get(i);
    String name =
        step.operator() != null
            ? step.operator().text()
            : step.kind() == Kind.CALL ? text.substring(0, open) : text;
    Integer place = places.get(source);
    return "'%s' at character %s of '%s'".formatted(name, place == null ? 1 : place, written);
  }
}
