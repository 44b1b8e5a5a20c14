package io.evenkeel.jobs.parquet;

import io.evenkeel.core.table.Column;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.values.factory.DefaultV1ValuesWriterFactory;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.crypto.FileEncryptionProperties;
import org.apache.parquet.format.SortingColumn;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;

/**
 * Values of one table to Parquet, column by column: zstd, page checksums, dictionaries. The bytes
 * depend on the values and the metadata alone.
 *
 * <p>Columns of names, counts and settings have dictionaries and carry minimum and maximum. {@link
 * TableSchema#measured} columns have neither. Almost all of their values differ: to look each up in
 * a dictionary takes longer than all else and saves one byte in a hundred. A NaN has no place
 * between a minimum and a maximum, and readers that skip row groups by them would lose rows whose
 * value is NaN. NaNs are written with one bit pattern.
 *
 * <p>Measured doubles are {@code PLAIN}. {@code BYTE_STREAM_SPLIT} would make files smaller, but
 * the vectorised reader of Spark 4.1, which is its default, refuses that encoding.
 */
final class TableWriter<R> {
  /**
   * Bytes of encoded values at which a row group is closed: what a writer holds beside its file.
   */
  private static final long ROW_GROUP = 32L << 20;

  /** Rows from one look at the row group's size to the next. */
  private static final int ROWS_PER_LOOK = 1000;

  private final List<Column<R>> columns;
  private final TableSchema<R> schema;
  private final GridValues grid;
  private final Binary sweep;
  private final Supplier<Map<String, String>> metadata;
  private final List<RowOrder> orders = new ArrayList<>();
  private final Object[] values;
  private final MessageType message;
  private final ParquetProperties properties;
  private final CodecFactory codecs;
  private final ParquetFileWriter file;
  private final ColumnWriter[] writers;
  private ColumnChunkPageWriteStore pages;
  private ColumnWriteStore store;
  private long rows;

  /**
   * @param grid values of the grid columns of the last trial, which tables may share
   * @param sweep its name
   * @param target receives the bytes
   * @param metadata asked once, when the file is closed
   */
  TableWriter(
      TableSchema<R> schema,
      GridValues grid,
      String sweep,
      MemoryFile target,
      Supplier<Map<String, String>> metadata)
      throws IOException {
    this.schema = schema;
    this.columns = schema.columns();
    this.grid = grid;
    this.sweep = Binary.fromConstantByteArray(sweep.getBytes(StandardCharsets.UTF_8));
    this.values = new Object[columns.size()];
    this.metadata = metadata;
    this.message = schema.parquet();
    this.properties = properties(schema);
    this.codecs = new CodecFactory(new Configuration(false), properties.getPageSizeThreshold());
    this.file =
        new ParquetFileWriter(
            target,
            message,
            ParquetFileWriter.Mode.CREATE,
            ROW_GROUP,
            0,
            (FileEncryptionProperties) null,
            properties);
    this.writers = new ColumnWriter[columns.size() + 1];
    file.start();
    beginRowGroup();
  }

  private static <R> ParquetProperties properties(TableSchema<R> schema) {
    // Parquet's default factory is one object for the whole process; it follows the properties
    // that were made last: those of another table or thread.
    ParquetProperties.Builder builder =
        ParquetProperties.builder()
            .withValuesWriterFactory(new DefaultV1ValuesWriterFactory())
            .withPageWriteChecksumEnabled(true)
            .withDictionaryEncoding(true)
            .withStatisticsEnabled(true);
    for (Column<R> column : schema.columns()) {
      if (TableSchema.measured(column)) {
        builder.withDictionaryEncoding(column.name(), false);
        builder.withStatisticsEnabled(column.name(), false);
      }
    }
    return builder.build();
  }

  private void beginRowGroup() {
    CompressionCodecFactory.BytesInputCompressor compressor =
        codecs.getCompressor(CompressionCodecName.ZSTD);
    pages =
        new ColumnChunkPageWriteStore(
            compressor,
            message,
            properties.getAllocator(),
            properties.getColumnIndexTruncateLength(),
            properties.getPageWriteChecksumEnabled());
    store = properties.newColumnWriteStore(message, pages);
    for (int i = 0; i < writers.length; i++) {
      writers[i] = store.getColumnWriter(message.getColumns().get(i));
    }
    rows = 0;
    orders.add(new RowOrder(columns));
  }

  void write(R row) throws IOException {
    Object[] shared = grid.of(schema.trial().apply(row));
    System.arraycopy(shared, 0, values, 0, shared.length);
    for (int i = shared.length; i < values.length; i++) {
      values[i] = columns.get(i).value().apply(row);
    }
    writeValues();
  }

  /**
   * Writes a row that was read from another file.
   *
   * @param row in the order of the columns, null for NULL
   */
  void copy(List<Object> row) throws IOException {
    for (int i = 0; i < values.length; i++) {
      Object value = row.get(i);
      values[i] = value instanceof String text ? GridValues.bytes(text) : value;
    }
    writeValues();
  }

  private void writeValues() throws IOException {
    for (int i = 0; i < values.length; i++) {
      put(i, values[i]);
    }
    writers[values.length].write(sweep, 0, 0);
    orders.get(orders.size() - 1).add(values);
    endRow();
  }

  private void endRow() throws IOException {
    store.endRecord();
    rows++;
    if (rows % ROWS_PER_LOOK == 0 && store.getBufferedSize() > ROW_GROUP) {
      endRowGroup();
      beginRowGroup();
    }
  }

  private void put(int index, Object value) {
    Column<R> column = columns.get(index);
    ColumnWriter writer = writers[index];
    int level = column.nullable() ? 1 : 0;
    if (value == null) {
      if (level == 0) {
        throw new IllegalStateException("column " + column.name() + " has no value");
      }
      writer.writeNull(0, 0);
      return;
    }
    switch (column.type()) {
      case INT32 -> writer.write((int) (Integer) value, 0, level);
      case INT64 -> writer.write((long) (Long) value, 0, level);
      case FLOAT64 -> {
        double x = (Double) value;
        writer.write(Double.isNaN(x) ? Double.NaN : x, 0, level);
      }
      case BOOLEAN -> writer.write((boolean) (Boolean) value, 0, level);
      case STRING, TEXT ->
          writer.write(
              value instanceof Binary binary ? binary : Binary.fromString((String) value),
              0,
              level);
    }
  }

  private void endRowGroup() throws IOException {
    if (rows > 0) {
      file.startBlock(rows);
      store.flush();
      pages.flushToFileWriter(file);
      file.endBlock();
    }
    store.close();
    pages.close();
  }

  /** Completes the file. Not to be called after a failure: it would make the file look whole. */
  void close() throws IOException {
    endRowGroup();
    Map<String, String> entries = new LinkedHashMap<>(metadata.get());
    entries.put(TableSchema.MEANINGS, schema.meanings());
    file.end(entries);
    codecs.release();
  }

  /** By which columns the rows of each row group are sorted. */
  List<List<SortingColumn>> orders() {
    return orders.stream().map(RowOrder::columns).toList();
  }
}
