package io.evenkeel.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
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
  /** The argument that asks for what the trial's activation calls for. */
  public static final String AUTO = "auto";

  /** The argument that asks for the gain on the edge of chaos with the trial's activation. */
  public static final String CRITICAL = "critical";

  private static final Pattern CALL =
      Pattern.compile("\\s*([A-Za-z_][A-Za-z0-9_]*)\\s*(?:\\((.*)\\))?\\s*");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?|[+-]?(NaN|Infinity)");
  private static final Pattern ARGUMENT =
      Pattern.compile("\\s*([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*([^=(),\\s]+)\\s*");

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

  /** This with one argument more (or replaced). Numbers may be of any {@link Number} type. */
  public Spec with(String argument, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(arguments);
    more.put(argument, value instanceof Number number ? (Object) number.doubleValue() : value);
    return new Spec(name, more);
  }

  /**
   * Reads {@code name} or {@code name(key=value, ...)}.
   *
   * @throws SpecException if {@code text} is of neither form or gives an argument twice
   */
  public static Spec parse(String text) {
    Matcher call = CALL.matcher(text);
    if (!call.matches()) {
      throw new SpecException(
          "'%s' is not of the form name or name(key=value, ...)".formatted(text));
    }
    Map<String, Object> arguments = new LinkedHashMap<>();
    String inside = call.group(2);
    if (inside != null && !inside.isBlank()) {
      for (String part : inside.split(",", -1)) {
        Matcher argument = ARGUMENT.matcher(part);
        if (!argument.matches()) {
          throw new SpecException(
              "'%s' in '%s' is not of the form key=value".formatted(part.strip(), text.strip()));
        }
        if (arguments.put(argument.group(1), literal(argument.group(2))) != null) {
          throw new SpecException(
              "argument %s is given twice in '%s'".formatted(argument.group(1), text.strip()));
        }
      }
    }
    return new Spec(call.group(1), arguments);
  }

  /** A word of a sweep file as a value: a number, a boolean, or the word itself. */
  public static Object literal(String word) {
    if (word.equals("true") || word.equals("false")) {
      return Boolean.valueOf(word);
    }
    return NUMBER.matcher(word).matches() ? (Object) Double.valueOf(word) : word;
  }

  /** Canonical text: {@code name} or {@code name(k=v,k=v)}, numbers as {@link Numbers#text}. */
  public String text() {
    if (arguments.isEmpty()) {
      return name;
    }
    List<String> parts = new ArrayList<>();
    arguments.forEach(
        (key, value) ->
            parts.add(
                key + "=" + (value instanceof Double d ? Numbers.text(d) : value.toString())));
    return name + "(" + String.join(",", parts) + ")";
  }

  @Override
  public String toString() {
    return text();
  }
}
