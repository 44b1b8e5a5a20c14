package io.evenkeel.analysis;

import io.evenkeel.core.Numbers;
import io.evenkeel.core.table.Column;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.parquet.io.OutputFile;

/**
 * A table as RFC 4180 text in UTF-8: a header, lines that end with CR LF, quotes where a field
 * needs them. NULL is an empty field; numbers read back exactly.
 */
final class CsvFile {
  private static final String END_OF_LINE = "\r\n";

  private CsvFile() {}

  static <R> void write(OutputFile file, List<Column<R>> columns, Iterable<R> rows)
      throws IOException {
    try (Writer out =
        new BufferedWriter(
            new OutputStreamWriter(file.createOrOverwrite(0), StandardCharsets.UTF_8))) {
      out.write(columns.stream().map(Column::name).collect(Collectors.joining(",")));
      out.write(END_OF_LINE);
      for (R row : rows) {
        out.write(
            columns.stream()
                .map(column -> field(column.value().apply(row)))
                .collect(Collectors.joining(",")));
        out.write(END_OF_LINE);
      }
    }
  }

  private static String field(Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Double number) {
      return Numbers.text(number);
    }
    String text = value.toString();
    boolean plain = !text.isEmpty() && text.chars().noneMatch(c -> ",\"\r\n".indexOf(c) >= 0);
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
