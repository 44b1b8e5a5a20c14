package io.evenkeel.core.sweep;

import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.init.Gain;
import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.init.Initializers;
import io.evenkeel.core.loss.Losses;
import io.evenkeel.core.loss.OutputLoss;
import io.evenkeel.core.sweep.Box.Dimension;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** Numbers for the things a plan names, so that its grids become {@link Box}es; and back. */
final class Vocabulary {
  private static final int MOST_SHAPES = 100_000;

  private final Entries<Scheme> schemes = new Entries<>();
  private final Entries<Optional<Initializer>> biases = new Entries<>();
  private final Entries<InputKind> inputs = new Entries<>();
  private final Entries<OutputLoss> losses = new Entries<>();
  private final Entries<Optional<EngineKind>> engines = new Entries<>();

  /** An activation and what {@code auto} means with it. */
  private record Scheme(Activation activation, Initializer init) {}

  /** Things by number, each once per text. */
  private static final class Entries<T> {
    private final Map<String, Long> numbers = new HashMap<>();
    private final List<T> things = new ArrayList<>();

    long number(String text, Supplier<T> make) {
      Long known = numbers.get(text);
      if (known == null) {
        known = (long) things.size();
        things.add(make.get());
        numbers.put(text, known);
      }
      return known;
    }

    T thing(long number) {
      return things.get((int) number);
    }
  }

  /**
   * The boxes of grids: {@code auto} resolved, a grid's equal cells merged.
   *
   * <p>An engine left open is resolved for each {@link #trial} unless other trials name theirs.
   *
   * @throws SpecException if an activation has no gain, or there are too many shapes
   */
  List<Box> boxes(List<Grid> grids) {
    List<Box> boxes = grids.stream().map(this::box).toList();
    long open = engine(Spec.of(Spec.AUTO));
    IntegerRuns onlyOpen = IntegerRuns.of(open);
    if (boxes.stream().allMatch(box -> box.sides().get(Dimension.ENGINE).equals(onlyOpen))) {
      return boxes;
    }
    EngineSplit split = new EngineSplit(point -> engine(Spec.of(trial(point).engine().text())));
    List<Box> resolved = new ArrayList<>();
    for (Box box : boxes) {
      IntegerRuns engines = box.sides().get(Dimension.ENGINE);
      IntegerRuns named = engines.minus(onlyOpen);
      if (!named.isEmpty()) {
        resolved.add(box.with(Dimension.ENGINE, named));
      }
      if (named.size() < engines.size()) {
        resolved.addAll(split.split(box.with(Dimension.ENGINE, onlyOpen)));
      }
    }
    return resolved;
  }

  private Box box(Grid grid) {
    Map<Dimension, IntegerRuns> sides = new EnumMap<>(Dimension.class);
    sides.put(Dimension.SHAPE, shapes(grid));
    sides.put(Dimension.DEPTH, grid.of(Axis.DEPTH).numbers());
    sides.put(Dimension.BATCH, grid.of(Axis.BATCH).numbers());
    sides.put(Dimension.READOUT_WIDTH, grid.of(Axis.READOUT_WIDTH).numbers());
    sides.put(
        Dimension.BACKWARD,
        numbers(grid, Axis.BACKWARD, spec -> spec.name().equals("true") ? 1L : 0L));
    sides.put(Dimension.ENGINE, numbers(grid, Axis.ENGINE, this::engine));
    sides.put(Dimension.SCHEME, schemes(grid));
    sides.put(Dimension.BIAS, numbers(grid, Axis.BIAS, this::bias));
    sides.put(Dimension.INPUT, numbers(grid, Axis.INPUT, this::input));
    sides.put(Dimension.LOSS, numbers(grid, Axis.LOSS, this::loss));
    sides.put(Dimension.SEED, grid.of(Axis.SEED).numbers());
    return new Box(sides);
  }

  /** The trial at a point of a box that this made. */
  Trial trial(long[] point) {
    long shape = point[Dimension.SHAPE.place()];
    Scheme scheme = schemes.thing(point[Dimension.SCHEME.place()]);
    Optional<EngineKind> engine = engines.thing(point[Dimension.ENGINE.place()]);
    Trial trial =
        new Trial(
            (int) point[Dimension.DEPTH.place()],
            (int) (shape >>> Integer.SIZE),
            (int) point[Dimension.BATCH.place()],
            (int) shape,
            (int) point[Dimension.READOUT_WIDTH.place()],
            scheme.activation(),
            scheme.init(),
            biases.thing(point[Dimension.BIAS.place()]),
            inputs.thing(point[Dimension.INPUT.place()]),
            losses.thing(point[Dimension.LOSS.place()]),
            engine.orElse(EngineKind.EXPLICIT),
            point[Dimension.BACKWARD.place()] == 1,
            point[Dimension.SEED.place()]);
    return engine.isPresent() ? trial : trial.with(EngineChoice.of(trial));
  }

  /** Width and input width as one number, so that {@code input_width: width} is a set of such. */
  private static long shape(long width, long inputWidth) {
    return width << Integer.SIZE | inputWidth;
  }

  private static IntegerRuns shapes(Grid grid) {
    IntegerRuns widths = grid.of(Axis.WIDTH).numbers();
    AxisValues inputs = grid.of(Axis.INPUT_WIDTH);
    if (widths.size() > MOST_SHAPES / inputs.size()) {
      throw new SpecException(
          "width and input_width must have at most %d combinations in a grid, got %d x %d"
              .formatted(MOST_SHAPES, widths.size(), inputs.size()));
    }
    List<Long> shapes = new ArrayList<>();
    for (long w = 0; w < widths.size(); w++) {
      long width = widths.get(w);
      for (long i = 0; i < inputs.numbers().size(); i++) {
        shapes.add(shape(width, inputs.numbers().get(i)));
      }
      if (!inputs.specs().isEmpty()) {
        shapes.add(shape(width, width));
      }
    }
    return IntegerRuns.of(shapes.stream().mapToLong(Long::longValue).toArray());
  }

  private IntegerRuns schemes(Grid grid) {
    List<Long> numbers = new ArrayList<>();
    for (Spec activationSpec : grid.of(Axis.ACTIVATION).specs()) {
      Activation activation = Activations.CATALOG.create(activationSpec);
      for (Spec init : grid.of(Axis.INIT).specs()) {
        Spec resolved = Gain.resolve(Initializers.CATALOG.complete(init), activation);
        numbers.add(
            schemes.number(
                activationSpec.text() + " " + Initializers.CATALOG.text(resolved),
                () -> new Scheme(activation, Initializers.CATALOG.create(resolved))));
      }
    }
    return IntegerRuns.of(numbers.stream().mapToLong(Long::longValue).toArray());
  }

  private long bias(Spec spec) {
    return biases.number(
        spec.text(),
        () ->
            spec.name().equals(Axis.NONE)
                ? Optional.empty()
                : Optional.of(Initializers.CATALOG.create(spec)));
  }

  private long loss(Spec spec) {
    return losses.number(spec.text(), () -> Losses.CATALOG.create(spec));
  }

  private long engine(Spec spec) {
    return engines.number(
        spec.name(),
        () ->
            spec.name().equals(Spec.AUTO)
                ? Optional.empty()
                : Optional.of(EngineKind.of(spec.name())));
  }

  private long input(Spec spec) {
    return inputs.number(spec.name(), () -> InputKind.of(spec.name()));
  }

  private static IntegerRuns numbers(Grid grid, Axis axis, ToLongFunction<Spec> number) {
    return IntegerRuns.of(grid.of(axis).specs().stream().mapToLong(number).toArray());
  }
}
