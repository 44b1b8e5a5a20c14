package io.evenkeel.analysis.console;

import io.evenkeel.analysis.scheme.SchemeNames;
import io.evenkeel.analysis.scheme.SchemeRow;
import io.evenkeel.analysis.scheme.SchemeTable;
import io.evenkeel.analysis.stability.CellTexts;
import io.evenkeel.analysis.text.Screen;
import io.evenkeel.analysis.text.ShortTexts;
import io.evenkeel.analysis.text.Wrapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The ranking of schemes for a person to read: a line per scheme. */
final class SchemeText {
  private static final List<Integer> LENGTHS = List.of(48, 32, 22, 16);

  /** The columns that may be left out, in this order, once names are as short as they can be. */
  private static final List<String> SPARE = List.of("where not", "by width", "deepest", "for");

  private static final int MOST_WIDTHS = 6;

  private final List<SchemeRow> rows;
  private final SchemeNames names;

  private SchemeText(List<SchemeRow> rows, SchemeNames names) {
    this.rows = rows;
    this.names = names;
  }

  /**
   * The table and what its columns mean.
   *
   * @param all schemes, best first in each group
   * @param most rows to print
   */
  static List<String> lines(List<SchemeRow> all, int most, Screen screen) {
    List<SchemeRow> shown = all.subList(0, Math.min(most, all.size()));
    SchemeText text = new SchemeText(shown, new SchemeNames(all));
    List<String> lines = new ArrayList<>(text.table(screen));
    if (shown.size() < all.size()) {
      int left = all.size() - shown.size();
      String more =
          String.format(
              Locale.ROOT, "... and %,d more schemes in %s", left, SchemeTable.FILES.csv());
      lines.addAll(Wrapping.lines(more, screen.width()));
    }
    lines.addAll(Wrapping.lines(text.legend(), screen.width()));
    return lines;
  }

  private List<String> table(Screen screen) {
    List<TextColumn<SchemeRow>> columns = columns(LENGTHS.get(0));
    for (int longest : LENGTHS) {
      columns = columns(longest);
      if (widest(columns) <= screen.width()) {
        break;
      }
    }
    for (String spare : SPARE) {
      if (widest(columns) > screen.width()) {
        columns.removeIf(column -> column.header().startsWith(spare));
      }
    }
    return TextColumn.aligned(" ", columns, rows, screen);
  }

  private int widest(List<TextColumn<SchemeRow>> columns) {
    return TextColumn.aligned(columns, rows).stream().mapToInt(String::length).max().orElse(0);
  }

  private List<TextColumn<SchemeRow>> columns(int longest) {
    List<TextColumn<SchemeRow>> columns = new ArrayList<>();
    columns.add(left("for", row -> ShortTexts.cut(names.rivals(row), longest)));
    columns.add(new TextColumn<>("rank", false, SchemeRow::rankText));
    columns.add(left("scheme", row -> ShortTexts.cut(names.of(row), longest)));
    columns.add(new TextColumn<>("holds", false, SchemeRow::holdsText, SchemeText::ink));
    columns.add(new TextColumn<>(deepestHeader(), false, this::deepest));
    if (rows.stream().anyMatch(row -> row.widths().isPresent())) {
      columns.add(left("by width", row -> row.widthsText().orElse(CellTexts.NOTHING)));
    }
    columns.add(
        left("where not", row -> ShortTexts.cut(row.faultsText().orElse(""), LENGTHS.get(0))));
    return columns;
  }

  private static Ink ink(SchemeRow row) {
    if (row.holds() == row.sizes()) {
      return Ink.GOOD;
    }
    return row.rank().isEmpty() ? Ink.BAD : row.holds() == 0 ? Ink.OPEN : Ink.PLAIN;
  }

  /** {@code deepest at 16/32/64}: the widths, where all rows have them and they are few. */
  private String deepestHeader() {
    List<String> widths = widths();
    return widths.isEmpty() ? "deepest" : "deepest at " + String.join("/", widths);
  }

  private List<String> widths() {
    List<List<String>> all =
        rows.stream()
            .map(row -> row.deepest().stream().map(SchemeRow.Deepest::width).toList())
            .distinct()
            .toList();
    boolean few = all.size() == 1 && all.get(0).size() > 1 && all.get(0).size() <= MOST_WIDTHS;
    return few ? all.get(0) : List.of();
  }

  private String deepest(SchemeRow row) {
    List<Integer> depths = row.deepest().stream().map(SchemeRow.Deepest::depth).toList();
    if (!widths().isEmpty()) {
      return depths.stream().map(SchemeText::depth).collect(Collectors.joining("/"));
    }
    int least = depths.stream().mapToInt(Integer::intValue).min().orElse(0);
    int most = depths.stream().mapToInt(Integer::intValue).max().orElse(0);
    return least == most ? depth(most) : depth(least) + ".." + depth(most);
  }

  private static String depth(int depth) {
    return depth == 0 ? CellTexts.NOTHING : Integer.toString(depth);
  }

  private String legend() {
    List<String> parts = new ArrayList<>();
    parts.add("holds: sizes (depth x width) where it is stable both ways");
    if (rows.stream().anyMatch(row -> row.open() > 0)) {
      parts.add("a..b: the seeds do not tell of b - a of them, or it was not tried there");
    }
    parts.add(
        "deepest: the depth up to which it holds"
            + (widths().isEmpty() ? "" : ", at these widths"));
    if (rows.stream().anyMatch(row -> row.widths().isPresent())) {
      parts.add("by width: how a layer's factor goes with the width n");
    }
    if (rows.stream().anyMatch(row -> row.tied() > 0)) {
      parts.add("1=: rank that several share");
    }
    if (rows.stream().anyMatch(row -> !row.equal().isEmpty())) {
      parts.add("a = b: one law of weights");
    }
    return String.join("; ", parts);
  }

  private static TextColumn<SchemeRow> left(String header, Function<SchemeRow, String> text) {
    return new TextColumn<>(header, true, text);
  }
}
