package io.evenkeel.analysis.cells;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Totals of cells on their way from one task to another, as bytes: of objects, Spark walks through
 * all again and again to estimate their size.
 */
final class CellBatch implements Serializable {
  private static final long serialVersionUID = 1;

  /** A batch ends with the cell that reaches it: larger arrays would crowd the heap of a worker. */
  private static final int FULL_BYTES = 1 << 18;

  private final String origin;
  private final int number;
  private final byte[] bytes;

  private CellBatch(String origin, int number, byte[] bytes) {
    this.origin = origin;
    this.number = number;
    this.bytes = bytes;
  }

  /**
   * Batches of some cells; each becomes bytes when it is asked for.
   *
   * @param origin what batches of one destination are ordered by
   */
  static Iterator<CellBatch> of(String origin, Iterator<CellTotals> cells) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return cells.hasNext();
      }

      @Override
      public CellBatch next() {
        return filled(origin, cells);
      }
    };
  }

  private static CellBatch filled(String origin, Iterator<CellTotals> cells) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int number = 0;
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      do {
        out.writeObject(cells.next());
        number++;
      } while (cells.hasNext() && bytes.size() < FULL_BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new CellBatch(origin, number, bytes.toByteArray());
  }

  String origin() {
    return origin;
  }

  /** The totals, in the order given; new objects with each call. */
  List<CellTotals> cells() {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
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
