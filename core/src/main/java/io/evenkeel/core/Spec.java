package io.evenkeel.core;

import io.evenkeel.core.expr.Arithmetic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A member of a family by name, with arguments: {@code leaky_relu(negative_slope=0.2)}.
 *
 * <p>An argument is a {@link Double}, a {@link Boolean} or a {@link String} (a choice, or {@code
 * auto}). Which names and arguments exist is the {@link Catalog}'s business.
 *
 * @param name lower-case name, e.g. {@code xavier_uniform}
 * @param arguments in the order written
 */
public record Spec(String name, Map<String, Object> arguments) {
  /** The argument that stands for the value that suits the trial's activation. */
  public static final String AUTO = "auto";

  /** The argument that stands for the gain on the edge of chaos with the trial's activation. */
  public static final String CRITICAL = "critical";

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?|[+-]?(NaN|Infinity)");

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.-]*");

  /**
   * @throws SpecException if an argument is neither a number, a boolean nor a string
   */
  public Spec {
    for (Map.Entry<String, Object> argument : arguments.entrySet()) {
      Object value = argument.getValue();
      if (!(value instanceof Double || value instanceof Boolean || value instanceof String)) {
        throw new SpecException(
            "argument %s of %s must be a number, true, false or a word, got %s"
                .formatted(argument.getKey(), name, value));
      }
    }
    arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
  }

  /** A member without arguments. */
  public static Spec of(String name) {
    return new Spec(name, Map.of());
  }

  /** This spec with one more argument; an argument of that name is replaced. */
  public Spec with(String argument, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(arguments);
    more.put(argument, value instanceof Number number ? (Object) number.doubleValue() : value);
    return new Spec(name, more);
  }

  /**
   * Reads {@code name}, {@code name(key=value, ...)} or {@code name(value, ...)}. A path before the
   * name is dropped, except where {@link LibraryNames} keeps it: {@code nn.init.normal_} is {@code
   * normal_}. A value is a number, a formula of numbers such as {@code 5/3} or {@code sqrt(2)}, a
   * word, or a word in quotation marks.
   *
   * <p>Values without a key come first, under the keys of {@link #place}; a {@link Catalog} knows
   * which parameters they are.
   *
   * @throws SpecException if {@code text} is of none of these forms or gives an argument twice
   */
  public static Spec parse(String text) {
    return CallText.parse(text);
  }

  /** The key of a value that is written without one: {@code #0} for the first. */
  static String place(int index) {
    return "#" + index;
  }

  /**
   * A word of a sweep file as a value: a number, a formula of numbers, a boolean, or the word
   * itself. A formula that contains other names stays a word: the parameter that takes it parses
   * it.
   */
  public static Object literal(String word) {
    if (word.equals("true") || word.equals("True")) {
      return true;
    }
    if (word.equals("false") || word.equals("False")) {
      return false;
    }
    if (NUMBER.matcher(word).matches()) {
      return Double.valueOf(word);
    }
    return Arithmetic.looksLike(word) && !Arithmetic.hasVariables(word)
        ? (Object) Arithmetic.value(word)
        : word;
  }

  /**
   * Canonical text: {@code name} or {@code name(k=v,k=v)}, numbers as {@link Numbers#text}, words
   * in quotation marks if they hold anything but letters, digits, {@code _}, {@code .} and {@code
   * -} or would be read as a number.
   */
  public String text() {
    if (arguments.isEmpty()) {
      return name;
    }
    List<String> parts = new ArrayList<>();
    arguments.forEach(
        (key, value) ->
            parts.add(key + "=" + (value instanceof Double d ? Numbers.text(d) : quoted(value))));
    return name + "(" + String.join(",", parts) + ")";
  }

  private static String quoted(Object value) {
    String text = value.toString();
    if (value instanceof Boolean) {
      return text;
    }
    if (PLAIN.matcher(text).matches() && isWord(text)) {
      return text;
    }
    String mark = text.contains("\"") ? "'" : "\"";
    return mark + text + mark;
  }

  /** Whether a text without quotation marks is read as itself, not as a number or a formula. */
  private static boolean isWord(String text) {
    try {
      return literal(text).equals(text);
    } catch (SpecException e) { // it looks like a formula, but is none
      return false;
    }
  }

  @Override
  public String toString() {
    return text();
  }
}
