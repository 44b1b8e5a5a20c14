package io.evenkeel.core.activation;

import io.evenkeel.core.expr.Elementary;
import io.evenkeel.core.expr.Expression;
import io.evenkeel.core.expr.Expression.Binary;
import io.evenkeel.core.expr.Expression.Call;
import io.evenkeel.core.expr.Expression.Constant;
import io.evenkeel.core.expr.Expression.Negation;
import io.evenkeel.core.expr.Expression.Variable;
import io.evenkeel.core.expr.Expression.Where;
import io.evenkeel.core.expr.Operator;
import io.evenkeel.core.expr.PointFunction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A formula as a list of steps, each of which computes a number and its derivative in x from those
 * of earlier steps. A part that occurs twice in the formula is one step; a part without x is a
 * constant.
 */
final class ExprTape {
  /** What a step does. */
  enum Kind {
    /** x, with slope 1; always the first step. */
    X,
    /** A number, with slope 0. */
    CONSTANT,
    /** The negative of a. */
    NEGATION,
    /** Two numbers joined by an operator. */
    BINARY,
    /** b if a is not 0, else c. */
    WHERE,
    /** A function of a. */
    CALL
  }

  /**
   * One step.
   *
   * @param a index of an earlier step; likewise b and c
   * @param operator of a BINARY, else null
   * @param function of a CALL, else null
   * @param constant of a CONSTANT
   * @param source what it computes
   */
  record Step(
      Kind kind,
      int a,
      int b,
      int c,
      Operator operator,
      PointFunction function,
      double constant,
      Expression source) {}

  /** tanh(log(1 + exp(x))), computed with one exponential and no logarithm. */
  enum TanhSoftplus implements PointFunction {
    /** The only instance. */
    INSTANCE;

    @Override
    public String call(String argument) {
      return "tanh(softplus(%s))".formatted(argument);
    }

    @Override
    public double value(double x) {
      return Mish.tanhSoftplus(x);
    }

    @Override
    public double derivative(double x) {
      return Mish.tanhSoftplusSlope(x);
    }

    /**
     * At the kink of softplus, where it becomes linear, its tanh is already 1 in double precision.
     */
    @Override
    public double[] kinks() {
      return new double[0];
    }
  }

  private final List<Step> steps = new ArrayList<>();
  private final Map<Expression, Integer> index = new HashMap<>();

  ExprTape(Expression formula) {
    add(new Variable("x"), new Step(Kind.X, 0, 0, 0, null, null, 0, new Variable("x")));
    compile(formula);
  }

  List<Step> steps() {
    return steps;
  }

  boolean isConstant(int step) {
    return steps.get(step).kind() == Kind.CONSTANT;
  }

  private int add(Expression source, Step step) {
    steps.add(step);
    index.put(source, steps.size() - 1);
    return steps.size() - 1;
  }

  private int compile(Expression source) {
    Integer known = index.get(source);
    if (known != null) {
      return known;
    }
    if (!source.varies()) {
      double value = source.value(name -> Double.NaN);
      return add(source, new Step(Kind.CONSTANT, 0, 0, 0, null, null, value, source));
    }
    if (source instanceof Negation negation) {
      int of = compile(negation.of());
      return add(source, new Step(Kind.NEGATION, of, of, of, null, null, 0, source));
    }
    if (source instanceof Binary binary) {
      int left = compile(binary.left());
      int right = compile(binary.right());
      return add(
          source, new Step(Kind.BINARY, left, right, left, binary.operator(), null, 0, source));
    }
    if (source instanceof Where where) {
      int condition = compile(where.condition());
      int then = compile(where.then());
      int otherwise = compile(where.otherwise());
      return add(source, new Step(Kind.WHERE, condition, then, otherwise, null, null, 0, source));
    }
    return compileCall((Call) source);
  }

  private int compileCall(Call call) {
    if (isDefault(call.function(), new Tanh())) {
      Optional<Expression> argument = argumentOfSoftplus(call.argument());
      if (argument.isPresent()) {
        return call(call, TanhSoftplus.INSTANCE, argument.get());
      }
    }
    return call(call, call.function(), call.argument());
  }

