package io.evenkeel.core.sweep;

import io.evenkeel.core.axis.IntegerRuns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Cuts a box whose trials leave their engine open into pieces with one engine each. A plan needs
 * this only if other trials of its sweep name their engine: duplicates between the two kinds can be
 * found only after the open engines are chosen.
 */
final class EngineSplit {
  private final List<Integer> singled;
  private final int shape;
  private final int scheme;
  private final int engine;
  private final ToLongFunction<long[]> engineAt;

  /**
   * @param deciding the dimensions on which the choice of an engine depends, ascending
   * @param shape the one among them that holds widths
   * @param scheme the one among them that holds initialisers
   * @param engine the dimension of engines
   * @param engineAt number of the engine that computes a point's trial
   */
  EngineSplit(
      List<Integer> deciding, int shape, int scheme, int engine, ToLongFunction<long[]> engineAt) {
    this.singled = deciding.stream().filter(d -> d != shape && d != scheme).toList();
    this.shape = shape;
    this.scheme = scheme;
    this.engine = engine;
    this.engineAt = engineAt;
  }

  /** The pieces; together they have the box's points, except for the engine's number. */
  List<Box> split(Box box) {
    List<Box> pieces = List.of(box);
    for (int dimension : singled) {
      pieces = pieces.stream().flatMap(piece -> singly(piece, dimension).stream()).toList();
    }
    return pieces.stream().flatMap(piece -> byEngine(piece).stream()).toList();
  }

  private static List<Box> singly(Box box, int dimension) {
    List<Box> single = new ArrayList<>();
    IntegerRuns side = box.side(dimension);
    for (long i = 0; i < side.size(); i++) {
      single.add(box.with(dimension, IntegerRuns.of(side.get(i))));
    }
    return single;
  }

  /** The pieces by engine. Schemes that have the same engines for the same shapes stay together. */
  private List<Box> byEngine(Box box) {
    Map<Map<Long, List<Long>>, List<Long>> schemesAlike = new LinkedHashMap<>();
    for (Box ofScheme : singly(box, scheme)) {
      Map<Long, List<Long>> shapesByEngine = new LinkedHashMap<>();
      for (Box ofShape : singly(ofScheme, shape)) {
        long[] point = ofShape.point(0);
        shapesByEngine
            .computeIfAbsent(engineAt.applyAsLong(point), key -> new ArrayList<>())
            .add(point[shape]);
      }
      schemesAlike
          .computeIfAbsent(shapesByEngine, key -> new ArrayList<>())
          .add(ofScheme.side(scheme).get(0));
    }
    List<Box> pieces = new ArrayList<>();
    schemesAlike.forEach(
        (shapesByEngine, schemes) ->
            shapesByEngine.forEach(
                (engineNumber, shapes) ->
                    pieces.add(
                        box.with(scheme, runs(schemes))
                            .with(shape, runs(shapes))
                            .with(engine, IntegerRuns.of(engineNumber)))));
    return pieces;
  }

  private static IntegerRuns runs(List<Long> numbers) {
    return IntegerRuns.of(numbers.stream().mapToLong(Long::longValue).toArray());
  }
}
