package io.evenkeel.core.axis;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.table.Column;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * An axis whose values are a few words. Some words may be open: a plan replaces them by another
 * word before a trial is made, as it does with {@code auto} of the axis {@code engine}.
 *
 * @param <V> what a trial holds
 */
final class WordAxis<V> extends Axis<V> {
  private final Map<String, V> values = new LinkedHashMap<>();
  private final List<String> words;
  private final Function<V, String> text;
  private final Optional<String> defaultText;

  /**
   * Declares an axis.
   *
   * @param openWords words that stand for no value of their own
   * @param values all there are, in the order of messages
   * @param text the word of a value
   * @param defaultText a word; empty if a sweep must say
   */
  public WordAxis(
      String key,
      String meaning,
      Placement placement,
      List<String> openWords,
      List<V> values,
      Function<V, String> text,
      Optional<String> defaultText) {
    super(key, meaning, placement);
    values.forEach(value -> this.values.put(text.apply(value), value));
    words = Stream.concat(openWords.stream(), this.values.keySet().stream()).toList();
    this.text = text;
    this.defaultText = defaultText;
  }

  @Override
  public Grammar grammar() {
    return Grammar.WORD;
  }

  @Override
  public String allowed() {
    return "one of " + String.join(", ", words);
  }

  @Override
  public Optional<String> defaultText() {
    return defaultText;
  }

  @Override
  public String canonical(String written) {
    return oneOf(words, written);
  }

  /**
   * The value of a word.
   *
   * @throws SpecException if the word is open
   */
  @Override
  public V value(String word) {
    V value = values.get(word);
    if (value == null) {
      throw new SpecException("%s=%s must be decided first".formatted(key(), word));
    }
    return value;
  }

  @Override
  public boolean isOpen(String word) {
    return !values.containsKey(word);
  }

  @Override
  public String text(V value) {
    return text.apply(value);
  }

  @Override
  public Column.Type columnType() {
    return Column.Type.STRING;
  }

  @Override
  public Object columnValue(V value) {
    return text(value);
  }
}
