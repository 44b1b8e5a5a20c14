package io.evenkeel.core.sweep;

import io.evenkeel.core.sweep.Plan.Cell;
import java.util.List;
import java.util.function.LongConsumer;

/** Visits the cells of boxes, in order, and keeps none. */
final class CellWalk {
  /** How many consecutive cells go into one part. */
  private static final int STRETCH = 1024;

  private final List<Box> boxes;
  private final Vocabulary vocabulary;
  private final long count;

  /**
   * @param boxes that share no point
   * @param vocabulary that made them
   */
  CellWalk(List<Box> boxes, Vocabulary vocabulary) {
    this.boxes = boxes;
    this.vocabulary = vocabulary;
    count = boxes.stream().mapToLong(CellWalk::cells).sum();
  }

  /** Receives a cell, the point of its first trial, and that trial's network. */
  interface Visitor {
    /**
     * Receives one cell.
     *
     * @param point valid during the call only
     */
    void visit(Cell cell, long[] point, TrialNet net);
  }

  /** The number of cells. */
  long count() {
    return count;
  }

  private static long cells(Box box) {
    return box.size() / box.lastSide().size();
  }

  /** Passes on the number of trials of each cell. */
  void sizes(LongConsumer trials) {
    for (Box box : boxes) {
      long seeds = box.lastSide().size();
      for (long cell = cells(box); cell > 0; cell--) {
        trials.accept(seeds);
      }
    }
  }

  /**
   * Passes the cells of one of several parts to a visitor.
   *
   * @param part from 0
   * @param parts at least 1
   */
  void show(int part, int parts, Visitor visitor) {
    NearbyNets nets = vocabulary.nets();
    long begin = 0;
    long place = 0;
    for (Box box : boxes) {
      long end = begin + cells(box);
      long stretch = begin / STRETCH;
      stretch += Math.floorMod(part - stretch, parts);
      for (; stretch * STRETCH < end; stretch += parts) {
        long from = Math.max(begin, stretch * STRETCH);
        long to = Math.min(end, (stretch + 1) * STRETCH);
        show(box, from - begin, to - from, from, place, nets, visitor);
      }
      begin = end;
      place += box.size();
    }
  }

  /**
   * Passes some cells of a box to a visitor.
   *
   * @param from number of the first one in the box
   * @param number of the first one in the plan
   * @param place of the box's first trial
   */
  private static void show(
      Box box, long from, long count, long number, long place, NearbyNets nets, Visitor visitor) {
    long seeds = box.lastSide().size();
    Box.Cells cells = box.new Cells(from);
    for (long i = 0; i < count; i++) {
      long first = place + (from + i) * seeds;
      TrialNet net = nets.net(cells.point());
      visitor.visit(new Cell(number + i, first, seeds, net.trial()), cells.point(), net);
      cells.next();
    }
  }
}
