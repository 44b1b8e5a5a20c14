package io.evenkeel.core.activation;

import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.expr.Expression;
import io.evenkeel.core.expr.FormulaParser;
import io.evenkeel.core.expr.PointFunction;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An activation given by a formula: phi(x) is its value, phi' follows by the chain rule with
 * PyTorch's choices: 0 at the kink of abs, a half of either side where min or max are tied, each
 * activation's own at its kinks. {@code where} takes 0 times the slope of the side that is not
 * chosen, so that an infinite slope there gives NaN, as in PyTorch.
 *
 * <p>All steps are in double precision; only the result is rounded to float32. {@link #value} and
 * {@link #derivative}, which theory uses, are extended by straight lines where the formula's steps
 * overflow to NaN, as {@code exp(x) / (1 + exp(x))} does beyond x = 709; {@link #apply} gives NaN.
 */
public final class Expr implements Activation {
  /** The longest formula, in characters. */
  static final int LONGEST = 1000;

  /**
   * How many formulas are remembered, more than a program uses at once; others are parsed again.
   */
  private static final int MOST_REMEMBERED = 1000;

  private static final Map<String, ExprCurve> CURVES = new ConcurrentHashMap<>();

  private final String formula;
  private final ExprCurve curve;

  /**
   * Reads a formula.
   *
   * @param formula any spelling; {@link #formula} is its normal form
   * @throws SpecException if it is no formula of x, does not vary, or has no finite value at some x
   */
  public Expr(String formula) {
    this.curve = curve(formula);
    this.formula = curve.formula();
  }

  /**
   * The normal form of a formula.
   *
   * @throws SpecException as the constructor
   */
  static String normalized(String formula) {
    return curve(formula).formula();
  }

  private static ExprCurve curve(String formula) {
    ExprCurve known = CURVES.get(formula);
    if (known != null) {
      return known;
    }
    FormulaParser.Parsed parsed = FormulaParser.parse(formula, ExprNames.NAMES, LONGEST);
    ExprCurve made = CURVES.get(parsed.formula().text());
    if (made == null) {
      made = new ExprCurve(parsed, formula);
      if (CURVES.size() >= MOST_REMEMBERED) {
        CURVES.clear();
      }
      CURVES.put(made.formula(), made);
    }
    return made;
  }

  /** The formula in its normal form. */
  public String formula() {
    return formula;
  }

  /** The formula as a tree. */
  public Expression tree() {
    return curve.tree();
  }

  /** The activation of the catalogue that a function in a formula stands for. */
  public static Activation called(PointFunction function) {
    return ((ExprNames.Member) function).activation();
  }

  /** Whether phi' grows without bound at some x, so fast that its square has no mean. */
  public boolean steep() {
    return curve.steep();
  }

  /** Whether phi tends to a straight line, or to a constant, on both sides. */
  public boolean straight() {
    return curve.straight();
  }

  /** Slopes {left, right} of a phi that is straight on either side of 0, else an empty array. */
  public double[] rays() {
    return curve.rays();
  }

  @Override
  public Spec spec() {
    return Spec.of("expr").with("formula", formula);
  }

  @Override
  public double value(double x) {
    return curve.value(x);
  }

  @Override
  public double derivative(double x) {
    return curve.slope(x);
  }

  @Override
  public double[] kinks() {
    return curve.kinks();
  }

  @Override
  public void apply(float[] pre, int n, float[] act, float[] slope) {
    curve.apply(pre, n, act, slope);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Expr expr && formula.equals(expr.formula);
  }

  @Override
  public int hashCode() {
    return formula.hashCode();
  }

  @Override
  public String toString() {
    return spec().text();
  }
}
