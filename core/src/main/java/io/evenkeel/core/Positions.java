package io.evenkeel.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives values that are written without a key their parameters: in the parameters' order, which is
 * PyTorch's, where a value that cannot be a parameter's goes to the next one. So {@code
 * kaiming_normal(relu)} is {@code kaiming_normal(nonlinearity=relu)}.
 */
final class Positions {
  /** Schemes whose first value is a scale in JAX and something else in PyTorch, and that scale. */
  private static final Map<String, String> SCALES =
      Map.of("normal", "std", "trunc_normal", "std", "uniform", "b");

  private Positions() {}

  /**
   * The same with keys throughout.
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

  /** One value alone is the mean in PyTorch and the scale in JAX, which draw other weights. */
  private static void checkMeaning(Spec spec, String name) {
    if (spec.arguments().size() == 1 && SCALES.containsKey(name)) {
      String value = text(spec.arguments().get(Spec.place(0)));
      throw new SpecException(
          "%s(%s) does not say which parameter that is: write %s(%s=%s)"
              .formatted(spec.name(), value, spec.name(), SCALES.get(name), value));
    }
  }

  /**
   * The next parameter that a value fits; those before it are left out. A word that one of them
   * knows, such as fan_out, is that word and no formula.
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

  /** The words that stand in a word's place. */
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
