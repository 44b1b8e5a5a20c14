package io.evenkeel.core.sweep;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.axis.Axis;
import io.evenkeel.core.axis.AxisValues;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A product of axes.
 *
 * @param values of every axis, checked and canonical
 */
public record Grid(Map<Axis<?>, AxisValues> values) {

  /**
   * Fills in the default of each axis that is not given, and the sizes that follow from a shape.
   *
   * @throws SpecException if a value is not of its axis, an axis without default is missing, or
   *     there are several shapes
   */
  public Grid {
    Map<Axis<?>, AxisValues> shaped = Shapes.completed(values);
    Map<Axis<?>, AxisValues> complete = new LinkedHashMap<>();
    for (Axis<?> axis : Axes.ALL) {
      AxisValues given = shaped.get(axis);
      if (given == null) {
        given =
            axis.defaultValues()
                .orElseThrow(
                    () ->
                        new SpecException("%s is missing: it must be given".formatted(axis.key())));
      }
      complete.put(axis, axis.check(given));
    }
    values = Collections.unmodifiableMap(complete);
  }

  /**
   * One grid for each shape and each width of the input, as the values may name several of these.
   *
   * @throws SpecException as the constructor, or if a file's rows are of another width than the
   *     network takes, or fewer than a batch
   */
  public static List<Grid> each(Map<Axis<?>, AxisValues> values) {
    return Shapes.each(values).stream()
        .flatMap(shaped -> FileInputs.each(shaped).stream())
        .map(Grid::new)
        .toList();
  }

  /** The values of one axis. */
  public AxisValues of(Axis<?> axis) {
    return values.get(axis);
  }

  /**
   * Number of combinations; equal trials are counted as often as they occur.
   *
   * @throws SpecException if it exceeds 2^63 - 1
   */
  public long size() {
    long size = 1;
    for (AxisValues axis : values.values()) {
      try {
        size = Math.multiplyExact(size, axis.size());
      } catch (ArithmeticException e) {
        throw new SpecException("a grid must have fewer than 2^63 trials");
      }
    }
    return size;
  }
}
