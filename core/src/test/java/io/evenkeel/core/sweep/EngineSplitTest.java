package io.evenkeel.core.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.axis.IntegerRuns;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

/** Boxes cut by engine: the same points, each with its engine, in as few pieces as engines ask. */
class EngineSplitTest {
  private static final int BATCH = 0;
  private static final int SHAPE = 1;
  private static final int SCHEME = 2;
  private static final int ENGINE = 3;

  private static Box box() {
    return new Box(
        List.of(
            IntegerRuns.range(0, 1),
            IntegerRuns.range(0, 4),
            IntegerRuns.range(0, 2),
            IntegerRuns.of(9),
            IntegerRuns.range(0, 6)),
        Collections.nCopies(5, false));
  }

  private static List<Box> split(ToLongFunction<long[]> engineAt) {
    return new EngineSplit(List.of(BATCH, SHAPE, SCHEME), SHAPE, SCHEME, ENGINE, engineAt)
        .split(box());
  }

  /** Each point once, with the engine that it goes by. */
  private static void check(List<Box> pieces, ToLongFunction<long[]> engineAt) {
    List<List<Long>> expected = new ArrayList<>();
    for (long i = 0; i < box().size(); i++) {
      long[] point = box().point(i);
      point[ENGINE] = engineAt.applyAsLong(point);
      expected.add(list(point));
    }
    List<List<Long>> found = new ArrayList<>();
    for (Box piece : pieces) {
      for (long i = 0; i < piece.size(); i++) {
        found.add(list(piece.point(i)));
      }
    }
    assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static List<Long> list(long[] point) {
    List<Long> list = new ArrayList<>();
    for (long coordinate : point) {
      list.add(coordinate);
    }
    return list;
  }

  @Test
  void oneEngineIsOnePieceForEachBatch() {
    List<Box> pieces = split(point -> 3);
    check(pieces, point -> 3);
    assertThat(pieces).hasSize(2);
  }

  @Test
  void schemesAlikeStayTogether() {
    ToLongFunction<long[]> wide = point -> point[SHAPE] > 2 && point[SCHEME] < 2 ? 1 : 0;
    List<Box> pieces = split(wide);
    check(pieces, wide);
    assertThat(pieces).as("batches x (two for schemes 0 and 1, one for 2)").hasSize(2 * 3);
  }

  @Test
  void otherDimensionsMayDecide() {
    ToLongFunction<long[]> batch = point -> point[BATCH];
    List<Box> pieces = split(batch);
    check(pieces, batch);
    assertThat(pieces).hasSize(2);
  }
}
