package io.evenkeel.jobs.parquet;

import java.io.IOException;
import java.util.List;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.DummyRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.schema.MessageType;

/** Reads a few required columns of a file, row by row, without making records. */
final class ColumnScan {
  /** Sees one row: one reader per column asked for, standing at the row's value. */
  @FunctionalInterface
  interface Row {
    void accept(List<ColumnReader> columns);
  }

  private ColumnScan() {}

  /**
   * Calls {@code row} for every row of the file.
   *
   * @return how many rows there were
   */
  static long rows(ParquetFileReader reader, List<String> columns, Row row) throws IOException {
    MessageType schema = reader.getFileMetaData().getSchema();
    MessageType projection =
        new MessageType(
            schema.getName(), columns.stream().map(name -> schema.getType(name)).toList());
    reader.setRequestedSchema(projection);
    long total = 0;
    for (PageReadStore pages = reader.readNextRowGroup();
        pages != null;
        pages = reader.readNextRowGroup()) {
      ColumnReadStoreImpl store =
          new ColumnReadStoreImpl(
              pages,
              new DummyRecordConverter(projection).getRootConverter(),
              projection,
              reader.getFileMetaData().getCreatedBy());
      List<ColumnReader> readers =
          projection.getColumns().stream().map(store::getColumnReader).toList();
      for (long i = 0; i < pages.getRowCount(); i++) {
        row.accept(readers);
        readers.forEach(ColumnReader::consume);
      }
      total += pages.getRowCount();
    }
    return total;
  }
}
