package io.evenkeel.jobs.parquet;

import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.axis.Axis;
import io.evenkeel.core.table.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.parquet.format.SortingColumn;
import org.apache.parquet.io.api.Binary;

/**
 * Finds by which columns the rows of a row group are sorted. The candidates are the axes in the
 * order in which a plan nests them, then the seed, the step and the layer; the result is the
 * longest sequence from the beginning by which all rows are sorted. A plan lists the names of an
 * axis in the order of its sweep. So a row group with many names of an axis is sorted only by the
 * columns before that axis.
 */
final class RowOrder {
  private final List<Key> keys;
  private final Object[] last;

  /** The number of candidates by which all rows so far are sorted. */
  private int holding;

  private boolean empty = true;

  private record Key(int column, boolean descending) {}

  /**
   * @param columns of the rows' values
   */
  RowOrder(List<? extends Column<?>> columns) {
    keys = keys(columns.stream().map(Column::name).toList());
    holding = keys.size();
    last = new Object[keys.size()];
  }

  private static List<Key> keys(List<String> columns) {
    List<Key> keys = new ArrayList<>();
    Axes.ALL.stream()
        .filter(axis -> axis != Axes.SEED && columns.contains(axis.key()))
        .sorted(Comparator.comparingInt((Axis<?> axis) -> axis.placement().order()))
        .forEach(
            axis -> keys.add(new Key(columns.indexOf(axis.key()), axis.placement().descending())));
    Stream.of(Axes.SEED.key(), "step", "layer")
        .filter(columns::contains)
        .forEach(name -> keys.add(new Key(columns.indexOf(name), false)));
    return keys;
  }

  /**
   * Adds the next rows.
   *
   * @param values of all columns: {@code values[column][row]}; a text may be given as bytes
   * @param rows how many rows there are
   */
  void add(Object[][] values, int rows) {
    for (int row = 0; row < rows; row++) {
      see(values, row);
      empty = false;
    }
  }

  private void see(Object[][] values, int row) {
    boolean before = empty; // whether the row is known to be behind the last one
    for (int k = 0; k < holding; k++) {
      Key key = keys.get(k);
      Object value = values[key.column()][row];
      if (!before && !Objects.equals(value, last[k])) {
        int order = compare(last[k], value);
        if (key.descending() ? order < 0 : order > 0) {
          holding = k;
          return;
        }
        before = true;
      }
      last[k] = value;
    }
  }

  /** Compares texts by the bytes of UTF-8, as Parquet sorts them. */
  private static int compare(Object a, Object b) {
    if (a instanceof Binary text) {
      return Arrays.compareUnsigned(text.getBytes(), ((Binary) b).getBytes());
    }
    if (a instanceof Integer number) {
      return number.compareTo((Integer) b);
    }
    if (a instanceof Long number) {
      return number.compareTo((Long) b);
    }
    return a instanceof Double number
        ? number.compareTo((Double) b)
        : ((Boolean) a).compareTo((Boolean) b);
  }

  /** The columns by which the rows are sorted, the most significant one first. */
  List<SortingColumn> columns() {
    return keys.subList(0, holding).stream()
        .map(key -> new SortingColumn(key.column(), key.descending(), false))
        .toList();
  }
}
