package io.evenkeel.core.expr;

import io.evenkeel.core.Numbers;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A formula as a tree. Two are equal if they compute the same in the same order. Equal formulas
 * have the same {@link #text}, however they were written.
 */
public sealed interface Expression {
  /** How strongly a sign before a number binds: more than a product, less than a power. */
  int SIGN = 4;

  /** How strongly names, numbers and calls bind. */
  int ATOM = 6;

  /**
   * A number.
   *
   * @param text {@code pi}, {@code e}, or its digits as {@link Numbers#text} has them
   * @param value finite, at least 0
   */
  record Constant(String text, double value) implements Expression {
    /** A number by its digits. */
    public Constant(double value) {
      this(Numbers.text(value), value);
    }
  }

  /** A name whose value is known only when the formula is used. */
  record Variable(String name) implements Expression {}

  /** {@code -of}. */
  record Negation(Expression of) implements Expression {}

  /** Two numbers joined by a sign, or min or max of them. */
  record Binary(Operator operator, Expression left, Expression right) implements Expression {}

  /** {@code where(condition, then, otherwise)}: {@code then} if the condition is not 0. */
  record Where(Expression condition, Expression then, Expression otherwise) implements Expression {}

  /** A function of one number. */
  record Call(PointFunction function, Expression argument) implements Expression {}

  /** The direct subformulas of this one. */
  default List<Expression> parts() {
    if (this instanceof Negation negation) {
      return List.of(negation.of);
    }
    if (this instanceof Binary binary) {
      return List.of(binary.left, binary.right);
    }
    if (this instanceof Where where) {
      return List.of(where.condition, where.then, where.otherwise);
    }
    return this instanceof Call call ? List.of(call.argument) : List.of();
  }

  /** Whether it contains a variable. */
  default boolean varies() {
    return this instanceof Variable || parts().stream().anyMatch(Expression::varies);
  }

  /** The value, given those of the variables by name. */
  default double value(ToDoubleFunction<String> variables) {
    if (this instanceof Constant constant) {
      return constant.value;
    }
    if (this instanceof Variable variable) {
      return variables.applyAsDouble(variable.name);
    }
    if (this instanceof Negation negation) {
      return -negation.of.value(variables);
    }
    if (this instanceof Binary binary) {
      return binary.operator.of(binary.left.value(variables), binary.right.value(variables));
    }
    if (this instanceof Where where) {
      return where.condition.value(variables) == 0
          ? where.otherwise.value(variables)
          : where.then.value(variables);
    }
    Call call = (Call) this;
    return call.function.value(call.argument.value(variables));
  }

  /**
   * The normal form: no blanks, only those parentheses that the order of operations needs, {@code
   * ^} for powers, the shortest digits of each number, each function by its own name with those
   * parameters that differ from the defaults. Parsing it gives an equal formula.
   */
  default String text() {
    if (this instanceof Constant constant) {
      return constant.text;
    }
    if (this instanceof Variable variable) {
      return variable.name;
    }
    if (this instanceof Negation negation) {
      return "-" + negation.of.atLeast(SIGN);
    }
    if (this instanceof Binary binary) {
      return joined(binary);
    }
    if (this instanceof Where where) {
      return "where(%s,%s,%s)"
          .formatted(where.condition.text(), where.then.text(), where.otherwise.text());
    }
    Call call = (Call) this;
    return call.function.call(call.argument.text());
  }

  private static String joined(Binary binary) {
    Operator operator = binary.operator;
    int binding = operator.binding();
    return switch (operator) {
      case MIN, MAX ->
          "%s(%s,%s)".formatted(operator.text(), binary.left.text(), binary.right.text());
      // To the right a sign may follow: 2^-x.
      case POWER -> binary.left.atLeast(ATOM) + operator.text() + binary.right.atLeast(SIGN);
      default ->
          binary.left.atLeast(operator.compares() ? binding + 1 : binding)
              + operator.text()
              + binary.right.atLeast(binding + 1);
    };
  }

  private String atLeast(int binding) {
    return binding() >= binding ? text() : "(" + text() + ")";
  }

  private int binding() {
    if (this instanceof Binary binary) {
      return binary.operator.binding();
    }
    return this instanceof Negation ? SIGN : ATOM;
  }
}
