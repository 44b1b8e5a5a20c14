package io.evenkeel.jobs.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.evenkeel.analysis.StabilityColumns;
import io.evenkeel.analysis.StabilityRow;
import io.evenkeel.core.table.Column;
import java.io.IOException;
import java.util.List;

/** The stability table for programs. */
final class ResultsJson {
  private ResultsJson() {}

  /**
   * A field {@code cells}: an object for each row, best first, with the columns of {@code
   * report/stability.csv}; null where nothing was computed.
   */
  static void cells(List<StabilityRow> rows, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("cells");
    for (StabilityRow row : rows) {
      json.writeStartObject();
      for (Column<StabilityRow> column : StabilityColumns.ALL) {
        json.writeObjectField(column.name(), column.value().apply(row));
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
