package io.evenkeel.analysis.cells;

/** Receives how many of a run's cells have been treated; may be called from any thread. */
public interface CellProgress {
  /** Ignores the progress. */
  CellProgress SILENT = (done, cells) -> {};

  /**
   * Receives the progress.
   *
   * @param done so far
   * @param cells in all
   */
  void at(long done, long cells);
}
