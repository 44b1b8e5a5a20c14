package io.evenkeel.core;

import io.evenkeel.core.expr.Arithmetic;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A parameter that members of a family take: its name, what it may be, and what it is if not given.
 *
 * @param name as in PyTorch (Keras for {@code variance_scaling} and {@code lecun_*})
 * @param kind what values it takes
 * @param defaultValue a {@link Double}, {@link Boolean} or {@link String}; null if it must be given
 * @param choices the words allowed: all there are for {@link Kind#CHOICE}, besides numbers for
 *     {@link Kind#NUMBER}; else empty
 * @param words the words that may stand in its place and that are resolved by the trial's
 *     activation: {@code auto}, {@code critical}; often none
 * @param meaning one line, with the range: {@code "slope for x < 0, any finite number"}
 * @param formulas which texts are formulas in a number's place
 * @param normal gives the normal form of a formula, or throws a {@link SpecException}
 */
public record Parameter(
    String name,
    Kind kind,
    Object defaultValue,
    List<String> choices,
    List<String> words,
    String meaning,
    Predicate<String> formulas,
    UnaryOperator<String> normal) {

  /** What values a parameter takes. */
  public enum Kind {
    /** A finite double. */
    NUMBER,
    /** A whole number. */
    INTEGER,
    /** true or false. */
    FLAG,
    /** One of a few words. */
    CHOICE,
    /** A text in quotation marks that is read as a formula. */
    FORMULA,
    /** Any text, such as the name of a file. */
    TEXT
  }

  /** Copies the lists. */
  public Parameter {
    choices = List.copyOf(choices);
    words = List.copyOf(words);
  }

  /** A parameter that takes no formulas. */
  private static Parameter plain(
      String name, Kind kind, Object defaultValue, List<String> choices, String meaning) {
    return new Parameter(
        name,
        kind,
        defaultValue,
        choices,
        List.of(),
        meaning,
        text -> false,
        UnaryOperator.identity());
  }

  /** A finite number; {@code defaultValue} null makes it required. */
  public static Parameter number(String name, Double defaultValue, String meaning) {
    return plain(name, Kind.NUMBER, defaultValue, List.of(), meaning);
  }

  /** A finite number, or one of some words in its place. */
  public static Parameter numberOr(
      String name, double defaultValue, List<String> words, String meaning) {
    return plain(name, Kind.NUMBER, defaultValue, words, meaning);
  }

  /** A whole number; {@code defaultValue} null makes it required. */
  public static Parameter integer(String name, Long defaultValue, String meaning) {
    Object value = defaultValue == null ? null : (Object) defaultValue.doubleValue();
    return plain(name, Kind.INTEGER, value, List.of(), meaning);
  }

  /** true or false. */
  public static Parameter flag(String name, boolean defaultValue, String meaning) {
    return plain(name, Kind.FLAG, defaultValue, List.of(), meaning);
  }

  /** One of {@code choices}. */
  public static Parameter choice(
      String name, String defaultValue, List<String> choices, String meaning) {
    return plain(name, Kind.CHOICE, defaultValue, choices, meaning);
  }

  /**
   * A formula, which must be given.
   *
   * @param normal its normal form; throws a {@link SpecException} if it is none
   */
  public static Parameter formula(String name, UnaryOperator<String> normal, String meaning) {
    return new Parameter(
        name, Kind.FORMULA, null, List.of(), List.of(), meaning, text -> true, normal);
  }

  /** Any text; {@code defaultValue} null makes it required. */
  public static Parameter text(String name, String defaultValue, String meaning) {
    return plain(name, Kind.TEXT, defaultValue, List.of(), meaning);
  }

  /**
   * The same parameter; if it is a {@link Kind#NUMBER}, it takes formulas as well.
   *
   * @param formulas which texts are meant as formulas
   * @param normal the normal form; throws a {@link SpecException} if it is no formula
   */
  public Parameter orFormula(Predicate<String> formulas, UnaryOperator<String> normal) {
    return new Parameter(
        name,
        kind,
        defaultValue,
        choices,
        words,
        meaning,
        kind == Kind.NUMBER ? formulas : this.formulas,
        kind == Kind.NUMBER ? normal : this.normal);
  }

  /** The same parameter, taking {@code auto} as well. */
  public Parameter orAuto() {
    return orWord(Spec.AUTO);
  }

  /** The same parameter, taking {@code word} as well. */
  public Parameter orWord(String word) {
    List<String> more = new ArrayList<>(words);
    more.add(word);
    return new Parameter(name, kind, defaultValue, choices, more, meaning, formulas, normal);
  }

  /** Whether {@code value} is one of {@link #words}. */
  boolean isWord(Object value) {
    return value instanceof String word && words.contains(word);
  }

  /** Whether {@code value} is one of the words or choices. */
  boolean knows(Object value) {
    return isWord(value) || (value instanceof String word && choices.contains(word));
  }

  /**
   * Checks one given value against kind and choices.
   *
   * @return the value; of a formula of numbers the number, of any other its normal form
   * @throws SpecException naming {@code member}, this parameter, the value and what is allowed
   */
  Object check(String member, Object value) {
    if (isFormula(value) && Arithmetic.hasVariables((String) value)) {
      return normal.apply((String) value);
    }
    if (isFormulaOfNumbers(value)) {
      return check(member, (Double) Arithmetic.value((String) value));
    }
    if (kind == Kind.FORMULA && fits(value)) {
      return normal.apply(value instanceof Double d ? Numbers.text(d) : (String) value);
    }
    if (kind == Kind.TEXT && value instanceof Double number) {
      return Numbers.text(number);
    }
    if (!fits(value)) {
      String allowed =
          switch (kind) {
            case NUMBER ->
                choices.isEmpty()
                    ? "a finite number"
                    : "a finite number or " + String.join(" or ", choices);
            case INTEGER -> "a whole number";
            case FLAG -> "true or false";
            case CHOICE -> "one of " + String.join(", ", choices);
            case FORMULA -> "a formula";
            case TEXT -> "a text";
          };
      throw new SpecException(
          "%s of %s must be %s%s, got %s"
              .formatted(
                  name,
                  member,
                  allowed,
                  orWords(),
                  value instanceof Double d ? Numbers.text(d) : value));
    }
    return value;
  }

  /** Whether a text stands where a number is wanted, and has a formula's signs. */
  private boolean isFormulaOfNumbers(Object value) {
    boolean wanted = kind == Kind.NUMBER || kind == Kind.INTEGER;
    return wanted && value instanceof String text && !isWord(text) && Arithmetic.looksLike(text);
  }

  /** Whether a value is a formula in a number's place. */
  boolean isFormula(Object value) {
    return kind == Kind.NUMBER
        && value instanceof String text
        && !isWord(text)
        && !choices.contains(text)
        && formulas.test(text);
  }

  /** Whether a value is of this kind, or one of the words. */
  boolean fits(Object value) {
    return isWord(value)
        || switch (kind) {
          case NUMBER ->
              value instanceof Double d
                  ? Double.isFinite(d)
                  : choices.contains(value) || isFormula(value);
          case INTEGER -> value instanceof Double d && Double.isFinite(d) && d == Math.rint(d);
          case FLAG -> value instanceof Boolean;
          case CHOICE -> value instanceof String s && choices.contains(s);
          case FORMULA -> value instanceof String || value instanceof Double;
          case TEXT -> value instanceof String || value instanceof Double;
        };
  }

  private String orWords() {
    String joined = String.join(" or ", words);
    return words.isEmpty() ? "" : (words.size() == 1 ? " or " : ", ") + joined;
  }
}
