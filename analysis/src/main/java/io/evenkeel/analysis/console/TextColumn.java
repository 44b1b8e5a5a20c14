package io.evenkeel.analysis.console;

import io.evenkeel.analysis.text.Screen;
import io.evenkeel.analysis.text.ShortTexts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A column of a table for a person to read.
 *
 * @param <R> what a row is made from
 * @param header its first line
 * @param leftAligned whether texts are aligned to the left, not to the right
 * @param text text of a row
 * @param ink its colour
 */
public record TextColumn<R>(
    String header, boolean leftAligned, Function<R, String> text, Function<R, Ink> ink) {
  /** A column without colours. */
  public TextColumn(String header, boolean leftAligned, Function<R, String> text) {
    this(header, leftAligned, text, row -> Ink.PLAIN);
  }

  /** Header and rows, as wide as their longest texts. */
  public static <R> List<String> aligned(List<TextColumn<R>> columns, List<R> rows) {
    return aligned(" ", columns, rows);
  }

  /**
   * Header and rows with a given gap between columns.
   *
   * @param gap text between two columns
   */
  public static <R> List<String> aligned(String gap, List<TextColumn<R>> columns, List<R> rows) {
    return aligned(gap, columns, rows, new Screen(Integer.MAX_VALUE, false));
  }

  /** Header and rows, cut at the width of the screen, in colours if the screen has any. */
  static <R> List<String> aligned(
      String gap, List<TextColumn<R>> columns, List<R> rows, Screen screen) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(columns.stream().map(TextColumn::header).toList());
    for (R row : rows) {
      cells.add(columns.stream().map(column -> column.text().apply(row)).toList());
    }
    StringBuilder[] lines = new StringBuilder[cells.size()];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = new StringBuilder();
    }
    int used = 0;
    for (int c = 0; c < columns.size() && used < screen.width(); c++) {
      int at = c;
      TextColumn<R> column = columns.get(c);
      int width = cells.stream().mapToInt(line -> line.get(at).length()).max().orElse(0);
      int before = c == 0 ? 0 : gap.length();
      int room = Math.min(width, screen.width() - used - before);
      used += before + width;
      for (int i = 0; i < lines.length && room > 0; i++) {
        String text = ShortTexts.cut(cells.get(i).get(c), Math.max(2, room));
        String padding = " ".repeat(Math.max(0, room - text.length()));
        boolean last = c == columns.size() - 1;
        Ink ink = i == 0 ? Ink.HEAD : column.ink().apply(rows.get(i - 1));
        String inked = screen.colour() && !text.isBlank() ? ink.on(text) : text;
        lines[i].append(c == 0 ? "" : gap);
        lines[i].append(column.leftAligned() ? inked + (last ? "" : padding) : padding + inked);
      }
    }
    return Arrays.stream(lines).map(line -> line.toString().stripTrailing()).toList();
  }
}
