package io.evenkeel.core.sweep;

import io.evenkeel.core.sweep.Box.Dimension;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Cuts a box so that all trials of a piece, which leave their engine open, go by one engine: where
 * other trials of a sweep name theirs, equal ones can only then be told.
 */
final class EngineSplit {
  private final ToLongFunction<long[]> engineAt;

  /**
   * @param engineAt number of the engine that a point's trial goes by; the same whatever the
   *     point's depth, bias, input, loss and seed are
   */
  EngineSplit(ToLongFunction<long[]> engineAt) {
    this.engineAt = engineAt;
  }

  /** The pieces: together they have the box's points, but for the engine's number. */
  List<Box> split(Box box) {
    List<Box> pieces = new ArrayList<>();
    for (Box batch : singly(box, Dimension.BATCH)) {
      for (Box readout : singly(batch, Dimension.READOUT_WIDTH)) {
        for (Box backward : singly(readout, Dimension.BACKWARD)) {
          pieces.addAll(byEngine(backward));
        }
      }
    }
    return pieces;
  }

  private static List<Box> singly(Box box, Dimension dimension) {
    List<Box> single = new ArrayList<>();
    IntegerRuns side = box.sides().get(dimension);
    for (long i = 0; i < side.size(); i++) {
      single.add(box.with(dimension, IntegerRuns.of(side.get(i))));
    }
    return single;
  }

  /** Schemes that go by the same engines at the same shapes stay together. */
  private List<Box> byEngine(Box box) {
    Map<Map<Long, List<Long>>, List<Long>> schemesAlike = new LinkedHashMap<>();
    for (Box scheme : singly(box, Dimension.SCHEME)) {
      Map<Long, List<Long>> shapesByEngine = new LinkedHashMap<>();
      for (Box shape : singly(scheme, Dimension.SHAPE)) {
        long[] point = shape.point(0);
        shapesByEngine
            .computeIfAbsent(engineAt.applyAsLong(point), key -> new ArrayList<>())
            .add(point[Dimension.SHAPE.place()]);
      }
      schemesAlike
          .computeIfAbsent(shapesByEngine, key -> new ArrayList<>())
          .add(scheme.sides().get(Dimension.SCHEME).get(0));
    }
    List<Box> pieces = new ArrayList<>();
    schemesAlike.forEach(
        (shapesByEngine, schemes) ->
            shapesByEngine.forEach(
                (engine, shapes) ->
                    pieces.add(
                        box.with(Dimension.SCHEME, runs(schemes))
                            .with(Dimension.SHAPE, runs(shapes))
                            .with(Dimension.ENGINE, IntegerRuns.of(engine)))));
    return pieces;
  }

  private static IntegerRuns runs(List<Long> numbers) {
    return IntegerRuns.of(numbers.stream().mapToLong(Long::longValue).toArray());
  }
}
