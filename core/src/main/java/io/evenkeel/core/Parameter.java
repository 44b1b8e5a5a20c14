package io.evenkeel.core;

import java.util.List;

/**
 * A parameter that members of a family take: its name, what it may be, and what it is if not given.
 *
 * @param name as in PyTorch (Keras for {@code variance_scaling} and {@code lecun_*})
 * @param kind what values it takes
 * @param defaultValue a {@link Double}, {@link Boolean} or {@link String}; null if it must be given
 * @param choices the words allowed, for {@link Kind#CHOICE}; else empty
 * @param autoAllowed whether {@code auto} may stand in its place
 * @param meaning one line, with the range: {@code "slope for x < 0, any finite number"}
 */
public record Parameter(
    String name,
    Kind kind,
    Object defaultValue,
    List<String> choices,
    boolean autoAllowed,
    String meaning) {

  /** What values a parameter takes. */
  public enum Kind {
    /** A finite double. */
    NUMBER,
    /** A whole number. */
    INTEGER,
    /** true or false. */
    FLAG,
    /** One of a few words. */
    CHOICE
  }

  /** Copies {@code choices}. */
  public Parameter {
    choices = List.copyOf(choices);
  }

  /** A finite number; {@code defaultValue} null makes it required. */
  public static Parameter number(String name, Double defaultValue, String meaning) {
    return new Parameter(name, Kind.NUMBER, defaultValue, List.of(), false, meaning);
  }

  /** A whole number; {@code defaultValue} null makes it required. */
  public static Parameter integer(String name, Long defaultValue, String meaning) {
    Object value = defaultValue == null ? null : (Object) defaultValue.doubleValue();
    return new Parameter(name, Kind.INTEGER, value, List.of(), false, meaning);
  }

  /** true or false. */
  public static Parameter flag(String name, boolean defaultValue, String meaning) {
    return new Parameter(name, Kind.FLAG, defaultValue, List.of(), false, meaning);
  }

  /** One of {@code choices}. */
  public static Parameter choice(
      String name, String defaultValue, List<String> choices, String meaning) {
    return new Parameter(name, Kind.CHOICE, defaultValue, choices, false, meaning);
  }

  /** The same parameter, taking {@code auto} as well. */
  public Parameter orAuto() {
    return new Parameter(name, kind, defaultValue, choices, true, meaning);
  }

  /**
   * Checks one given value against kind and choices.
   *
   * @return the value
   * @throws SpecException naming {@code member}, this parameter, the value and what is allowed
   */
  Object check(String member, Object value) {
    if (autoAllowed && Spec.AUTO.equals(value)) {
      return value;
    }
    boolean fits =
        switch (kind) {
          case NUMBER -> value instanceof Double d && Double.isFinite(d);
          case INTEGER -> value instanceof Double d && Double.isFinite(d) && d == Math.rint(d);
          case FLAG -> value instanceof Boolean;
          case CHOICE -> value instanceof String s && choices.contains(s);
        };
    if (!fits) {
      String allowed =
          switch (kind) {
            case NUMBER -> "a finite number";
            case INTEGER -> "a whole number";
            case FLAG -> "true or false";
            case CHOICE -> "one of " + String.join(", ", choices);
          };
      throw new SpecException(
          "%s of %s must be %s%s, got %s"
              .formatted(
                  name,
                  member,
                  allowed,
                  autoAllowed ? " or auto" : "",
                  value instanceof Double d ? Numbers.text(d) : value));
    }
    return value;
  }
}