  /** The u of softplus(u), log(1 + exp(u)) or log1p(exp(u)). */
  private static Optional<Expression> argumentOfSoftplus(Expression source) {
    if (!(source instanceof Call call)) {
      return Optional.empty();
    }
    if (isDefault(call.function(), new Softplus(1, 20))) {
      return Optional.of(call.argument());
    }
    if (call.function() == Elementary.LOG1P) {
      return argumentOfExp(call.argument());
    }
    if (call.function() == Elementary.LOG
        && call.argument() instanceof Binary sum
        && sum.operator() == Operator.PLUS) {
      return isOne(sum.left())
          ? argumentOfExp(sum.right())
          : isOne(sum.right()) ? argumentOfExp(sum.left()) : Optional.empty();
    }
    return Optional.empty();
  }

  private static Optional<Expression> argumentOfExp(Expression source) {
    return source instanceof Call call && call.function() == Elementary.EXP
        ? Optional.of(call.argument())
        : Optional.empty();
  }

  private static boolean isOne(Expression source) {
    return source instanceof Constant constant && constant.value() == 1;
  }

  private int call(Call call, PointFunction function, Expression argument) {
    int of = compile(argument);
    return add(call, new Step(Kind.CALL, of, of, of, null, function, 0, call));
  }

  private static boolean isDefault(PointFunction function, Activation activation) {
    return function.equals(new ExprNames.Member(activation));
  }

  /**
   * Runs all steps at one x.
   *
   * @param value receives each step's value; the last is the formula's
   * @param slope receives each step's derivative in x
   */
  void run(double x, double[] value, double[] slope) {
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      int a = step.a();
      switch (step.kind()) {
        case X -> {
          value[i] = x;
          slope[i] = 1;
        }
        case CONSTANT -> {
          value[i] = step.constant();
          slope[i] = 0;
        }
        case NEGATION -> {
          value[i] = -value[a];
          slope[i] = -slope[a];
        }
        case BINARY -> {
          value[i] = step.operator().of(value[a], value[step.b()]);
          slope[i] = binarySlope(step, value, slope);
        }
        case WHERE -> {
          int chosen = value[a] != 0 ? step.b() : step.c();
          int other = value[a] != 0 ? step.c() : step.b();
          value[i] = value[chosen];
          slope[i] = slope[chosen] + 0 * slope[other];
        }
        case CALL -> {
          value[i] = step.function().value(value[a]);
          slope[i] = step.function().derivative(value[a]) * slope[a];
        }
      }
    }
  }

  private double binarySlope(Step step, double[] value, double[] slope) {
    double sum = 0;
    double a = value[step.a()];
    double b = value[step.b()];
    if (!isConstant(step.a())) {
      sum += slope[step.a()] * slopeInLeft(step.operator(), a, b);
    }
    if (!isConstant(step.b())) {
      sum += slope[step.b()] * slopeInRight(step.operator(), a, b);
    }
    return step.operator().compares() ? 0 : sum;
  }

  /**
   * The factor of the left operand's slope, as in PyTorch: ties of min and max are shared, a power
   * of 0 has slope 0.
   */
  static double slopeInLeft(Operator operator, double a, double b) {
    return switch (operator) {
      case LESS, AT_MOST, GREATER, AT_LEAST, EQUAL, DIFFERENT -> 0;
      case PLUS, MINUS -> 1;
      case TIMES -> b;
      case OVER -> 1 / b;
      case POWER -> b == 0 ? 0 : b == 2 ? 2 * a : b * StrictMath.pow(a, b - 1);
      case MIN -> a == b ? 0.5 : a > b ? 0 : 1;
      case MAX -> a == b ? 0.5 : a < b ? 0 : 1;
    };
  }

  /** The factor of the right operand's slope. */
  static double slopeInRight(Operator operator, double a, double b) {
    return switch (operator) {
      case LESS, AT_MOST, GREATER, AT_LEAST, EQUAL, DIFFERENT -> 0;
      case PLUS -> 1;
      case MINUS -> -1;
      case TIMES -> a;
      case OVER -> -(a / b / b);
      case POWER -> a == 0 && b >= 0 ? 0 : StrictMath.pow(a, b) * StrictMath.log(a);
      case MIN -> a == b ? 0.5 : a < b ? 0 : 1;
      case MAX -> a == b ? 0.5 : a > b ? 0 : 1;
    };
  }
}
