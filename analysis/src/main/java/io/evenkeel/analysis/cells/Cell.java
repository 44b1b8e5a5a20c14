package io.evenkeel.analysis.cells;

import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.arch.BlockScheme;
import io.evenkeel.core.arch.BlockSchemes;
import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.axis.Axis;
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
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The properties that trials have in common if they differ only in their seeds: the grid columns
 * without the seed and without those that follow from it. Cells are ordered by their columns, from
 * the first to the last.
 */
public final class Cell implements Comparable<Cell>, Serializable {
  private static final long serialVersionUID = 1;
  private static final Set<String> NOT_OF_A_CELL =
      Set.of(TrialColumns.ID, TrialColumns.CELL_ID, "seed");

  /**
   * Columns that say how networks are trained: cells that differ only in these have the same
   * networks at step 0.
   */
  public static final Set<String> TRAINING =
      Set.of("steps", "record", "batches", "optimizer", "lr", "weight_decay", "clip", "ntk");

  /** Columns in which a net with blocks, norms or dropout differs from a plain one. */
  private static final Set<String> ARCHITECTURE =
      Set.of("first_init", "block", "norm", "dropout", "parametrization");

  /** The columns that make a cell, in file order. */
  public static final List<Column<Trial>> COLUMNS =
      TrialColumns.GRID.stream().filter(c -> !NOT_OF_A_CELL.contains(c.name())).toList();

  private static final Map<String, Integer> PLACES = places();

  /**
   * The values of columns that tables lack because they were written before the columns were added.
   */
  private static final Map<String, Object> DEFAULTS = defaults();

  private static final Map<String, Integer> BRANCHES = new ConcurrentHashMap<>();

  private final Object[] values;

  /**
   * @param values of {@link #COLUMNS}: Integer, Double or String; null for a column that the tables
   *     do not have: it takes the default of its axis
   */
  Cell(Object[] values) {
    this.values = values.clone();
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null) {
        this.values[i] = DEFAULTS.get(COLUMNS.get(i).name());
      }
    }
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
        ordered[i] = DEFAULTS.get(name);
      }
      if (ordered[i] == null) {
        throw new IllegalArgumentException("a cell has a column " + name);
      }
    }
    return new Cell(ordered);
  }

  /** Cells that came from another task share their texts, most of which are equal. */
  private Object readResolve() {
    for (int i = 0; i < values.length; i++) {
      if (values[i] instanceof String text) {
        values[i] = text.intern();
      }
    }
    return this;
  }

  private static Map<String, Object> defaults() {
    Map<String, Object> defaults = new HashMap<>();
    for (Axis<?> axis : Axes.ALL) {
      if (!axis.placement().alwaysNamed()) {
        axis.defaultText().ifPresent(text -> defaults.put(axis.key(), columnValue(axis, text)));
      }
    }
    return Map.copyOf(defaults);
  }

  private static <V> Object columnValue(Axis<V> axis, String text) {
    return axis.columnValue(axis.value(text));
  }

  /** Whether tables of an earlier version lack a column, because its axis was added later. */
  static boolean mayLack(String column) {
    return DEFAULTS.containsKey(column);
  }

  private static Map<String, Integer> places() {
    Map<String, Integer> places = new HashMap<>();
    COLUMNS.forEach(column -> places.put(column.name(), places.size()));
    return Map.copyOf(places);
  }

  /**
   * Value of one of {@link #COLUMNS}: an Integer, a Double, a Boolean or a String.
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

  /** Units of a hidden layer; of the widest where they differ. */
  public int width() {
    return number("width");
  }

  /** Units of the input and of each hidden layer where these differ in width; else empty. */
  public List<Integer> shape() {
    return Axes.SHAPE.value(text("shape"));
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

  /** Steps of training; 0 for networks that are measured as they are initialised. */
  public int steps() {
    return number("steps");
  }

  /** Learning rate. */
  public double lr() {
    return (Double) get("lr");
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

  /**
   * Whether it is a plain net of {@link #init} weights without norm and dropout: what the theory of
   * plain nets covers.
   */
  public boolean plain() {
    return DEFAULTS.keySet().stream()
        .filter(ARCHITECTURE::contains)
        .allMatch(column -> get(column).equals(DEFAULTS.get(column)));
  }

  /** How layers are joined, as a sweep file spells it. */
  public String block() {
    return text("block");
  }

  /** Weight layers of a residual block; 0 in a plain net. */
  private int branch() {
    return BRANCHES.computeIfAbsent(block(), Cell::branch);
  }

  private static int branch(String block) {
    try {
      BlockScheme scheme = BlockSchemes.CATALOG.create(Spec.parse(block));
      return scheme.residual() ? scheme.branch() : 0;
    } catch (SpecException e) { // a name of another version of Evenkeel
      return 0;
    }
  }

  /** Residual blocks; 0 in a plain net. */
  public int blocks() {
    return branch() == 0 ? 0 : (depth() - 1) / branch();
  }

  /**
   * Places where the signal is followed: behind each hidden layer of a plain net; behind the stem
   * and each block of a residual one.
   */
  public int stops() {
    return branch() == 0 ? depth() : 1 + blocks();
  }

  /** The layer before a place, both counted from 0. */
  public int layerOf(int stop) {
    return branch() == 0 ? stop : stop * branch();
  }

  /** The place right after a layer, both counted from 0; empty if there is none. */
  OptionalInt stopOf(int layer) {
    int each = Math.max(1, branch());
    return layer % each == 0 ? OptionalInt.of(layer / each) : OptionalInt.empty();
  }

  /** The values of columns that were added after the first version, for tables that lack them. */
  public static Map<String, Object> defaultsOfAdded() {
    return DEFAULTS;
  }

  /**
   * The values of all columns except some, in order; they are equal for cells that differ only in
   * those.
   */
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
      int order = compare(values[i], other.values[i]);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int compare(Object a, Object b) {
    if (a instanceof Integer number) {
      return number.compareTo((Integer) b);
    }
    if (a instanceof Double decimal) {
      return decimal.compareTo((Double) b);
    }
    return a instanceof Boolean flag
        ? flag.compareTo((Boolean) b)
        : ((String) a).compareTo((String) b);
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
