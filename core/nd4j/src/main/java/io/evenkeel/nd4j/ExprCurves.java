package io.evenkeel.nd4j;

import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Expr;
import io.evenkeel.core.expr.Elementary;
import io.evenkeel.core.expr.Expression;
import io.evenkeel.core.expr.Expression.Binary;
import io.evenkeel.core.expr.Expression.Call;
import io.evenkeel.core.expr.Expression.Negation;
import io.evenkeel.core.expr.Expression.Variable;
import io.evenkeel.core.expr.Expression.Where;
import io.evenkeel.core.expr.Operator;
import io.evenkeel.core.expr.PointFunction;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** A formula of the user's over float64 arrays: each part's value and derivative, by rule. */
final class ExprCurves {
  private ExprCurves() {}

  /**
   * A part's numbers.
   *
   * @param slope empty of a part that does not vary
   */
  private record Part(INDArray value, Optional<INDArray> slope) {
    /** The slope times a factor; empty of a part that does not vary. */
    Optional<INDArray> scaled(INDArray factor) {
      return slope.map(own -> own.mul(factor));
    }
  }

  static Curves.Curve of(Expression formula) {
    return new Curves.Curve(
        x -> part(formula, x).value().dup(),
        x -> part(formula, x).slope().orElseGet(x::like).dup());
  }

  private static Part part(Expression formula, INDArray x) {
    if (formula instanceof Variable) {
      return new Part(x, Optional.of(Formulas.one(x)));
    }
    if (!formula.varies()) {
      double value = formula.value(name -> Double.NaN);
      return new Part(x.like().addi(value), Optional.empty());
    }
    if (formula instanceof Negation negation) {
      Part of = part(negation.of(), x);
      return new Part(of.value().neg(), of.slope().map(INDArray::neg));
    }
    if (formula instanceof Binary binary) {
      return binary(binary.operator(), part(binary.left(), x), part(binary.right(), x));
    }
    if (formula instanceof Where where) {
      return where(part(where.condition(), x), part(where.then(), x), part(where.otherwise(), x));
    }
    Call call = (Call) formula;
    Part of = part(call.argument(), x);
    Curves.Curve curve = curve(call.function());
    return new Part(curve.value().of(of.value()), of.scaled(curve.slope().of(of.value())));
  }

  private static Part where(Part condition, Part then, Part otherwise) {
    INDArray chosen = condition.value().neq(0);
    INDArray value = Select.where(chosen, then.value(), otherwise.value());
    INDArray left = then.slope().orElseGet(value::like);
    INDArray right = otherwise.slope().orElseGet(value::like);
    INDArray unchosen = Select.where(chosen, right, left).mul(0);
    return new Part(value, Optional.of(Select.where(chosen, left, right).add(unchosen)));
  }

  private static Part binary(Operator operator, Part left, Part right) {
    INDArray a = left.value();
    INDArray b = right.value();
    return switch (operator) {
      case PLUS -> new Part(a.add(b), sum(left.slope(), right.slope()));
      case MINUS -> new Part(a.sub(b), sum(left.slope(), right.slope().map(INDArray::neg)));
      case TIMES -> new Part(a.mul(b), sum(left.scaled(b), right.scaled(a)));
      case OVER ->
          new Part(a.div(b), sum(left.scaled(b.rdiv(1)), right.scaled(a.div(b).divi(b).negi())));
      case POWER -> power(left, right);
      case MIN -> extreme(left, right, a.lt(b), a.gt(b));
      case MAX -> extreme(left, right, a.gt(b), a.lt(b));
      case LESS -> step(a, a.lt(b));
      case AT_MOST -> either(step(a, a.lt(b)), step(a, a.eq(b)));
      case GREATER -> step(a, a.gt(b));
      case AT_LEAST -> either(step(a, a.gt(b)), step(a, a.eq(b)));
      case EQUAL -> step(a, a.eq(b));
      case DIFFERENT -> step(a, a.neq(b));
    };
  }

  private static Part step(INDArray like, INDArray condition) {
    return new Part(Select.where(condition, 1, 0), Optional.of(like.like()));
  }

  private static Part either(Part one, Part other) {
    return new Part(one.value().add(other.value()), one.slope());
  }

  /** Min or max, given where the left one is it and where the right one is; ties are shared. */
  private static Part extreme(Part left, Part right, INDArray isLeft, INDArray isRight) {
    INDArray a = left.value();
    INDArray b = right.value();
    INDArray value = Select.where(isLeft, a, b);
    INDArray half = value.like().addi(0.5);
    INDArray ofLeft = Select.where(isLeft, Formulas.one(a), Select.where(isRight, a.like(), half));
    INDArray ofRight = Select.where(isRight, Formulas.one(a), Select.where(isLeft, a.like(), half));
    return new Part(value, sum(left.scaled(ofLeft), right.scaled(ofRight)));
  }

  private static Part power(Part base, Part exponent) {
    INDArray value = Transforms.pow(base.value(), exponent.value());
    INDArray reduced = Transforms.pow(base.value(), exponent.value().sub(1));
    INDArray ofBase =
        Select.where(exponent.value().eq(0), 0, 1).muli(exponent.value()).muli(reduced);
    INDArray logarithm =
        Select.where(base.value().eq(0), value.like(), Transforms.log(base.value()));
    return new Part(value, sum(base.scaled(ofBase), exponent.scaled(value.mul(logarithm))));
  }

  private static Optional<INDArray> sum(Optional<INDArray> left, Optional<INDArray> right) {
    if (left.isEmpty() || right.isEmpty()) {
      return left.or(() -> right);
    }
    return Optional.of(left.get().add(right.get()));
  }

  private static Curves.Curve curve(PointFunction function) {
    if (function instanceof Elementary elementary) {
      return elementary(elementary);
    }
    Activation activation = Expr.called(function);
    return Curves.of(activation);
  }

  private static Curves.Curve elementary(Elementary function) {
    return switch (function) {
      case EXP -> new Curves.Curve(Formulas::exp, Formulas::exp);
      case EXPM1 -> new Curves.Curve(Formulas::expm1, Formulas::exp);
      case LOG -> new Curves.Curve(Transforms::log, x -> x.rdiv(1));
      case LOG1P -> new Curves.Curve(ExprCurves::log1p, x -> x.add(1).rdivi(1));
      case SQRT -> new Curves.Curve(Transforms::sqrt, x -> Transforms.sqrt(x).rdivi(0.5));
      case ABS -> new Curves.Curve(Formulas::abs, ExprCurves::sign);
      case SIGN -> new Curves.Curve(ExprCurves::sign, x -> x.like());
      case COS -> new Curves.Curve(Formulas::cos, x -> Formulas.sin(x).negi());
      case ATAN -> new Curves.Curve(Transforms::atan, x -> x.mul(x).addi(1).rdivi(1));
      case SQUARE -> new Curves.Curve(x -> x.mul(x), x -> x.mul(2));
    };
  }

  private static INDArray sign(INDArray x) {
    return Select.where(x.gt(0), 1, 0).subi(Select.where(x.lt(0), 1, 0));
  }

  /** W. Kahan's quotient, which keeps the digits near 0. */
  private static INDArray log1p(INDArray x) {
    INDArray u = x.add(1);
    INDArray difference = u.sub(1);
    INDArray quotient = Transforms.log(u).muli(x).divi(difference);
    INDArray far = Select.where(Formulas.abs(x).gt(1), Transforms.log(u), quotient);
    return Select.where(difference.eq(0), x, far);
  }
}
