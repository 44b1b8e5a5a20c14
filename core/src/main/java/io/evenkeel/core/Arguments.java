package io.evenkeel.core;

/**
 * Typed reading of a {@link Spec} that a {@link Catalog} has completed and checked.
 *
 * @param spec complete: every parameter is present and of its kind
 */
public record Arguments(Spec spec) {
  /** The value of a {@link Parameter.Kind#NUMBER}. */
  public double number(String name) {
    return (Double) spec.arguments().get(name);
  }

  /**
   * The value of a {@link Parameter.Kind#INTEGER}.
   *
   * @throws SpecException if it does not fit an int
   */
  public int integer(String name) {
    double value = number(name);
    if (value != (int) value) {
      throw new SpecException(
          "%s of %s must lie within +-2147483647, got %s"
              .formatted(name, spec.name(), Numbers.text(value)));
    }
    return (int) value;
  }

  /** The value of any parameter: a Double, Boolean or String. */
  public Object value(String name) {
    return spec.arguments().get(name);
  }

  /** The value of a {@link Parameter.Kind#FLAG}. */
  public boolean flag(String name) {
    return (Boolean) spec.arguments().get(name);
  }

  /** The value of a {@link Parameter.Kind#CHOICE}. */
  public String choice(String name) {
    return (String) spec.arguments().get(name);
  }

  /** The value of a {@link Parameter.Kind#TEXT}. */
  public String text(String name) {
    return (String) spec.arguments().get(name);
  }

  /**
   * A number that must satisfy a condition, written so that NaN fails it.
   *
   * @throws SpecException saying {@code name of member must be allowed, got value}
   */
  public double number(String name, java.util.function.DoublePredicate fits, String allowed) {
    double value = number(name);
    if (!fits.test(value)) {
      throw new SpecException(
          "%s of %s must be %s, got %s".formatted(name, spec.name(), allowed, Numbers.text(value)));
    }
    return value;
  }
}
