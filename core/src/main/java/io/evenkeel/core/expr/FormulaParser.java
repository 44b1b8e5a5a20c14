package io.evenkeel.core.expr;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.Suggestions;
import io.evenkeel.core.expr.Expression.Binary;
import io.evenkeel.core.expr.Expression.Call;
import io.evenkeel.core.expr.Expression.Constant;
import io.evenkeel.core.expr.Expression.Negation;
import io.evenkeel.core.expr.Expression.Variable;
import io.evenkeel.core.expr.Expression.Where;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads a formula into a tree. Nothing but arithmetic can be written. Each error names the place,
 * in characters from 1.
 *
 * <p>{@code ^} (or {@code **}) binds strongest and to the right, then leading signs, then {@code *
 * /}, then {@code + -}, then one comparison: {@code -2^2} is -4.
 */
public final class FormulaParser {
  /** How deep parentheses, signs and powers may be nested: the parser calls itself that often. */
  private static final int DEEPEST = 50;

  private static final Map<String, Double> CONSTANTS = Map.of("pi", Math.PI, "e", Math.E);

  private static final Set<String> CHOICES =
      Set.of("where", "min", "minimum", "fmin", "max", "maximum", "fmax", "pow", "clamp", "clip");

  /** Other names of functions, from NumPy and mathematics. */
  private static final Map<String, String> SYNONYMS =
      Map.of("ln", "log", "arctan", "atan", "sgn", "sign");

  /** Longer operators before those that they begin with. */
  private static final List<Operator> COMPARISONS =
      List.of(
          Operator.AT_MOST,
          Operator.AT_LEAST,
          Operator.EQUAL,
          Operator.DIFFERENT,
          Operator.LESS,
          Operator.GREATER);

  private final FormulaScanner scanner;
  private final Names names;
  private final Map<Expression, Integer> places = new HashMap<>();
  private int depth;

  private FormulaParser(String text, Names names) {
    this.scanner = new FormulaScanner(text);
    this.names = names;
  }

  /**
   * A formula and the places of its parts.
   *
   * @param formula the tree
   * @param places where each part was written first, in characters from 1
   */
  public record Parsed(Expression formula, Map<Expression, Integer> places) {}

  /**
   * Reads a formula.
   *
   * @param longest characters allowed
   * @throws SpecException if the text is no formula of these names, is longer or nested deeper than
   *     50
   */
  public static Parsed parse(String text, Names names, int longest) {
    if (text.length() > longest) {
      throw new SpecException(
          "a formula must be at most %s characters long, got %s".formatted(longest, text.length()));
    }
    FormulaParser parser = new FormulaParser(text, names);
    Expression formula = parser.comparison();
    if (!parser.scanner.atEnd()) {
      throw parser.scanner.error("an operator");
    }
    return new Parsed(formula, parser.places);
  }

  private <E extends Expression> E placed(E expression, int at) {
    places.putIfAbsent(expression, at + 1);
    return expression;
  }

  private Expression comparison() {
    Expression left = sum();
    Optional<Operator> operator = comparing();
    if (operator.isEmpty()) {
      return left;
    }
    int at = scanner.at() - operator.get().text().length();
    Expression both = placed(new Binary(operator.get(), left, sum()), at);
    if (comparing().isPresent()) {
      throw new SpecException(
          "a comparison must have two sides, got a third %s; (a < b) * (b < c) says both"
              .formatted(scanner.place(scanner.at() - 1)));
    }
    return both;
  }

  private Optional<Operator> comparing() {
    return names.choices()
        ? COMPARISONS.stream().filter(operator -> scanner.next(operator.text())).findFirst()
        : Optional.empty();
  }

  private Expression sum() {
    Expression value = product();
    while (true) {
      int at = scanner.ahead();
      if (scanner.next("+")) {
        value = placed(new Binary(Operator.PLUS, value, product()), at);
      } else if (scanner.next("-")) {
        value = placed(new Binary(Operator.MINUS, value, product()), at);
      } else {
        return value;
      }
    }
  }

  private Expression product() {
    Expression value = signed();
    while (true) {
      int at = scanner.ahead();
      if (scanner.sees("**")) {
        return value;
      } else if (scanner.next("*")) {
        value = placed(new Binary(Operator.TIMES, value, signed()), at);
      } else if (scanner.next("/")) {
        value = placed(new Binary(Operator.OVER, value, signed()), at);
      } else {
        return value;
      }
    }
  }

  private Expression signed() {
    int at = scanner.ahead();
    if (scanner.next("-")) {
      return placed(new Negation(deeper()), at);
    }
    return scanner.next("+") ? deeper() : power();
  }

  private Expression power() {
    Expression base = atom();
    int at = scanner.ahead();
    return scanner.next("**") || scanner.next("^")
        ? placed(new Binary(Operator.POWER, base, deeper()), at)
        : base;
  }

  /** The operand of a sign or a power, one level deeper. */
  private Expression deeper() {
    enter();
    Expression value = signed();
    depth--;
    return value;
  }

