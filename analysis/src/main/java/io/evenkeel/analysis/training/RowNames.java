package io.evenkeel.analysis.training;

import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.console.TextColumn;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Names of rows on charts: activation and initialiser, then the columns that vary. */
public final class RowNames {
  private static final Set<String> WITHOUT_HEADER = Set.of("activation", "init");

  private RowNames() {}

  /**
   * Names of rows, in their order.
   *
   * @param without columns that are not a part of a name
   */
  public static <R> List<String> of(List<R> rows, Function<R, Cell> cell, Set<String> without) {
    List<TextColumn<R>> columns = TellingColumns.of(rows, cell, without);
    return rows.stream().map(row -> name(row, columns)).toList();
  }

  private static <R> String name(R row, List<TextColumn<R>> columns) {
    return columns.stream()
        .map(
            column -> {
              String value = column.text().apply(row);
              return WITHOUT_HEADER.contains(column.header())
                  ? value
                  : column.header() + " " + value;
            })
        .collect(Collectors.joining(" "));
  }
}
