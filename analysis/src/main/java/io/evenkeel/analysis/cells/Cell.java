package io.evenkeel.analysis.cells;

import io.evenkeel.core.sweep.Column;
import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialColumns;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What trials have in common that differ in nothing but the seed: the grid columns but for the seed
 * and what follows from it. Cells are ordered by their columns, from the first to the last.
 */
public final class Cell implements Comparable<Cell>, Serializable {
  private static final long serialVersionUID = 1;
  private static final Set<String> NOT_OF_A_CELL = Set.of("trial_id", "seed");

  /** The columns that make a cell, in file order. */
  public static final List<Column<Trial>> COLUMNS =
      TrialColumns.GRID.stream().filter(c -> !NOT_OF_A_CELL.contains(c.name())).toList();

  private static final int DEPTH = index("depth");
  private static final int BATCH = index("batch");

  private final Object[] values;

  /**
   * @param values of {@link #COLUMNS}: Integer or String
   */
  Cell(Object[] values) {
    this.values = values.clone();
  }

  private static int index(String name) {
    return COLUMNS.stream().map(Column::name).toList().indexOf(name);
  }

  int depth() {
    return (Integer) values[DEPTH];
  }

  int batch() {
    return (Integer) values[BATCH];
  }

  /** Value of every column, in order. */
  public Map<String, Object> values() {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      map.put(COLUMNS.get(i).name(), values[i]);
    }
    return Collections.unmodifiableMap(map);
  }

  @Override
  public int compareTo(Cell other) {
    for (int i = 0; i < values.length; i++) {
      int order =
          values[i] instanceof Integer number
              ? number.compareTo((Integer) other.values[i])
              : ((String) values[i]).compareTo((String) other.values[i]);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cell cell && Arrays.equals(values, cell.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return values().toString();
  }
}
