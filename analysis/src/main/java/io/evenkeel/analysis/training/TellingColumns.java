package io.evenkeel.analysis.training;

import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.console.TextColumn;
import io.evenkeel.analysis.text.ShortTexts;
import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The columns of cells by which a person distinguishes rows. */
final class TellingColumns {
  private static final Set<String> ALWAYS = Set.of("activation", "init");
  private static final int LONGEST = 24;

  private TellingColumns() {}

  /**
   * The columns in which rows differ, besides activation and initialiser.
   *
   * @param without columns that are never shown
   */
  static <R> List<TextColumn<R>> of(List<R> rows, Function<R, Cell> cell, Set<String> without) {
    boolean square = rows.stream().map(cell).allMatch(TrainedGroup::square);
    List<TextColumn<R>> columns = new ArrayList<>();
    for (Column<Trial> grid : Cell.COLUMNS) {
      String name = grid.name();
      Function<R, String> text = row -> cell.apply(row).get(name).toString();
      List<String> values = rows.stream().map(text).distinct().toList();
      boolean never =
          without.contains(name) || name.equals("engine") || (name.equals("input_width") && square);
      if (!never && (ALWAYS.contains(name) || values.size() > 1)) {
        columns.add(column(name, grid.type() == Column.Type.STRING, text, values));
      }
    }
    return columns;
  }

  private static <R> TextColumn<R> column(
      String name, boolean names, Function<R, String> text, List<String> values) {
    if (!names) {
      return new TextColumn<>(name, false, text);
    }
    Map<String, String> brief = ShortTexts.abbreviated(values);
    Map<String, String> cut =
        ShortTexts.distinct(brief.values(), value -> ShortTexts.cut(value, LONGEST));
    return new TextColumn<>(name, true, row -> cut.get(brief.get(text.apply(row))));
  }
}
