package io.evenkeel.jobs.sweepfile;

import io.evenkeel.core.Nesting;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.Suggestions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code key=value} words of a command line: {@code width=64,128 seed=0..9
 * init=xavier_uniform(gain=2)}.
 */
final class Overrides {
  private Overrides() {}

  /**
   * Values by key, in the form that {@link YamlText} gives.
   *
   * @param words as typed
   * @param known the keys that exist
   * @throws SpecException if a word is not of that form, or a key unknown or given twice
   */
  static Map<String, Object> parse(List<String> words, Collection<String> known) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals < 1) {
        throw new SpecException("'%s' is not of the form key=value (command line)".formatted(word));
      }
      String key = word.substring(0, equals).strip();
      if (!known.contains(key)) {
        throw new SpecException(
            "unknown key '%s'%s; known: %s (command line)"
                .formatted(key, Suggestions.didYouMean(key, known), String.join(", ", known)));
      }
      if (values.containsKey(key)) {
        throw new SpecException("%s is given twice (command line)".formatted(key));
      }
      values.put(key, value(word.substring(equals + 1), word));
    }
    return values;
  }

  private static Object value(String text, String word) {
    String place = "command line, " + word;
    String stripped = text.strip();
    if (stripped.startsWith("[") || stripped.startsWith("{")) {
      return YamlText.parse(stripped, place);
    }
    List<String> parts = splitOutsideParentheses(text);
    List<Object> values = new ArrayList<>();
    for (String part : parts) {
      if (part.isBlank()) {
        throw new SpecException("a value is missing (%s)".formatted(place));
      }
      // A call's text is no YAML of its own kind: a colon or brace in it would be misread.
      values.add(part.contains("(") ? part.strip() : YamlText.parse(part, place));
    }
    return values.size() == 1 ? values.get(0) : values;
  }

  /**
   * The parts between commas that stand in no parentheses and no quotation marks.
   *
   * @throws SpecException if a parenthesis is closed that was not opened
   */
  static List<String> splitOutsideParentheses(String text) {
    return Nesting.split(text)
        .orElseThrow(
            () -> new SpecException("'%s' closes a parenthesis that is not open".formatted(text)));
  }
}
