package io.evenkeel.analysis.table;

import io.evenkeel.core.table.Column;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.apache.parquet.io.OutputFile;

/**
 * A table as RFC 4180 text in UTF-8: a header, lines that end with CR LF, quotes where a field
 * needs them. NULL is an empty field; numbers read back exactly.
 */
final class CsvFile {
  private static final String END_OF_LINE = "\r\n";

  /** How many rows are turned into text together. */
  private static final int AT_ONCE = 8192;

  private CsvFile() {}

  static <R> void write(OutputFile file, List<Column<R>> columns, Iterable<R> rows)
      throws IOException {
    try (Writer out =
        new BufferedWriter(
            new OutputStreamWriter(file.createOrOverwrite(0), StandardCharsets.UTF_8))) {
      out.write(columns.stream().map(Column::name).collect(Collectors.joining(",")));
      out.write(END_OF_LINE);
      List<R> some = new ArrayList<>(AT_ONCE);
      for (R row : rows) {
        some.add(row);
        if (some.size() == AT_ONCE) {
          write(out, columns, some);
          some.clear();
        }
      }
      write(out, columns, some);
    }
  }

  /** Writes rows; numbers take long to turn into text, so all cores do it. */
  private static <R> void write(Writer out, List<Column<R>> columns, List<R> rows)
      throws IOException {
    for (String line : rows.parallelStream().map(row -> line(columns, row)).toList()) {
      out.write(line);
    }
  }

  private static <R> String line(List<Column<R>> columns, R row) {
    StringJoiner line = new StringJoiner(",", "", END_OF_LINE);
    for (Column<R> column : columns) {
      line.add(field(column.value().apply(row)));
    }
    return line.toString();
  }

  private static String field(Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Double number) {
      return CsvNumber.text(number);
    }
    String text = value.toString();
    boolean plain = !text.isEmpty() && text.chars().noneMatch(c -> ",\"\r\n".indexOf(c) >= 0);
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
