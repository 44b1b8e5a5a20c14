package io.evenkeel.core.expr;

import io.evenkeel.core.SpecException;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * Formulas of numbers: {@code + - * / ^ **}, parentheses, {@code sqrt exp log abs}, {@code pi} and
 * {@code e}. {@code ^} binds strongest and to the right: {@code -2^2} is -4.
 *
 * <p>Nothing but arithmetic is ever carried out. Each error names the place, in characters from 1.
 */
public final class Arithmetic {
  private static final int LONGEST = 200;

  /** Parentheses, signs and powers within each other: what reads them calls itself as often. */
  private static final int DEEPEST = 50;

  private static final Map<String, DoubleUnaryOperator> FUNCTIONS =
      Map.of(
          "sqrt", Math::sqrt,
          "exp", StrictMath::exp,
          "log", StrictMath::log,
          "abs", Math::abs);
  private static final Map<String, Double> CONSTANTS = Map.of("pi", Math.PI, "e", Math.E);

  private final String text;
  private int at;
  private int depth;

  private Arithmetic(String text) {
    this.text = text;
  }

  /** Whether a text has a sign of a formula in it: an operator, a parenthesis. */
  public static boolean looksLike(String text) {
    return text.matches(".*[+*/^()].*|.*[\\w)]\\s*-\\s*[\\w(].*") && !text.matches("[a-z_]+");
  }

  /**
   * The number that a formula gives.
   *
   * @throws SpecException if the text is no formula, is longer than 200 characters or nested deeper
   *     than 50, or its value is not finite
   */
  public static double value(String text) {
    if (text.length() > LONGEST) {
      throw new SpecException(
          "a formula must be at most %s characters long, got %s".formatted(LONGEST, text.length()));
    }
    Arithmetic reader = new Arithmetic(text);
    double value = reader.sum();
    reader.skipBlanks();
    if (reader.at < text.length()) {
      throw reader.error("an operator");
    }
    if (!Double.isFinite(value)) {
      throw new SpecException("'%s' must be a finite number, got %s".formatted(text, value));
    }
    return value;
  }

  private double sum() {
    double value = product();
    while (true) {
      if (next("+")) {
        value += product();
      } else if (next("-")) {
        value -= product();
      } else {
        return value;
      }
    }
  }

  private double product() {
    double value = signed();
    while (true) {
      if (isPower()) {
        return value;
      } else if (next("*")) {
        value *= signed();
      } else if (next("/")) {
        value /= signed();
      } else {
        return value;
      }
    }
  }

  private boolean isPower() {
    skipBlanks();
    return text.startsWith("**", at);
  }

  private double signed() {
    enter();
    double value;
    if (next("-")) {
      value = -signed();
    } else if (next("+")) {
      value = signed();
    } else {
      value = power();
    }
    depth--;
    return value;
  }

  private double power() {
    double base = atom();
    return next("**") || next("^") ? StrictMath.pow(base, signed()) : base;
  }

  private double atom() {
    skipBlanks();
    int start = at;
    if (next("(")) {
      return closed();
    }
    if (at < text.length() && (isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
      return number();
    }
    while (at < text.length() && isLetter(text.charAt(at))) {
      at++;
    }
    String name = text.substring(start, at);
    if (name.isEmpty()) {
      throw error("a number, a name or '('");
    }
    if (FUNCTIONS.containsKey(name) && next("(")) {
      return FUNCTIONS.get(name).applyAsDouble(closed());
    }
    if (CONSTANTS.containsKey(name)) {
      return CONSTANTS.get(name);
    }
    throw new SpecException(
        "'%s' at character %s of '%s' is not known; a formula has numbers, + - * / ^, pi, e, and sqrt, exp, log, abs of something in parentheses"
            .formatted(name, start + 1, text));
  }

  /** What stands between an open parenthesis and its end. */
  private double closed() {
    enter();
    double value = sum();
    depth--;
    if (!next(")")) {
      throw error("')'");
    }
    return value;
  }

  private double number() {
    int start = at;
    digits();
    if (at < text.length() && text.charAt(at) == '.') {
      at++;
      digits();
    }
    if (text.substring(at).matches("[eE][+-]?\\d.*")) {
      at += isDigit(text.charAt(at + 1)) ? 1 : 2;
      digits();
    }
    String number = text.substring(start, at);
    if (number.equals(".")) {
      at = start;
      throw error("a number");
    }
    return Double.parseDouble(number);
  }

  private void digits() {
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private void enter() {
    depth++;
    if (depth > DEEPEST) {
      throw new SpecException(
          "a formula must be nested at most %s deep, more at character %s"
              .formatted(DEEPEST, at + 1));
    }
  }

  private boolean next(String symbol) {
    skipBlanks();
    boolean there = text.startsWith(symbol, at);
    at += there ? symbol.length() : 0;
    return there;
  }

  private void skipBlanks() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  private SpecException error(String expected) {
    skipBlanks();
    String found = at < text.length() ? "'" + text.charAt(at) + "'" : "its end";
    return new SpecException(
        "expected %s at character %s of '%s', got %s".formatted(expected, at + 1, text, found));
  }
}
