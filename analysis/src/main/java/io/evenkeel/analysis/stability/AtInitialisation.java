package io.evenkeel.analysis.stability;

import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.cells.CellSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the cells that have the same networks at step 0: they differ only in how networks are
 * trained, and have the same draws. There is one verdict for them, and one cell represents all.
 */
final class AtInitialisation {
  /**
   * The cell that says most about step 0 comes first: the one with the most computed trials, then
   * the one with the fewest steps.
   */
  private static final Comparator<CellSummary> TELLING =
      Comparator.comparingLong(CellSummary::computed)
          .thenComparing(summary -> -summary.cell().steps());

  private AtInitialisation() {}

  /**
   * Each network once, in the order given. A cell whose trials were refused or failed is left out
   * only if another one of its networks was computed.
   */
  static List<CellSummary> distinct(List<CellSummary> summaries) {
    Map<List<Object>, CellSummary> networks = new LinkedHashMap<>();
    for (CellSummary summary : summaries) {
      networks.merge(
          summary.cell().but(Cell.TRAINING), summary, (a, b) -> TELLING.compare(b, a) > 0 ? b : a);
    }
    return new ArrayList<>(networks.values());
  }
}
