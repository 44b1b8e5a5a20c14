package io.evenkeel.analysis.cells;

/** Hears how many of a run's cells something has been done with; from any thread. */
public interface CellProgress {
  /** Tells nobody. */
  CellProgress SILENT = (done, cells) -> {};

  /**
   * Tells how far it is.
   *
   * @param done so far
   * @param cells in all
   */
  void at(long done, long cells);
}
