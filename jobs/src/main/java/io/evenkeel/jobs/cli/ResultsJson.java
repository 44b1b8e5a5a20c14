package io.evenkeel.jobs.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.evenkeel.analysis.scheme.CellsAndSchemes;
import io.evenkeel.analysis.scheme.SchemeTable;
import io.evenkeel.analysis.stability.StabilityColumns;
import io.evenkeel.core.table.Column;
import java.io.IOException;
import java.util.List;

/** The tables of schemes and cells for programs. */
final class ResultsJson {
  private ResultsJson() {}

  /**
   * Fields {@code schemes} and {@code cells}: an object for each row, best first, with the columns
   * of {@code report/schemes.csv} and {@code report/stability.csv}; null where nothing was
   * computed.
   */
  static void cells(CellsAndSchemes tables, JsonGenerator json) throws IOException {
    array("schemes", SchemeTable.FILES.columns(), tables.schemes(), json);
    array("cells", StabilityColumns.ALL, tables.cells(), json);
  }

  private static <R> void array(
      String name, List<Column<R>> columns, List<R> rows, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart(name);
    for (R row : rows) {
      json.writeStartObject();
      for (Column<R> column : columns) {
        json.writeObjectField(column.name(), column.value().apply(row));
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
