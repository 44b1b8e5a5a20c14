package io.evenkeel.analysis.cells;

import io.evenkeel.core.table.Column;
import java.io.IOException;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.DummyRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.schema.MessageType;

/** Reads a few columns of a Parquet file, row by row, without making records. */
public final class ColumnScan {
  /** Receives one row: one reader for each requested column, at the row's value. */
  @FunctionalInterface
  public interface Row {
    /** Reads the values that it needs. */
    void accept(List<ColumnReader> columns);
  }

  private ColumnScan() {}

  /** Opens a file for reading, with page checksums checked. */
  public static ParquetFileReader open(InputFile file) throws IOException {
    return ParquetFileReader.open(
        file,
        ParquetReadOptions.builder(new PlainParquetConfiguration())
            .usePageChecksumVerification(true)
            .build());
  }

  /**
   * Calls {@code row} for every row of the file.
   *
   * @param columns names; a reader's place in the row is that of its name here
   * @return how many rows there were
   */
  public static long rows(ParquetFileReader reader, List<String> columns, Row row)
      throws IOException {
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
        readers.forEach(ColumnScan::pass);
      }
      total += pages.getRowCount();
    }
    return total;
  }

  /** Goes to the next row, whether the value of the current one was read or not. */
  private static void pass(ColumnReader column) {
    if (!isNull(column)) {
      column.skip(); // nothing, if the value was read
    }
    column.consume();
  }

  /** The row's value of a column that has one: an Integer, a Double, a Boolean or a String. */
  static Object value(ColumnReader column, Column.Type type) {
    return switch (type) {
      case INT32 -> column.getInteger();
      case FLOAT64 -> column.getDouble();
      case STRING, TEXT -> column.getBinary().toStringUsingUTF8();
      case BOOLEAN -> column.getBoolean();
      case INT64 -> throw new IllegalArgumentException("a cell has names, flags and small numbers");
    };
  }

  /** Whether the row has no value in a column. */
  public static boolean isNull(ColumnReader column) {
    return column.getCurrentDefinitionLevel() < column.getDescriptor().getMaxDefinitionLevel();
  }
}
