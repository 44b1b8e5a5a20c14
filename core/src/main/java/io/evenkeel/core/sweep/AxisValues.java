package io.evenkeel.core.sweep;

import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;

/**
 * The values of one axis: whole numbers, specs (a word is a spec without arguments), or both.
 *
 * @param numbers may be empty
 * @param specs may be empty; kept distinct and in the order of their texts
 */
public record AxisValues(IntegerRuns numbers, List<Spec> specs) {
  private static final String SEPARATOR = "; ";

  /** Sorts {@code specs} and leaves out repeated ones. */
  public AxisValues {
    specs = specs.stream().distinct().sorted(Comparator.comparing(Spec::text)).toList();
  }

  /** Whole numbers alone. */
  public static AxisValues of(IntegerRuns numbers) {
    return new AxisValues(numbers, List.of());
  }

  /** Specs alone. */
  public static AxisValues of(Spec... specs) {
    return new AxisValues(IntegerRuns.EMPTY, List.of(specs));
  }

  /** Values of either. */
  public AxisValues union(AxisValues other) {
    return new AxisValues(
        numbers.union(other.numbers),
        java.util.stream.Stream.concat(specs.stream(), other.specs.stream()).toList());
  }

  /** How many values. */
  public long size() {
    return Math.addExact(numbers.size(), specs.size());
  }

  /** Canonical text: {@code 64,128..130; width}. */
  public String text() {
    StringJoiner text = new StringJoiner(SEPARATOR);
    if (!numbers.isEmpty()) {
      text.add(numbers.text());
    }
    specs.forEach(spec -> text.add(spec.text()));
    return text.toString();
  }

  /**
   * Reads what {@link #text} writes.
   *
   * @throws SpecException if {@code text} is something else
   */
  static AxisValues parse(String text) {
    AxisValues values = new AxisValues(IntegerRuns.EMPTY, List.of());
    for (String part : text.split(SEPARATOR, -1)) {
      boolean number =
          !part.isEmpty() && (part.charAt(0) == '-' || Character.isDigit(part.charAt(0)));
      values =
          values.union(
              number ? AxisValues.of(IntegerRuns.parse(part)) : AxisValues.of(Spec.parse(part)));
    }
    return values;
  }
}
