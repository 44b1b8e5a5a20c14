package io.evenkeel.core.sweep;

import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.axis.Axis;
import io.evenkeel.core.axis.IntegerRuns;
import io.evenkeel.core.engine.EngineKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Numbers the values that a plan names, so that its grids become {@link Box}es, and turns numbers
 * back into values.
 */
final class Vocabulary {
  /** How many choices of an engine are remembered. */
  private static final int MOST_ENGINES = 100_000;

  private final List<Dimension> dimensions = Dimension.all();
  private final List<Boolean> descending =
      dimensions.stream().map(dimension -> dimension.placement().descending()).toList();
  private final int engineDimension = dimensionOf(Axes.ENGINE);
  private final int initDimension = dimensionOf(Axes.INIT);
  private final int engineIndex = Axes.index(Axes.ENGINE);

  /** Engines of trials whose sweep leaves them open, by the numbers that decide the engine. */
  private final Map<PointKey, EngineKind> engines = new ConcurrentHashMap<>();

  /** Properties of points, by their numbers in {@link #common}. */
  private final Map<PointKey, Alike> alike = new ConcurrentHashMap<>();

  private final boolean heldCourses;
  private final int[] deciding;

  /** All dimensions except depth and seed, on which nothing in {@link Alike} depends. */
  private final int[] common;

  /**
   * @param heldCourses as in {@link Sweep}
   */
  Vocabulary(boolean heldCourses) {
    this.heldCourses = heldCourses;
    deciding = IntStream.range(0, dimensions.size()).filter(this::decides).toArray();
    int depth = dimensionOf(Axes.DEPTH);
    int seed = dimensionOf(Axes.SEED);
    common =
        IntStream.range(0, dimensions.size())
            .filter(d -> decides(d) || (d != depth && d != seed))
            .toArray();
  }

  private boolean decides(int d) {
    Dimension dimension = dimensions.get(d);
    return dimension.placement().decidesEngine()
        && !(heldCourses && dimension.holds(Axes.OPTIMIZER));
  }

  /** Number of the dimension that holds an axis. */
  int dimensionOf(Axis<?> axis) {
    for (int d = 0; d < dimensions.size(); d++) {
      if (dimensions.get(d).holds(axis)) {
        return d;
      }
    }
    throw new IllegalStateException("no dimension holds " + axis);
  }

  /**
   * The boxes of grids: {@code auto} and {@code critical} resolved, a grid's equal cells merged.
   *
   * <p>An open engine is resolved for each {@link #trial}, unless other trials of the sweep name
   * their engine.
   *
   * @throws SpecException if an activation has no gain, or there are too many shapes
   */
  List<Box> boxes(List<Grid> grids) {
    List<Box> boxes = grids.stream().flatMap(CriticalGrids::of).map(this::box).toList();
    IntegerRuns open = IntegerRuns.of(engine(Spec.AUTO));
    if (boxes.stream().allMatch(box -> box.side(engineDimension).equals(open))) {
      return boxes;
    }
    EngineSplit split = engineSplit();
    List<Box> resolved = new ArrayList<>();
    for (Box box : boxes) {
      IntegerRuns engines = box.side(engineDimension);
      IntegerRuns named = engines.minus(open);
      if (!named.isEmpty()) {
        resolved.add(box.with(engineDimension, named));
      }
      if (named.size() < engines.size()) {
        resolved.addAll(split.split(box.with(engineDimension, open)));
      }
    }
    return resolved;
  }

  private EngineSplit engineSplit() {
    return new EngineSplit(
        IntStream.of(deciding).boxed().toList(),
        dimensionOf(Axes.WIDTH),
        dimensionOf(Axes.INIT),
        engineDimension,
        point -> engine(trial(point).engine().text()));
  }

  private long engine(String text) {
    return dimensions.get(engineDimension).number(text);
  }

  private Box box(Grid grid) {
    return new Box(
        dimensions.stream().map(dimension -> dimension.numbers(grid)).toList(), descending);
  }

  /** The trial at a point of a box that this made. */
  Trial trial(long[] point) {
    return net(point).trial();
  }

  /** Makes the networks of many points. */
  NearbyNets nets() {
    return new NearbyNets(this, dimensions, common, alike, Axes.ALL.size());
  }

  /** The trial at a point of a box, with its network. */
  TrialNet net(long[] point) {
    Object[] values = new Object[Axes.ALL.size()];
    for (int d = 0; d < point.length; d++) {
      dimensions.get(d).put(point[d], values);
    }
    return net(point, values);
  }

  /** The trial with these values, among which the engine may be open. */
  Trial trial(Object[] values, EngineKind engine) {
    values[engineIndex] = engine;
    return new Trial(values);
  }

  /**
   * The network of a trial at a point.
   *
   * @param values what the point's numbers stand for; not copied
   */
  TrialNet net(long[] point, Object[] values) {
    if (values[engineIndex] != null) {
      return TrialNet.of(new Trial(values));
    }
    values[engineIndex] = EngineKind.EXPLICIT;
    Optional<InitKinds> kinds = InitKinds.of(new Trial(values));
    PointKey key = deciding(point, kinds);
    EngineKind known = engines.get(key);
    if (known != null) {
      values[engineIndex] = known;
    }
    TrialNet net = TrialNet.of(new Trial(values), kinds);
    return known == null ? net.with(choice(key, net)) : net;
  }

  /** The numbers of the dimensions on which the choice of an engine depends. */
  private PointKey deciding(long[] point, Optional<InitKinds> kinds) {
    long[] numbers = new long[deciding.length];
    for (int i = 0; i < numbers.length; i++) {
      boolean leftOut = kinds.isPresent() && deciding[i] == initDimension;
      numbers[i] = leftOut ? PointKey.LEFT_OUT : point[deciding[i]];
    }
    return new PointKey(numbers, kinds);
  }

  private EngineKind choice(PointKey key, TrialNet net) {
    EngineKind engine = EngineChoice.of(net, heldCourses);
    if (engines.size() >= MOST_ENGINES) {
      engines.clear();
    }
    engines.put(key, engine);
    return engine;
  }
}
