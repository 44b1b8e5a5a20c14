package io.evenkeel.analysis.training;

import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.cells.TrainedTrial;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Trained cells that differ only in some columns.
 *
 * @param cells their trials by cell, in the order of cells; at least one
 */
record TrainedGroup(SortedMap<Cell, List<TrainedTrial>> cells) {
  private static final String WIDTH = "width";
  private static final String INPUT_WIDTH = "input_width";

  /**
   * Splits cells into groups. Cells that differ in their engine are in the same group. If the width
   * may differ, an input as wide as the layers grows with it, unless cells of other widths have an
   * input of that same size.
   *
   * @param differing columns that cells of a group may differ in
   * @return the groups, in the order of their first cells
   */
  static List<TrainedGroup> of(SortedMap<Cell, List<TrainedTrial>> cells, Set<String> differing) {
    Set<List<Object>> fixedInputs = new HashSet<>();
    for (Cell cell : cells.keySet()) {
      if (!square(cell)) {
        fixedInputs.add(key(cell, differing, false));
      }
    }
    Map<List<Object>, TrainedGroup> groups = new LinkedHashMap<>();
    cells.forEach(
        (cell, trials) -> {
          List<Object> fixed = key(cell, differing, false);
          boolean grows = differing.contains(WIDTH) && square(cell) && !fixedInputs.contains(fixed);
          groups
              .computeIfAbsent(
                  grows ? key(cell, differing, true) : fixed,
                  key -> new TrainedGroup(new TreeMap<>()))
              .cells()
              .put(cell, trials);
        });
    return List.copyOf(groups.values());
  }

  private static List<Object> key(Cell cell, Set<String> differing, boolean growingInput) {
    List<Object> key = new ArrayList<>();
    for (Map.Entry<String, Object> column : cell.values().entrySet()) {
      String name = column.getKey();
      if (name.equals(INPUT_WIDTH) && growingInput) {
        key.add(WIDTH);
      } else if (!differing.contains(name) && !name.equals("engine")) {
        key.add(column.getValue());
      }
    }
    return key;
  }

  /** Whether the input has as many units as a layer. */
  static boolean square(Cell cell) {
    return cell.inputWidth() == cell.width();
  }

  /** The first of the cells. */
  Cell first() {
    return cells.firstKey();
  }
}
