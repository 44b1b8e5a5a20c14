package io.evenkeel.core.expr;

import io.evenkeel.core.SpecException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Formulas of numbers: {@code + - * / ^ **}, parentheses, {@code sqrt exp log abs}, {@code pi} and
 * {@code e}. {@code ^} binds strongest and to the right: {@code -2^2} is -4.
 *
 * <p>Only arithmetic is ever executed. Each error names the place, in characters from 1.
 */
public final class Arithmetic {
  private static final int LONGEST = 200;
  private static final List<String> FUNCTIONS = List.of("sqrt", "exp", "log", "abs");
  private static final Set<String> KNOWN = Set.of("sqrt", "exp", "log", "abs", "pi", "e");
  private static final Pattern NAME =
      Pattern.compile("(?<![A-Za-z_0-9.])" + FormulaScanner.MODULE + "([A-Za-z_][A-Za-z_0-9]*)");

  private static final Names NAMES =
      new Names() {
        @Override
        public List<String> variables() {
          return List.of();
        }

        @Override
        public List<String> functions() {
          return FUNCTIONS;
        }

        @Override
        public String allowed() {
          return "numbers, + - * / ^, pi, e, and sqrt, exp, log, abs of something in parentheses";
        }

        @Override
        public Optional<PointFunction> function(String name, Map<String, Object> parameters) {
          if (!parameters.isEmpty()) {
            throw new SpecException(name + " takes one argument");
          }
          return Elementary.of(name);
        }

        @Override
        public boolean choices() {
          return false;
        }
      };

  private Arithmetic() {}

  /** Whether a text has an operator or a parenthesis, and is therefore read as a formula. */
  public static boolean looksLike(String text) {
    return text.matches(".*[+*/^()].*|.*[\\w)]\\s*-\\s*[\\w(].*") && !text.matches("[a-z_]+");
  }

  /** Whether a text contains names that a formula of numbers does not know. */
  public static boolean hasVariables(String text) {
    return NAME.matcher(text).results().anyMatch(name -> !KNOWN.contains(name.group(1)));
  }

  /**
   * The number that a formula gives.
   *
   * @throws SpecException if the text is no formula, is longer than 200 characters or nested deeper
   *     than 50, or its value is not finite
   */
  public static double value(String text) {
    Expression formula = FormulaParser.parse(text, NAMES, LONGEST).formula();
    double value = formula.value(name -> Double.NaN);
    if (!Double.isFinite(value)) {
      throw new SpecException("'%s' must be a finite number, got %s".formatted(text, value));
    }
    return value;
  }
}
