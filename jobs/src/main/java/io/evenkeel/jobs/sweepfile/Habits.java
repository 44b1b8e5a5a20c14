package io.evenkeel.jobs.sweepfile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How sweep files of other tools say what has a form of its own here: those of W&B ({@code {values:
 * [...]}}, {@code {value: x}}, {@code {min: a, max: b}}) and of Hydra ({@code 10,20}, {@code
 * choice(10,20)}, {@code range(0,5)}, whose end is left out).
 */
final class Habits {
  private static final Pattern RANGE =
      Pattern.compile(
          "\\s*range\\(\\s*(-?\\d{1,18})\\s*(?:,\\s*(-?\\d{1,18})\\s*)?(?:,\\s*(\\d{1,18})\\s*)?\\)\\s*");
  private static final int MOST = 100_000;
  private static final Pattern CHOICE = Pattern.compile("\\s*choice\\((.*)\\)\\s*", Pattern.DOTALL);
  private static final List<String> LISTS = List.of("values", "choices", "value");

  private Habits() {}

  /** What a map lists that has but one key, {@code values}, {@code choices} or {@code value}. */
  static Optional<Object> listed(Map<?, ?> map) {
    return map.size() == 1
        ? LISTS.stream().filter(map::containsKey).findFirst().map(key -> (Object) map.get(key))
        : Optional.empty();
  }

  /** A range with ends that are called min and max as one from ... to; other maps as they are. */
  static Map<?, ?> range(Map<?, ?> map) {
    if (!map.containsKey("min") || !map.containsKey("max") || map.size() != 2) {
      return map;
    }
    Map<String, Object> range = new LinkedHashMap<>();
    range.put("from", map.get("min"));
    range.put("to", map.get("max"));
    return range;
  }

  /**
   * The values of a text, parted by commas outside parentheses; {@code range} written out as {@code
   * from..to} where it has no step.
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
