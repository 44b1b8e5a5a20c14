package io.evenkeel.jobs.sweepfile;

import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Expands {@code {name: ..., key: value}} to specs: one for each combination of its values. */
final class SpecLists {
  private static final String COLUMNS = "columns";

  /** The most specs that one entry may stand for. */
  private static final int MOST_SPECS = 100_000;

  /** Parameters whose values are names of files, or of things in files. */
  private static final Set<String> TEXTS = Set.of("path", "member", "members", COLUMNS);

  private SpecLists() {}

  /**
   * The specs, the last parameter's values changing fastest.
   *
   * @param map with a key {@code name}
   * @throws SpecException if a parameter has no value, or there are too many combinations
   */
  static List<Spec> of(Map<?, ?> map) {
    List<Spec> specs = List.of(Spec.parse(String.valueOf(map.get("name"))));
    if (!specs.get(0).arguments().isEmpty()) {
      throw new SpecException(
          "name must be a bare name beside its parameters, got '%s'".formatted(map.get("name")));
    }
    for (Map.Entry<?, ?> parameter : map.entrySet()) {
      String key = String.valueOf(parameter.getKey());
      if (!key.equals("name")) {
        specs = with(specs, key, arguments(key, columns(key, parameter.getValue())));
      }
    }
    return specs;
  }

  /**
   * The value for a key; a list of columns or of members is one value, because it belongs to one
   * file.
   */
  private static Object columns(String key, Object value) {
    if (!key.equals(COLUMNS) && !key.equals("members")) {
      return value;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
    boolean range = value instanceof Map<?, ?> map && map.keySet().equals(Set.of("from", "to"));
    return range
        ? ((Map<?, ?>) value).get("from") + ".." + ((Map<?, ?>) value).get("to")
        : value instanceof Number ? value.toString() : value;
  }

  private static List<Spec> with(List<Spec> specs, String key, List<Object> values) {
    if ((long) specs.size() * values.size() > MOST_SPECS) {
      throw new SpecException(
          "%s stands for more than %s combinations".formatted(specs.get(0).name(), MOST_SPECS));
    }
    return specs.stream()
        .flatMap(spec -> values.stream().map(value -> spec.with(key, value)))
        .toList();
  }

  private static List<Object> arguments(String key, Object value) {
    if (value instanceof Map<?, ?> map) {
      Optional<Object> listed = Habits.listed(map);
      return listed.isPresent()
          ? arguments(key, listed.get())
          : List.copyOf(Series.decimal(key, Values.stepped(key, map)));
    }
    if (value instanceof List<?> list) {
      if (list.isEmpty()) {
        throw new SpecException("%s must not be an empty list".formatted(key));
      }
      List<Object> all = new ArrayList<>();
      for (Object item : list) {
        if (item instanceof List) {
          throw new SpecException("%s must not hold a list within a list".formatted(key));
        }
        all.addAll(arguments(key, item));
      }
      return all;
    }
    if (value == null) {
      throw new SpecException("%s has no value".formatted(key));
    }
    if (value instanceof Number number) {
      return List.of(number.doubleValue());
    }
    return List.of(
        value instanceof String word && !TEXTS.contains(key) ? Spec.literal(word) : value);
  }
}
