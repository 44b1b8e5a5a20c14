package io.evenkeel.analysis.cells;

import io.evenkeel.core.table.Column;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.schema.MessageType;

/** Reads some columns of a file of a run's tables, also where an earlier version wrote it. */
final class TableScan {
  /** Columns that tables of an earlier schema version lack, besides those of {@link Cell}. */
  private static final Set<String> ADDED =
      Set.of(
          "act_cosine_magnitude",
          "stream_std",
          "stream_rms",
          "stream_cosine",
          "stream_cosine_magnitude",
          "log10_stream_grad_rms",
          "branch_share",
          "act_exponents",
          "grad_exponents",
          "twin_distance",
          "overflow_count",
          "loss_scale_used",
          "step",
          "first_nonfinite_step");

  private TableScan() {}

  /** Receives one row: a reader for each requested column, null where the file does not have it. */
  interface Row {
    void accept(ColumnReader[] columns);
  }

  /**
   * Calls {@code row} for every row of a file.
   *
   * @param path of the file, relative to the folder
   * @param columns names; a reader's place in the row is that of its name here
   * @throws IOException naming the file that cannot be read
   */
  static void rows(RunFolder folder, String path, List<String> columns, Row row)
      throws IOException {
    try {
      InputFile file = folder.input(path);
      try (ParquetFileReader reader = ColumnScan.open(file)) {
        MessageType schema = reader.getFileMetaData().getSchema();
        List<String> there =
            columns.stream().filter(name -> schema.containsField(name) || !mayLack(name)).toList();
        int[] places = there.stream().mapToInt(columns::indexOf).toArray();
        ColumnReader[] wanted = new ColumnReader[columns.size()];
        ColumnScan.rows(
            reader,
            there,
            readers -> {
              for (int i = 0; i < places.length; i++) {
                wanted[places[i]] = readers.get(i);
              }
              row.accept(wanted);
            });
      }
    } catch (IOException | RuntimeException e) {
      throw new IOException(
          "cannot read %s: %s; evenkeel verify finds what is damaged, the run's command makes it anew"
              .formatted(path, e.getMessage()),
          e);
    }
  }

  private static boolean mayLack(String column) {
    return ADDED.contains(column) || Cell.mayLack(column);
  }

  /** Some columns, then those that make a cell. */
  static List<String> beforeCell(String... columns) {
    return Stream.concat(Stream.of(columns), Cell.COLUMNS.stream().map(Column::name)).toList();
  }

  /** The cell of a row of {@link #beforeCell}. */
  static Cell cell(ColumnReader[] row) {
    Object[] values = new Object[Cell.COLUMNS.size()];
    int from = row.length - values.length;
    for (int i = 0; i < values.length; i++) {
      ColumnReader column = row[from + i];
      values[i] = column == null ? null : ColumnScan.value(column, Cell.COLUMNS.get(i).type());
    }
    return new Cell(values);
  }

  /** A text. */
  static String text(ColumnReader column) {
    return column.getBinary().toStringUsingUTF8();
  }

  /** A whole number; 0 where the row or the file has none. */
  static int count(ColumnReader column) {
    return column == null || ColumnScan.isNull(column) ? 0 : column.getInteger();
  }

  /** A number; NaN where the row has none. */
  static double number(ColumnReader column) {
    return ColumnScan.isNull(column) ? Double.NaN : column.getDouble();
  }
}
