package io.evenkeel.core.axis;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.table.Column;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * An axis of whole numbers.
 *
 * @param <V> Integer or Long
 */
public class WholeAxis<V extends Number> extends Axis<V> {
  private final long least;
  private final long most;
  private final Optional<String> defaultText;
  private final Column.Type type;
  private final LongFunction<V> value;

  /**
   * Declares an axis.
   *
   * @param least smallest number allowed
   * @param most largest number allowed
   * @param defaultText canonical; empty if a sweep must say
   * @param type of the column
   * @param value makes what a trial holds of a number
   */
  protected WholeAxis(
      String key,
      String meaning,
      Placement placement,
      long least,
      long most,
      Optional<String> defaultText,
      Column.Type type,
      LongFunction<V> value) {
    super(key, meaning, placement);
    this.least = least;
    this.most = most;
    this.defaultText = defaultText;
    this.type = type;
    this.value = value;
  }

  /** Numbers that fit an int; {@code defaultText} null makes the axis required. */
  public static WholeAxis<Integer> of(
      String key, String meaning, Placement placement, int least, int most, String defaultText) {
    return new WholeAxis<>(
        key,
        meaning,
        placement,
        least,
        most,
        Optional.ofNullable(defaultText),
        Column.Type.INT32,
        Math::toIntExact);
  }

  /** Any number of 64 bits. */
  public static WholeAxis<Long> ofLongs(
      String key, String meaning, Placement placement, String defaultText) {
    return new WholeAxis<>(
        key,
        meaning,
        placement,
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        Optional.of(defaultText),
        Column.Type.INT64,
        number -> number);
  }

  @Override
  public final Grammar grammar() {
    return Grammar.WHOLE;
  }

  @Override
  public String allowed() {
    return "a whole number from %s to %s".formatted(least, most);
  }

  @Override
  public final Optional<String> defaultText() {
    return defaultText;
  }

  /** The canonical text of a number. Words are not allowed here; a subclass may take some. */
  @Override
  public String canonical(String written) {
    throw new SpecException("%s must be %s, got %s".formatted(key(), allowed(), written));
  }

  /**
   * Checks a number.
   *
   * @throws SpecException if it is out of range
   */
  public final void check(long number) {
    if (!(number >= least && number <= most)) {
      throw new SpecException("%s must be %s, got %s".formatted(key(), allowed(), number));
    }
  }

  @Override
  public final AxisValues check(AxisValues values) {
    IntegerRuns numbers = values.numbers();
    if (!numbers.isEmpty()) {
      check(numbers.get(0));
      check(numbers.get(numbers.size() - 1));
    }
    return super.check(values);
  }

  @Override
  public final V value(String text) {
    return value.apply(Long.parseLong(text));
  }

  /** The object that a trial holds for a number. */
  public final V value(long number) {
    return value.apply(number);
  }

  @Override
  public final String text(V value) {
    return value.toString();
  }

  @Override
  public final Column.Type columnType() {
    return type;
  }

  @Override
  public final Object columnValue(V value) {
    return value;
  }
}
