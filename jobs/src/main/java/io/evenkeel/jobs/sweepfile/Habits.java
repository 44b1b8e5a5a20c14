package io.evenkeel.jobs.sweepfile;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.expr.Arithmetic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Notations of other tools' sweep files, which are translated to those of Evenkeel: those of W&B
 * ({@code {values: [...]}}, {@code {value: x}}, {@code {min: a, max: b}}) and of Hydra ({@code
 * 10,20}, {@code choice(10,20)}, {@code range(0,5)}, whose end is excluded).
 */
final class Habits {
  private static final Pattern RANGE =
      Pattern.compile(
          "\\s*range\\(\\s*(-?\\d{1,18})\\s*(?:,\\s*(-?\\d{1,18})\\s*)?(?:,\\s*(\\d{1,18})\\s*)?\\)\\s*");
  private static final int MOST = 100_000;
  private static final Pattern CHOICE = Pattern.compile("\\s*choice\\((.*)\\)\\s*", Pattern.DOTALL);
  private static final List<String> LISTS =
      List.of("values", "choices", "value", "choice", "options", "grid", "grid_search");

  /** Other names for the first and the last value of a range. */
  private static final Map<String, String> ENDS =
      Map.of("min", "from", "max", "to", "low", "from", "high", "to");

  private static final Set<String> RANGE_KEYS = Set.of("from", "to", "step");

  /** Other names for the key of a member's name: in plain YAML, Hydra and Keras. */
  private static final List<String> NAMES = List.of("type", "_target_", "class_name");

  /** The key that holds a member's parameters in Keras. */
  private static final String CONFIG = "config";

  private static final Pattern PRODUCT =
      Pattern.compile("\\s*\\d{1,9}(?:\\s*(?:\\*{1,2}|\\^)\\s*\\d{1,9})+\\s*");
  private static final Pattern SPAN =
      Pattern.compile("\\s*(-?\\d{1,18})\\s*[:-]\\s*(\\d{1,18})\\s*");

  private Habits() {}

  /** The values of a map that has only the key {@code values}, {@code choices} or {@code value}. */
  static Optional<Object> listed(Map<?, ?> map) {
    return map.size() == 1
        ? LISTS.stream().filter(map::containsKey).findFirst().map(key -> (Object) map.get(key))
        : Optional.empty();
  }

  /**
   * A range whose ends have other names, as a range {@code from ... to}; other maps are returned
   * unchanged.
   */
  static Map<?, ?> range(Map<?, ?> map) {
    Map<String, Object> range = new LinkedHashMap<>();
    map.forEach((key, value) -> range.put(ENDS.getOrDefault(key, String.valueOf(key)), value));
    boolean whole =
        range.size() == map.size()
            && range.containsKey("from")
            && range.containsKey("to")
            && RANGE_KEYS.containsAll(range.keySet());
    return whole ? range : map;
  }

  /**
   * Refuses a range without a step if its ends are not whole numbers, because it does not say how
   * many numbers it has.
   *
   * @throws SpecException naming the spellings that say it
   */
  static void checkCounted(String key, Map<?, ?> map) {
    if (map.keySet().stream().anyMatch(ENDS::containsKey)) {
      throw new SpecException(
          ("%s does not say how many values there are: write {linspace: [a, b, n]} or {logspace:"
                  + " [a, b, n]}, the latter with powers of ten, got %s")
              .formatted(key, map));
    }
  }

  /**
   * A member of a family as {@code {name: ..., key: value}}: also as {@code {type: ...}}, {@code
   * {_target_: ...}}, {@code {class_name: ..., config: {...}}} and {@code {normal: {std: 0.02}}}.
   * Empty if the map is none of these.
   */
  static Optional<Map<?, ?>> member(Map<?, ?> map) {
    if (map.containsKey("name")) {
      return Optional.of(map);
    }
    Map<Object, Object> member = new LinkedHashMap<>();
    Optional<String> named = NAMES.stream().filter(map::containsKey).findFirst();
    if (named.isPresent()) {
      member.put("name", map.get(named.get()));
      map.forEach(
          (key, value) -> {
            if (key.equals(CONFIG) && value instanceof Map<?, ?> config) {
              member.putAll(config);
            } else if (!key.equals(named.get())) {
              member.put(key, value);
            }
          });
      return Optional.of(member);
    }
    Object only = map.size() == 1 ? map.keySet().iterator().next() : null;
    if (only != null && map.get(only) instanceof Map<?, ?> parameters) {
      member.put("name", only);
      member.putAll(parameters);
      return Optional.of(member);
    }
    return Optional.empty();
  }

  /** A whole number written as a product or a power, {@code 2**10}; empty for other texts. */
  static Optional<Double> product(String text) {
    return PRODUCT.matcher(text).matches()
        ? Optional.of(Arithmetic.value(text.strip()))
        : Optional.empty();
  }

  /** The correct notation of a range, for a text that looks like one: {@code 0:5}, {@code 0-4}. */
  static String spelling(String text) {
    Matcher span = SPAN.matcher(text);
    return span.matches()
        ? " (a range with both ends is written %s..%s)".formatted(span.group(1), span.group(2))
        : "";
  }

  /**
   * The values of a text, separated at commas outside parentheses; {@code range} is written as
   * {@code from..to} if it has no step.
   *
   * @param numeric whether the values are whole numbers
   */
  static List<String> words(String text, boolean numeric) {
    Matcher choice = CHOICE.matcher(text);
    if (choice.matches()) {
      return Overrides.splitOutsideParentheses(choice.group(1));
    }
    Matcher range = RANGE.matcher(text);
    if (numeric && range.matches()) {
      return range(range);
    }
    return Overrides.splitOutsideParentheses(text);
  }

  private static List<String> range(Matcher range) {
    boolean one = range.group(2) == null;
    long from = one ? 0 : Long.parseLong(range.group(1));
    long end = Long.parseLong(one ? range.group(1) : range.group(2));
    long step = range.group(3) == null ? 1 : Long.parseLong(range.group(3));
    if (step < 1 || from >= end || (step > 1 && (end - from) / step > MOST)) {
      return List.of(range.group()); // not a range: the axis says what is allowed
    }
    if (step == 1) {
      return List.of(from + ".." + (end - 1));
    }
    List<String> words = new ArrayList<>();
    for (long i = from; i < end; i += step) {
      words.add(Long.toString(i));
    }
    return words;
  }
}
