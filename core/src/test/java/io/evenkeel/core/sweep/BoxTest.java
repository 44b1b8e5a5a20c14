package io.evenkeel.core.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.axis.IntegerRuns;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Boxes against the plain listing of their points, over random boxes of one to four dimensions. */
class BoxTest {
  private static final int LARGEST = 6;

  @Test
  void minusIsTheDifferenceOfTheSetsOfPoints() {
    SplittableRandom random = new SplittableRandom(1);
    int split = 0;
    for (int round = 0; round < 3000; round++) {
      int dimensions = 1 + random.nextInt(4);
      Box first = box(random, dimensions);
      Box second = box(random, dimensions);
      List<Box> pieces = first.minus(second);
      List<List<Long>> expected = new ArrayList<>(points(first));
      expected.removeAll(points(second));
      List<List<Long>> actual = new ArrayList<>();
      pieces.forEach(piece -> actual.addAll(points(piece)));
      // Without "any order once" a point in two pieces would go unnoticed.
      assertThat(actual)
          .as("%s minus %s", first, second)
          .containsExactlyInAnyOrderElementsOf(expected);
      assertThat(pieces).allMatch(piece -> piece.size() > 0);
      split += pieces.size() > 1 ? 1 : 0;
    }
    assertThat(split).as("differences of several pieces").isGreaterThan(500);
  }

  @Test
  void everyIndexIsAnotherPointAndCellsAreMetInOrder() {
    SplittableRandom random = new SplittableRandom(2);
    for (int round = 0; round < 500; round++) {
      Box box = box(random, 2 + random.nextInt(3));
      List<List<Long>> points = points(box);
      assertThat(points).doesNotHaveDuplicates().hasSize((int) box.size());
      List<List<Long>> expected = new ArrayList<>();
      for (int i = 0; i < points.size(); i += (int) box.lastSide().size()) {
        expected.add(points.get(i));
      }
      assertThat(cells(box, 0)).isEqualTo(expected);
      int from = random.nextInt(expected.size());
      assertThat(cells(box, from)).isEqualTo(expected.subList(from, expected.size()));
    }
  }

  private static List<List<Long>> cells(Box box, long from) {
    List<List<Long>> cells = new ArrayList<>();
    Box.Cells walk = box.new Cells(from);
    do {
      cells.add(list(walk.point()));
    } while (walk.next());
    return cells;
  }

  private static Box box(SplittableRandom random, int dimensions) {
    List<IntegerRuns> sides = new ArrayList<>();
    List<Boolean> descending = new ArrayList<>();
    for (int d = 0; d < dimensions; d++) {
      int members = 1 + random.nextInt(1 << LARGEST) % ((1 << LARGEST) - 1);
      sides.add(
          IntegerRuns.of(
              LongStream.range(0, LARGEST).filter(i -> ((members >> i) & 1) == 1).toArray()));
      descending.add(false);
    }
    if (random.nextBoolean()) {
      Collections.fill(descending, true);
    }
    return new Box(sides, descending);
  }

  private static List<List<Long>> points(Box box) {
    List<List<Long>> points = new ArrayList<>();
    for (long i = 0; i < box.size(); i++) {
      points.add(list(box.point(i)));
    }
    return points;
  }

  private static List<Long> list(long[] point) {
    return LongStream.of(point).boxed().toList();
  }
}
