package io.evenkeel.core.sweep;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.axis.Axis;
import io.evenkeel.core.axis.AxisValues;
import io.evenkeel.core.axis.IntegerRuns;
import io.evenkeel.core.data.FileInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Consequences of a file as the input: the input's width is that of the file's rows. Inputs of
 * several widths cannot be combined with any width, so each width becomes a grid of its own.
 */
final class FileInputs {
  private static final int OF_A_LAW = 0;

  private FileInputs() {}

  /** The values, split by the width of their inputs, each with that width. */
  static List<Map<Axis<?>, AxisValues>> each(Map<Axis<?>, AxisValues> values) {
    List<String> inputs = values.getOrDefault(Axes.INPUT, AxisValues.NONE).texts();
    Map<Integer, List<String>> byWidth = new LinkedHashMap<>();
    for (String text : inputs) {
      int width = file(text).map(FileInput::width).orElse(OF_A_LAW);
      byWidth.computeIfAbsent(width, w -> new ArrayList<>()).add(text);
    }
    if (byWidth.isEmpty() || byWidth.keySet().equals(Set.of(OF_A_LAW))) {
      return List.of(values);
    }
    List<Map<Axis<?>, AxisValues>> each = new ArrayList<>();
    byWidth.forEach(
        (width, texts) -> {
          Map<Axis<?>, AxisValues> one = new HashMap<>(values);
          one.put(Axes.INPUT, AxisValues.of(texts.toArray(String[]::new)));
          if (width != OF_A_LAW) {
            fit(one, width, texts);
          }
          each.add(one);
        });
    return each;
  }

  /** The file whose rows are the input that a text names; empty if the input is drawn. */
  private static Optional<FileInput> file(String text) {
    return Axes.INPUT.value(Axes.INPUT.canonical(text)) instanceof FileInput file
        ? Optional.of(file)
        : Optional.empty();
  }

  private static void fit(Map<Axis<?>, AxisValues> values, int width, List<String> texts) {
    for (String text : texts) {
      FileInput file = file(text).orElseThrow();
      IntegerRuns batches =
          values.getOrDefault(Axes.BATCH, Axes.BATCH.defaultValues().orElseThrow()).numbers();
      long largest = batches.isEmpty() ? 0 : batches.get(batches.size() - 1);
      if (largest > file.rows()) {
        throw new SpecException(
            "batch must be at most %s, the rows of %s, got %s"
                .formatted(file.rows(), file.name(), largest));
      }
    }
    String name = file(texts.get(0)).orElseThrow().name();
    boolean shaped =
        values.containsKey(Axes.SHAPE) && !Axes.SHAPE.isDefault(values.get(Axes.SHAPE));
    if (shaped) {
      String shape = values.get(Axes.SHAPE).texts().get(0);
      int units = Axes.SHAPE.value(Axes.SHAPE.canonical(shape)).get(0);
      if (units != width) {
        throw new SpecException(
            "shape must begin with %s, the width of %s, got %s".formatted(width, name, shape));
      }
      return;
    }
    AxisValues given = values.put(Axes.INPUT_WIDTH, AxisValues.of(IntegerRuns.of(width)));
    boolean open = given == null || Axes.INPUT_WIDTH.isDefault(given);
    if (!open && !given.equals(values.get(Axes.INPUT_WIDTH))) {
      throw new SpecException(
          "input_width must be %s, the width of %s, or left out, got %s"
              .formatted(width, name, given.text()));
    }
  }
}
