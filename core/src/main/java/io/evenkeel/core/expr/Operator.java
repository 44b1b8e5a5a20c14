package io.evenkeel.core.expr;

/** A sign or a function of two numbers. A comparison gives 1 where it holds, else 0. */
public enum Operator {
  /** a < b. */
  LESS("<", 1),
  /** a <= b. */
  AT_MOST("<=", 1),
  /** a > b. */
  GREATER(">", 1),
  /** a >= b. */
  AT_LEAST(">=", 1),
  /** a == b. */
  EQUAL("==", 1),
  /** a != b. */
  DIFFERENT("!=", 1),
  /** a + b. */
  PLUS("+", 2),
  /** a - b. */
  MINUS("-", 2),
  /** a b. */
  TIMES("*", 3),
  /** a / b. */
  OVER("/", 3),
  /** a to the power of b. */
  POWER("^", 5),
  /** The smaller of a and b; NaN if either is. */
  MIN("min", 6),
  /** The larger of a and b; NaN if either is. */
  MAX("max", 6);

  private final String text;
  private final int binding;

  Operator(String text, int binding) {
    this.text = text;
    this.binding = binding;
  }

  /** As written in a formula. */
  public String text() {
    return text;
  }

  /**
   * How strongly it binds; larger is stronger. A leading sign binds with {@value Expression#SIGN}.
   */
  int binding() {
    return binding;
  }

  /** Whether it is a comparison. */
  public boolean compares() {
    return binding == LESS.binding;
  }

  /** The result for two numbers. */
  public double of(double a, double b) {
    return switch (this) {
      case LESS -> a < b ? 1 : 0;
      case AT_MOST -> a <= b ? 1 : 0;
      case GREATER -> a > b ? 1 : 0;
      case AT_LEAST -> a >= b ? 1 : 0;
      case EQUAL -> a == b ? 1 : 0;
      case DIFFERENT -> a != b ? 1 : 0;
      case PLUS -> a + b;
      case MINUS -> a - b;
      case TIMES -> a * b;
      case OVER -> a / b;
      case POWER -> StrictMath.pow(a, b);
      case MIN -> Math.min(a, b);
      case MAX -> Math.max(a, b);
    };
  }
}
