package io.evenkeel.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A column of a table for a person to read.
 *
 * @param <R> what a row is made from
 * @param header its first line
 * @param leftAligned whether texts begin, rather than end, one below the other
 * @param text what it says of a row
 */
public record TextColumn<R>(String header, boolean leftAligned, Function<R, String> text) {
  /** Header and rows, as wide as their longest texts. */
  public static <R> List<String> aligned(List<TextColumn<R>> columns, List<R> rows) {
    return aligned(" ", columns, rows);
  }

  /**
   * As the other.
   *
   * @param gap what stands between two columns
   */
  public static <R> List<String> aligned(String gap, List<TextColumn<R>> columns, List<R> rows) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(columns.stream().map(TextColumn::header).toList());
    for (R row : rows) {
      cells.add(columns.stream().map(column -> column.text().apply(row)).toList());
    }
    StringBuilder[] lines = new StringBuilder[cells.size()];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = new StringBuilder();
    }
    for (int c = 0; c < columns.size(); c++) {
      int at = c;
      int width = cells.stream().mapToInt(line -> line.get(at).length()).max().orElse(0);
      for (int i = 0; i < lines.length; i++) {
        String text = cells.get(i).get(c);
        String padding = " ".repeat(width - text.length());
        lines[i].append(c == 0 ? "" : gap);
        lines[i].append(columns.get(c).leftAligned() ? text + padding : padding + text);
      }
    }
    return Arrays.stream(lines).map(line -> line.toString().stripTrailing()).toList();
  }
}
