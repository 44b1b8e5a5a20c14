package io.evenkeel.analysis.cells;

import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.table.Column;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** The columns that name a cell, in tables whose rows are of cells or of several alike. */
public final class CellColumns {
  private CellColumns() {}

  /**
   * Those of {@link Cell#COLUMNS} that a table has, in their order.
   *
   * @param which by name
   * @param cell of a row
   */
  public static <R> List<Column<R>> of(Predicate<String> which, Function<R, Cell> cell) {
    return Cell.COLUMNS.stream()
        .filter(grid -> which.test(grid.name()))
        .map(grid -> of(grid, cell))
        .toList();
  }

  private static <R> Column<R> of(Column<Trial> grid, Function<R, Cell> cell) {
    return new Column<>(
        grid.name(),
        grid.type(),
        false,
        grid.unit(),
        grid.meaning(),
        row -> cell.apply(row).get(grid.name()));
  }
}
