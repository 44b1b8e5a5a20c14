package io.evenkeel.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.table.Column;
import java.util.List;
import java.util.Locale;

/** Tables of columns in a document, between comments that name them. */
public final class DocumentedColumns {
  private DocumentedColumns() {}

  /** The text with the table of that name as it is declared. */
  public static <R> String replaced(String text, String name, List<Column<R>> columns) {
    String begin = "<!-- columns of " + name + " -->\n";
    String end = "<!-- end of " + name + " -->";
    assertThat(text).contains(begin).contains(end);
    return text.substring(0, text.indexOf(begin) + begin.length())
        + table(columns)
        + text.substring(text.indexOf(end));
  }

  private static <R> String table(List<Column<R>> columns) {
    StringBuilder table =
        new StringBuilder("| column | type | NULL | unit | meaning |\n|---|---|---|---|---|\n");
    for (Column<R> column : columns) {
      table.append(
          String.format(
              Locale.ROOT,
              "| `%s` | %s | %s | %s | %s |\n",
              column.name(),
              column.type().name().toLowerCase(Locale.ROOT),
              column.nullable() ? "yes" : "no",
              column.unit(),
              column.meaning().replace("|", "\\|")));
    }
    return table.toString();
  }
}
