package io.evenkeel.core.axis;

import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Stream;

/**
 * The values of one axis: whole numbers, canonical texts of other values, or both.
 *
 * @param numbers may be empty
 * @param texts may be empty; kept distinct, in the order given
 */
public record AxisValues(IntegerRuns numbers, List<String> texts) {
  /** No value. */
  public static final AxisValues NONE = new AxisValues(IntegerRuns.EMPTY, List.of());

  static final String SEPARATOR = "; ";

  /** Leaves out repeated texts. */
  public AxisValues {
    texts = texts.stream().distinct().toList();
  }

  /** Whole numbers alone. */
  public static AxisValues of(IntegerRuns numbers) {
    return new AxisValues(numbers, List.of());
  }

  /** Texts alone. */
  public static AxisValues of(String... texts) {
    return new AxisValues(IntegerRuns.EMPTY, List.of(texts));
  }

  /** The values of this or of {@code other}. */
  public AxisValues union(AxisValues other) {
    return new AxisValues(
        numbers.union(other.numbers), Stream.concat(texts.stream(), other.texts.stream()).toList());
  }

  /** The number of values. */
  public long size() {
    return Math.addExact(numbers.size(), texts.size());
  }

  /** Canonical text: {@code 64,128..130; width}. */
  public String text() {
    StringJoiner text = new StringJoiner(SEPARATOR);
    if (!numbers.isEmpty()) {
      text.add(numbers.text());
    }
    texts.forEach(text::add);
    return text.toString();
  }
}
