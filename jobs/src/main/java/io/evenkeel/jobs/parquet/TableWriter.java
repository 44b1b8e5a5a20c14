package io.evenkeel.jobs.parquet;

import io.evenkeel.core.table.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.crypto.FileEncryptionProperties;
import org.apache.parquet.format.SortingColumn;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;

/**
 * Writes values of one table to Parquet, column by column, with zstd, page checksums and
 * dictionaries. The bytes depend only on the values and the metadata.
 *
 * <p>Columns of names, counts and settings have dictionaries and carry minimum and maximum. {@link
 * TableSchema#measured} columns have neither. Almost all of their values differ, and looking each
 * of them up in a dictionary would take longer than everything else and save one byte in a hundred.
 * A NaN does not lie between a minimum and a maximum, so readers that skip row groups by these
 * would lose rows with NaN. All NaNs are written with the same bit pattern.
 *
 * <p>Measured doubles are encoded as {@code PLAIN}. {@code BYTE_STREAM_SPLIT} would make files
 * smaller, but the vectorised reader of Spark 4.1, which is its default, refuses that encoding.
 */
final class TableWriter<R> {
  /**
   * The bytes of encoded values at which a row group is closed; a writer holds this much besides
   * its file.
   */
  private static final long ROW_GROUP = 32L << 20;

  /** How many rows are gathered before they are written, column by column. */
  private static final int BLOCK = 1000;

  private final TableSchema<R> schema;
  private final List<Column<?>> columns;
  private final List<Function<R, Object>> readers;
  private final GridValues grid;
  private final Supplier<Map<String, String>> metadata;
  private final List<RowOrder> orders = new ArrayList<>();
  private final MessageType message;
  private final CodecFactory codecs;
  private final ParquetFileWriter file;
  private final ColumnPages[] chunks;

  /** Values of the rows that are not written yet: {@code block[column][row]}. */
  private final Object[][] block;

  private int inBlock;
  private ColumnChunkPageWriteStore pages;
  private long rows;

  /**
   * @param grid values of the grid columns of the last trial, which tables may share
   * @param sweep its name
   * @param target receives the bytes
   * @param metadata called once, when the file is closed
   */
  TableWriter(
      TableSchema<R> schema,
      GridValues grid,
      String sweep,
      MemoryFile target,
      Supplier<Map<String, String>> metadata)
      throws IOException {
    this.schema = schema;
    this.columns = schema.all();
    this.readers = schema.columns().stream().map(Column::value).toList();
    this.grid = grid;
    this.metadata = metadata;
    this.message = schema.parquet();
    this.block = new Object[columns.size()][BLOCK];
    Arrays.fill(block[columns.size() - 1], GridValues.bytes(sweep));
    this.chunks = new ColumnPages[columns.size()];
    this.codecs = new CodecFactory(new Configuration(false), ColumnPages.PAGE_BYTES);
    this.file =
        new ParquetFileWriter(
            target,
            message,
            ParquetFileWriter.Mode.CREATE,
            ROW_GROUP,
            0,
            (FileEncryptionProperties) null,
            ParquetProperties.builder().withPageWriteChecksumEnabled(true).build());
    file.start();
    beginRowGroup();
  }

  private void beginRowGroup() {
    CompressionCodecFactory.BytesInputCompressor compressor =
        codecs.getCompressor(CompressionCodecName.ZSTD);
    pages =
        new ColumnChunkPageWriteStore(
            compressor,
            message,
            ColumnPages.ALLOCATOR,
            ParquetProperties.DEFAULT_COLUMN_INDEX_TRUNCATE_LENGTH,
            true);
    List<ColumnDescriptor> descriptors = message.getColumns();
    for (int i = 0; i < chunks.length; i++) {
      ColumnDescriptor descriptor = descriptors.get(i);
      chunks[i] = ColumnPages.of(columns.get(i), descriptor, pages.getPageWriter(descriptor));
    }
    rows = 0;
    orders.add(new RowOrder(schema.columns()));
  }

  void write(R row) throws IOException {
    Object[] shared = grid.of(schema.trial().apply(row));
    for (int i = 0; i < shared.length; i++) {
      block[i][inBlock] = shared[i];
    }
    for (int i = shared.length; i < readers.size(); i++) {
      block[i][inBlock] = readers.get(i).apply(row);
    }
    endRow();
  }

  /**
   * Writes a row that was read from another file.
   *
   * @param row in the order of the columns, null for NULL
   */
  void copy(List<Object> row) throws IOException {
    for (int i = 0; i < readers.size(); i++) {
      Object value = row.get(i);
      block[i][inBlock] = value instanceof String text ? GridValues.bytes(text) : value;
    }
    endRow();
  }

  private void endRow() throws IOException {
    inBlock++;
    if (inBlock == BLOCK) {
      endBlock();
      if (bufferedBytes() > ROW_GROUP) {
        endRowGroup();
        beginRowGroup();
      }
    }
  }

  private void endBlock() throws IOException {
    for (int i = 0; i < chunks.length; i++) {
      chunks[i].add(block[i], inBlock);
    }
    orders.get(orders.size() - 1).add(block, inBlock);
    rows += inBlock;
    inBlock = 0;
  }

  private long bufferedBytes() {
    return Arrays.stream(chunks).mapToLong(ColumnPages::bufferedBytes).sum();
  }

  private void endRowGroup() throws IOException {
    if (rows > 0) {
      file.startBlock(rows);
      for (ColumnPages chunk : chunks) {
        chunk.finish();
      }
      pages.flushToFileWriter(file);
      file.endBlock();
    }
    pages.close();
  }

  /** Completes the file. Not to be called after a failure: it would make the file look whole. */
  void close() throws IOException {
    endBlock();
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
