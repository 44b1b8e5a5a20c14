package io.evenkeel.core.activation;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.expr.Expression;
import io.evenkeel.core.expr.FormulaParser;
import java.util.Optional;

/** Properties of one formula: how it is computed, where it bends, how it behaves far from 0. */
final class ExprCurve {
  /** At this distance from 0 both sides are examined for the formula's behaviour at infinity. */
  private static final double FAR = 1e17;

  private static final double RAYS = 4 * 0x1p-53;
  private static final double STRAIGHT = 1e-9;

  /** A slope that grows like the distance to this power has no mean square. */
  private static final double STEEPEST = -0.49;

  private final Expression tree;
  private final String formula;
  private final ExprTape tape;
  private final ExprBlocks blocks;
  private final Optional<ExprPieces> pieces;
  private final Optional<ExprLines> lines;

  /** The activation that the formula calls with x, if it is nothing else. */
  private final Optional<Activation> called;

  private final double[] kinks;
  private final ThreadLocal<double[][]> scratch;

  /** The formula's steps do not overflow to NaN between this x and {@code last}. */
  private final double first;

  private final double last;
  private final boolean steep;
  private final boolean straight;
  private final double[] rays;

  /**
   * Examines a formula.
   *
   * @param written as the user spelled it, for messages
   * @throws SpecException if it does not vary or has no finite value at some x
   */
  ExprCurve(FormulaParser.Parsed parsed, String written) {
    tree = parsed.formula();
    formula = tree.text();
    if (!tree.varies()) {
      throw new SpecException("a formula must vary with x, got '%s'".formatted(written));
    }
    tape = new ExprTape(tree);
    blocks = new ExprBlocks(tape);
    pieces = ExprPieces.of(tape, blocks);
    called = ExprNames.called(tree);
    lines =
        pieces.isPresent() || called.isPresent() ? Optional.empty() : ExprLines.of(tape, blocks);
    int steps = tape.steps().size();
    scratch = ThreadLocal.withInitial(() -> new double[2][steps]);
    Breakpoints breakpoints = Breakpoints.of(tape);
    new ExprDomain(tape, parsed.places(), written).check(breakpoints.all());
    kinks = breakpoints.kinks();
    last = reach(1);
    first = -reach(-1);
    steep = anySteep();
    straight = isStraight(1) && isStraight(-1);
    rays = findRays();
  }

  String formula() {
    return formula;
  }

  Expression tree() {
    return tree;
  }

  /** Does the same as {@link Activation#apply}. */
  void apply(float[] pre, int n, float[] act, float[] slope) {
    if (pieces.isPresent() && pieces.get().serves(pre, n)) {
      pieces.get().apply(pre, n, act, slope);
    } else if (called.isPresent()) {
      called.get().apply(pre, n, act, slope);
    } else if (lines.isPresent()) {
      lines.get().apply(pre, n, act, slope);
    } else {
      blocks.apply(pre, n, act, slope);
    }
  }

  double[] kinks() {
    return kinks.clone();
  }

  boolean steep() {
    return steep;
  }

  boolean straight() {
    return straight;
  }

  double[] rays() {
    return rays.clone();
  }

  double value(double x) {
    if (Double.isInfinite(x)) {
      return raw(x, 0);
    }
    if (x > last) {
      return raw(last, 0) + raw(last, 1) * (x - last);
    }
    return x < first ? raw(first, 0) + raw(first, 1) * (x - first) : raw(x, 0);
  }

  double slope(double x) {
    boolean beyond = !Double.isInfinite(x) && (x > last || x < first);
    return raw(beyond ? (x > last ? last : first) : x, 1);
  }

  /** The value (0) or the slope (1) of the last step. */
  private double raw(double x, int which) {
    double[][] results = scratch.get();
    tape.run(x, results[0], results[1]);
    return results[which][results[which].length - 1];
  }

  private boolean isNumber(double x) {
    return !Double.isNaN(raw(x, 0)) && !Double.isNaN(raw(x, 1));
  }

  /** How far the formula has finite values on a side where it ends in NaN, else Infinity. */
  private double reach(int side) {
    double outside = 64;
    while (isNumber(side * outside)) {
      outside *= 2;
      if (outside > 0x1p1000) {
        return Double.POSITIVE_INFINITY;
      }
    }
    double inside = 32;
    for (int i = 0; i < 100; i++) {
      double middle = inside + (outside - inside) / 2;
      if (Double.isFinite(raw(side * middle, 0)) && Double.isFinite(raw(side * middle, 1))) {
        inside = middle;
      } else {
        outside = middle;
      }
    }
    return inside;
  }

  private boolean anySteep() {
    for (double kink : kinks) {
      if (exponent(kink, 1) < STEEPEST || exponent(kink, -1) < STEEPEST) {
        return true;
      }
    }
    return false;
  }

  /** The power of the distance to which the slope is proportional next to a kink. */
  private double exponent(double kink, int side) {
    double far = 1e-5 * Math.max(1, Math.abs(kink));
    double near = far * 1e-6;
    double ratio = slope(kink + side * near) / slope(kink + side * far);
    return Math.log(Math.abs(ratio)) / Math.log(1e-6);
  }

  private boolean isStraight(int side) {
    double once = value(side * FAR);
    double twice = value(side * 2 * FAR);
    double tolerance = STRAIGHT * (Math.abs(once) + Double.MIN_NORMAL);
    return Math.abs(twice - 2 * once) <= tolerance || Math.abs(twice - once) <= tolerance;
  }

  private double[] findRays() {
    double left = 0 - value(-1);
    double right = value(1);
    for (double x : ExprDomain.generic()) {
      double expected = x * (x < 0 ? left : right);
      if (!(Math.abs(value(x) - expected) <= RAYS * Math.abs(expected))) {
        return new double[0];
      }
    }
    boolean any = value(0) == 0 && (left != 0 || right != 0);
    return any ? new double[] {left, right} : new double[0];
  }
}
