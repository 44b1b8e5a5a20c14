package io.evenkeel.analysis.cells;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Totals of cells on their way from one task to another, as bytes: of objects, Spark walks through
 * all again and again to estimate their size.
 */
final class CellBatch implements Serializable {
  private static final long serialVersionUID = 1;

  /** What a batch holds at most: some MB, where networks are deep. */
  private static final int MOST_CELLS = 500;

  private final String origin;
  private final byte[] bytes;

  private CellBatch(String origin, byte[] bytes) {
    this.origin = origin;
    this.bytes = bytes;
  }

  /**
   * Batches of some cells; each becomes bytes when it is asked for.
   *
   * @param origin what batches of one destination are ordered by
   */
  static Stream<CellBatch> of(String origin, List<CellTotals> cells) {
    int batches = (cells.size() + MOST_CELLS - 1) / MOST_CELLS;
    return IntStream.range(0, batches)
        .map(batch -> batch * MOST_CELLS)
        .mapToObj(
            begin ->
                encoded(origin, cells.subList(begin, Math.min(begin + MOST_CELLS, cells.size()))));
  }

  private static CellBatch encoded(String origin, List<CellTotals> cells) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeInt(cells.size());
      for (CellTotals cell : cells) {
        out.writeObject(cell);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new CellBatch(origin, bytes.toByteArray());
  }

  String origin() {
    return origin;
  }

  /** The totals, in the order given; new objects with each call. */
  List<CellTotals> cells() {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      int number = in.readInt();
      List<CellTotals> cells = new ArrayList<>(number);
      for (int i = 0; i < number; i++) {
        cells.add((CellTotals) in.readObject());
      }
      return cells;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
