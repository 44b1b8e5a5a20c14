package io.evenkeel.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Assigns values that are written without a key to parameters, in the parameters' order, which is
 * PyTorch's. A value that does not fit a parameter goes to the next one: {@code
 * kaiming_normal(relu)} is {@code kaiming_normal(nonlinearity=relu)}.
 */
final class Positions {
  /**
   * Members whose first value may be meant for something else, and the parameter that must be named
   * instead. The first value is the mean in PyTorch and the scale in JAX; it is the learning rate
   * of an optimiser; it is the width of a norm.
   */
  private static final Map<String, String> UNSURE =
      Map.of(
          "normal", "std",
          "trunc_normal", "std",
          "uniform", "b",
          "adam", "beta1",
          "adamw", "beta1",
          "rmsprop", "alpha",
          "layer_norm", "eps",
          "rms_norm", "eps",
          "batch_norm", "eps");

  private static final Set<String> OPTIMIZERS = Set.of("adam", "adamw", "rmsprop");
  private static final Set<String> NORMS = Set.of("layer_norm", "rms_norm", "batch_norm");

  private Positions() {}

  /**
   * The spec with a key for each value.
   *
   * @throws SpecException if a value fits no parameter that is left, or a parameter is given twice
   */
  static Spec named(Spec spec, Catalog.Entry<?> entry) {
    if (!spec.arguments().containsKey(Spec.place(0))) {
      return spec;
    }
    checkMeaning(spec, entry.name());
    Map<String, Object> named = new LinkedHashMap<>();
    List<Parameter> left = new ArrayList<>(entry.parameters());
    int place = 0;
    for (Map.Entry<String, Object> argument : spec.arguments().entrySet()) {
      String key = argument.getKey();
      if (key.equals(Spec.place(place))) {
        place++;
        key = taken(left, argument.getValue(), entry).name();
      }
      if (named.put(key, argument.getValue()) != null) {
        throw new SpecException("argument %s is given twice in '%s'".formatted(key, spec.text()));
      }
    }
    return new Spec(spec.name(), named);
  }

  /**
   * Refuses a number without a key if it may not be meant for the member's first parameter. A
   * single number is the mean in PyTorch and the scale in JAX, the learning rate of an optimiser,
   * the width of a norm.
   *
   * @param name of the member that is called
   */
  static void checkMeaning(Spec spec, String name) {
    Object first = spec.arguments().get(Spec.place(0));
    boolean alone = spec.arguments().size() == 1 || NORMS.contains(name);
    if (!UNSURE.containsKey(name) || !alone || !(first instanceof Double || isScale(name))) {
      return;
    }
    String note =
        OPTIMIZERS.contains(name)
            ? "; the learning rate is the key lr"
            : NORMS.contains(name) ? "; the widths of a norm are those of the layers" : "";
    throw new SpecException(
        "%s(%s) does not say which parameter that is: write %s(%s=%s)%s"
            .formatted(spec.name(), text(first), spec.name(), UNSURE.get(name), text(first), note));
  }

  private static boolean isScale(String name) {
    return !OPTIMIZERS.contains(name) && !NORMS.contains(name);
  }

  /**
   * Removes and returns the next parameter that a value fits; the parameters before it are skipped.
   * A word that one of them knows, such as {@code fan_out}, is read as that word and not as a
   * formula.
   */
  private static Parameter taken(List<Parameter> left, Object value, Catalog.Entry<?> entry) {
    boolean known = left.stream().anyMatch(parameter -> parameter.knows(value));
    while (!left.isEmpty()) {
      Parameter parameter = left.remove(0);
      if (parameter.fits(value) && !(known && parameter.isFormula(value))) {
        return parameter;
      }
    }
    List<String> names = entry.parameters().stream().map(Parameter::name).toList();
    throw new SpecException(
        names.isEmpty()
            ? "%s takes no parameters, got %s".formatted(entry.name(), text(value))
            : "%s takes %s in this order, there is no place for %s%s"
                .formatted(
                    entry.name(), String.join(", ", names), text(value), words(entry, value)));
  }

  /**
   * The words that the parameters of a member allow, for the message about a word that fits none of
   * them.
   */
  private static String words(Catalog.Entry<?> entry, Object value) {
    if (!(value instanceof String)) {
      return "";
    }
    List<String> words =
        entry.parameters().stream()
            .filter(parameter -> parameter.kind() == Parameter.Kind.CHOICE)
            .map(p -> "%s: %s".formatted(p.name(), String.join(" ", p.choices())))
            .toList();
    return words.isEmpty() ? "" : " (%s)".formatted(String.join("; ", words));
  }

  private static String text(Object value) {
    return value instanceof Double number ? Numbers.text(number) : String.valueOf(value);
  }
}