  private Expression atom() {
    int at = scanner.ahead();
    if (scanner.next("(")) {
      return closed();
    }
    Optional<Double> number = scanner.number();
    if (number.isPresent()) {
      return placed(new Constant(number.get()), at);
    }
    String name = scanner.name();
    if (name.isEmpty()) {
      throw scanner.error("a number, a name or '('");
    }
    if (scanner.next("(")) {
      return placed(called(name, at), at);
    }
    if (names.variables().contains(name)) {
      return placed(new Variable(name), at);
    }
    if (CONSTANTS.containsKey(name)) {
      return placed(new Constant(name, CONSTANTS.get(name)), at);
    }
    throw unknown(name, at);
  }

  /** The formula between an opening parenthesis and its closing one. */
  private Expression closed() {
    Expression value = inner();
    expect(")");
    return value;
  }

  private Expression inner() {
    enter();
    Expression value = comparison();
    depth--;
    return value;
  }

  private void expect(String symbol) {
    if (!scanner.next(symbol)) {
      throw scanner.error("'" + symbol + "'");
    }
  }

  /** A call whose opening parenthesis has been read. */
  private Expression called(String name, int at) {
    if (names.choices() && CHOICES.contains(name)) {
      return chosen(name);
    }
    String function = function(name);
    if (!names.functions().contains(function)) {
      throw unknown(name, at);
    }
    Expression argument = inner();
    Map<String, Object> parameters = new LinkedHashMap<>();
    while (scanner.next(",")) {
      parameter(parameters);
    }
    expect(")");
    try {
      return new Call(names.function(function, parameters).orElseThrow(), argument);
    } catch (SpecException e) {
      throw new SpecException("%s (%s)".formatted(e.getMessage(), scanner.place(at)));
    }
  }

  /**
   * The name of a function, also where it is written with capital letters like a class, as in
   * {@code Tanh}.
   */
  private String function(String name) {
    String synonym = SYNONYMS.getOrDefault(name, name);
    String small = name.toLowerCase(Locale.ROOT);
    boolean known = names.functions().contains(synonym) || !names.functions().contains(small);
    return known ? synonym : small;
  }

  /** A call of one of {@link #CHOICES}. */
  private Expression chosen(String name) {
    return switch (name) {
      case "min", "minimum", "fmin" -> pair(Operator.MIN);
      case "max", "maximum", "fmax" -> pair(Operator.MAX);
      case "clamp", "clip" -> clamp();
      case "pow" -> pair(Operator.POWER);
      default -> where();
    };
  }

  private Expression pair(Operator operator) {
    Expression left = inner();
    expect(",");
    Expression right = inner();
    expect(")");
    return new Binary(operator, left, right);
  }

  /** {@code clamp(x, low, high)} is min(max(x, low), high). */
  private Expression clamp() {
    Expression of = inner();
    expect(",");
    Expression low = inner();
    expect(",");
    Expression high = inner();
    expect(")");
    return new Binary(Operator.MIN, new Binary(Operator.MAX, of, low), high);
  }

  private Expression where() {
    Expression condition = inner();
    expect(",");
    Expression then = inner();
    expect(",");
    Expression otherwise = inner();
    expect(")");
    return new Where(condition, then, otherwise);
  }

  /** A number or word behind a function's argument, with or without its name. */
  private void parameter(Map<String, Object> parameters) {
    Optional<String> key = scanner.key();
    int at = scanner.ahead();
    List<String> others = new ArrayList<>(CONSTANTS.keySet());
    others.addAll(names.variables());
    Optional<String> word = scanner.word(others);
    Object value = word.isPresent() ? word.get() : constant(at);
    if (parameters.put(key.orElse("#" + parameters.size()), value) != null) {
      throw new SpecException("%s is given twice (%s)".formatted(key.get(), scanner.place(at)));
    }
  }

  private double constant(int at) {
    Expression value = inner();
    if (value.varies()) {
      throw new SpecException(
          "a parameter of a function must be a number (%s)".formatted(scanner.place(at)));
    }
    return value.value(name -> Double.NaN);
  }

  private void enter() {
    depth++;
    if (depth > DEEPEST) {
      throw new SpecException(
          "a formula must be nested at most %s deep, more at character %s"
              .formatted(DEEPEST, scanner.at()));
    }
  }

  private String hint(String name, List<String> all) {
    return names
        .instead(name)
        .map(" (write %s)"::formatted)
        .orElse(name.length() > 1 ? Suggestions.didYouMean(name, all) : "");
  }

  private SpecException unknown(String name, int at) {
    List<String> known =
        Stream.of(
                names.variables(),
                names.functions(),
                names.choices() ? List.of("where", "min", "max") : List.<String>of())
            .flatMap(List::stream)
            .toList();
    List<String> all = new ArrayList<>(known);
    all.addAll(CONSTANTS.keySet());
    return new SpecException(
        "'%s' %s is not known%s; a formula has %s"
            .formatted(name, scanner.place(at), hint(name, all), names.allowed()));
  }
}
