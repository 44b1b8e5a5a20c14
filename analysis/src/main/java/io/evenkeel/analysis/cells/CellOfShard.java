package io.evenkeel.analysis.cells;

import java.io.Serializable;
import java.util.Comparator;
import java.util.Objects;

/** What a shard's totals of a cell are sorted by: the cell, then the shard. */
final class CellOfShard implements Comparable<CellOfShard>, Serializable {
  private static final long serialVersionUID = 1;
  private static final Comparator<CellOfShard> ORDER =
      Comparator.comparing(CellOfShard::cell).thenComparing(key -> key.shard);

  private final Cell cell;
  private final String shard;

  /**
   * @param shard name of its file
   */
  CellOfShard(Cell cell, String shard) {
    this.cell = cell;
    this.shard = shard;
  }

  Cell cell() {
    return cell;
  }

  @Override
  public int compareTo(CellOfShard other) {
    return ORDER.compare(this, other);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CellOfShard key && cell.equals(key.cell) && shard.equals(key.shard);
  }

  @Override
  public int hashCode() {
    return Objects.hash(cell, shard);
  }
}
