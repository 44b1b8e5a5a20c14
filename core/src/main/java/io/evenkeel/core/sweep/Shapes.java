package io.evenkeel.core.sweep;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.axis.Axis;
import io.evenkeel.core.axis.AxisValues;
import io.evenkeel.core.axis.IntegerRuns;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sizes that follow from a {@code shape}. A shape {@code [784, 512, 64]} means an input of 784
 * units and hidden layers of 512 and 64 units: depth 2, input width 784, and as width that of the
 * widest hidden layer. A shape with equal hidden layers is the same network as one without a shape
 * and is written without it, so that one network has one identity.
 */
public final class Shapes {
  private static final AxisValues NONE = Axes.SHAPE.defaultValues().orElseThrow();
  private static final List<Axis<Integer>> SIZES =
      List.of(Axes.DEPTH, Axes.WIDTH, Axes.INPUT_WIDTH);

  private Shapes() {}

  /**
   * Joins the values of one level of a sweep with those of the level below: a shape replaces sizes
   * given below it, and sizes replace a shape.
   */
  public static Map<Axis<?>, AxisValues> over(
      Map<Axis<?>, AxisValues> below, Map<Axis<?>, AxisValues> above) {
    Map<Axis<?>, AxisValues> values = new HashMap<>(below);
    if (above.containsKey(Axes.SHAPE)) {
      SIZES.forEach(values::remove);
    } else if (SIZES.stream().anyMatch(above::containsKey)) {
      values.remove(Axes.SHAPE);
    }
    values.putAll(above);
    return values;
  }

  /**
   * The values with one shape each. As sizes follow from a shape, several shapes cannot be combined
   * with any sizes.
   */
  static List<Map<Axis<?>, AxisValues>> each(Map<Axis<?>, AxisValues> values) {
    AxisValues shapes = values.getOrDefault(Axes.SHAPE, NONE);
    if (shapes.size() < 2) {
      return List.of(values);
    }
    List<Map<Axis<?>, AxisValues>> each = new ArrayList<>();
    for (String shape : shapes.texts()) {
      Map<Axis<?>, AxisValues> one = new HashMap<>(values);
      one.put(Axes.SHAPE, AxisValues.of(shape));
      each.add(one);
    }
    return each;
  }

  /**
   * The values with the sizes that follow from their shape.
   *
   * @throws SpecException if there are several shapes, or sizes beside one that says others
   */
  static Map<Axis<?>, AxisValues> completed(Map<Axis<?>, AxisValues> values) {
    AxisValues shapes = values.getOrDefault(Axes.SHAPE, NONE);
    if (shapes.equals(NONE)) {
      return values;
    }
    if (shapes.size() != 1) {
      throw new SpecException("a grid has one shape, got " + shapes.text());
    }
    String text = Axes.SHAPE.canonical(shapes.texts().get(0));
    List<Integer> units = Axes.SHAPE.value(text);
    List<Integer> hidden = units.subList(1, units.size());
    int widest = Collections.max(hidden);
    Map<Axis<?>, AxisValues> complete = new HashMap<>(values);
    put(complete, Axes.DEPTH, hidden.size(), text, widest);
    put(complete, Axes.WIDTH, widest, text, widest);
    put(complete, Axes.INPUT_WIDTH, units.get(0), text, widest);
    boolean alike = hidden.stream().distinct().count() == 1;
    complete.put(Axes.SHAPE, alike ? NONE : AxisValues.of(text));
    return complete;
  }

  private static void put(
      Map<Axis<?>, AxisValues> values, Axis<Integer> size, int units, String shape, int widest) {
    AxisValues said = AxisValues.of(IntegerRuns.of(units));
    AxisValues given = values.put(size, said);
    boolean consistent =
        given == null
            || given.equals(said)
            || (given.numbers().isEmpty()
                && given.texts().stream()
                    .allMatch(t -> size.resolve(t, widest).equals(Integer.toString(units))));
    if (!consistent) {
      throw new SpecException(
          "%s must be %s beside shape %s, or left out, got %s"
              .formatted(size, units, shape, given.text()));
    }
  }
}
