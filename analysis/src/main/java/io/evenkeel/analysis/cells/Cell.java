package io.evenkeel.analysis.cells;

import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialColumns;
import io.evenkeel.core.table.Column;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
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

  private static final Map<String, Integer> PLACES = places();

  private final Object[] values;

  /**
   * @param values of {@link #COLUMNS}: Integer or String
   */
  Cell(Object[] values) {
    this.values = values.clone();
  }

  /**
   * A cell by its columns.
   *
   * @param values of all {@link #COLUMNS}, by name; what else there is does not count
   * @throws IllegalArgumentException naming a column that is missing
   */
  public static Cell of(Map<String, ?> values) {
    Object[] ordered = new Object[COLUMNS.size()];
    for (int i = 0; i < ordered.length; i++) {
      String name = COLUMNS.get(i).name();
      ordered[i] = values.get(name);
      if (ordered[i] == null) {
        throw new IllegalArgumentException("a cell has a column " + name);
      }
    }
    return new Cell(ordered);
  }

  private static Map<String, Integer> places() {
    Map<String, Integer> places = new HashMap<>();
    COLUMNS.forEach(column -> places.put(column.name(), places.size()));
    return Map.copyOf(places);
  }

  /**
   * Value of one of {@link #COLUMNS}: an Integer or a String.
   *
   * @throws IllegalArgumentException if there is no such column
   */
  public Object get(String column) {
    Integer place = PLACES.get(column);
    if (place == null) {
      throw new IllegalArgumentException("a cell has no column " + column);
    }
    return values[place];
  }

  private int number(String column) {
    return (Integer) get(column);
  }

  private String text(String column) {
    return (String) get(column);
  }

  /** Hidden layers. */
  public int depth() {
    return number("depth");
  }

  /** Units of a hidden layer. */
  public int width() {
    return number("width");
  }

  /** Rows fed through at once. */
  public int batch() {
    return number("batch");
  }

  /** Units of the input. */
  public int inputWidth() {
    return number("input_width");
  }

  /** Units of the last linear layer; 0 = there is none. */
  public int readoutWidth() {
    return number("readout_width");
  }

  /** The activation as a sweep file spells it. */
  public String activation() {
    return text("activation");
  }

  /** The weights' initialiser as a sweep file spells it. */
  public String init() {
    return text("init");
  }

  /** The biases' initialiser, or {@code none}. */
  public String bias() {
    return text("bias");
  }

  /** The loss as a sweep file spells it. */
  public String loss() {
    return text("loss");
  }

  /** The values of all columns but some, in order: equal for cells that differ in those alone. */
  public List<Object> but(Set<String> columns) {
    return COLUMNS.stream()
        .map(Column::name)
        .filter(c -> !columns.contains(c))
        .map(this::get)
        .toList();
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
