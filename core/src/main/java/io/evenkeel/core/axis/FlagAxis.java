package io.evenkeel.core.axis;

import io.evenkeel.core.table.Column;
import java.util.List;
import java.util.Optional;

/** An axis of the words {@code true} and {@code false}. */
public final class FlagAxis extends Axis<Boolean> {
  private static final List<String> WORDS = List.of("true", "false");

  private final boolean defaultValue;

  /** Declares an axis. */
  public FlagAxis(String key, String meaning, Placement placement, boolean defaultValue) {
    super(key, meaning, placement);
    this.defaultValue = defaultValue;
  }

  @Override
  public Grammar grammar() {
    return Grammar.WORD;
  }

  @Override
  public String allowed() {
    return "one of " + String.join(", ", WORDS);
  }

  @Override
  public Optional<String> defaultText() {
    return Optional.of(text(defaultValue));
  }

  @Override
  public String canonical(String written) {
    return oneOf(WORDS, written);
  }

  @Override
  public Boolean value(String text) {
    return Boolean.valueOf(text);
  }

  @Override
  public String text(Boolean value) {
    return value.toString();
  }

  @Override
  public Column.Type columnType() {
    return Column.Type.BOOLEAN;
  }

  @Override
  public Object columnValue(Boolean value) {
    return value;
  }
}
