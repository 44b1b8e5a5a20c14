package io.evenkeel.jobs.parquet;

import io.evenkeel.core.table.Column;
import java.io.IOException;
import java.util.ArrayList;
import org.apache.parquet.bytes.ByteBufferAllocator;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.SizeStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.statistics.geospatial.GeospatialStatistics;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridValuesWriter;

/**
 * The values of one column in a row group that is being written, as Parquet's data pages of version
 * 1. Values are added in blocks, so that each loop over them stays within one column.
 */
abstract sealed class ColumnPages permits RepeatedPages, MeasuredPages {
  /** The most rows of a page, as in Parquet's own writer. */
  static final int PAGE_ROWS = 20_000;

  /** A page is closed when it has this many bytes. */
  static final int PAGE_BYTES = 1 << 20;

  static final ByteBufferAllocator ALLOCATOR = HeapByteBufferAllocator.getInstance();

  /** The bytes that a writer reserves at first, which is enough for a few values. */
  static final int INITIAL_BYTES = 64;

  /** The encoding that Parquet's own writer names if a column has no levels. */
  @SuppressWarnings("deprecation")
  private static final Encoding NO_LEVELS = Encoding.BIT_PACKED;

  final ColumnDescriptor descriptor;
  final boolean nullable;
  private final String name;
  private final PageWriter pages;

  ColumnPages(Column<?> column, ColumnDescriptor descriptor, PageWriter pages) {
    this.name = column.name();
    this.nullable = column.nullable();
    this.descriptor = descriptor;
    this.pages = pages;
  }

  /** The pages of a column, according to its kind of values. */
  static ColumnPages of(Column<?> column, ColumnDescriptor descriptor, PageWriter pages) {
    return TableSchema.measured(column)
        ? new MeasuredPages(column, descriptor, pages)
        : new RepeatedPages(column, descriptor, pages);
  }

  /**
   * Appends the first {@code n} of {@code values}; null is NULL.
   *
   * @throws IllegalStateException if a value is null and the column is not nullable
   */
  abstract void add(Object[] values, int n) throws IOException;

  /** About how many bytes the column takes so far. */
  abstract long bufferedBytes();

  /** Writes the remaining values. */
  abstract void finish() throws IOException;

  /** A writer for levels: 1 for a value, 0 for NULL. */
  static RunLengthBitPackingHybridValuesWriter levels() {
    return new RunLengthBitPackingHybridValuesWriter(1, INITIAL_BYTES, PAGE_BYTES, ALLOCATOR);
  }

  final IllegalStateException noValue() {
    return new IllegalStateException("column " + name + " has no value");
  }

  final PageWriter pages() {
    return pages;
  }

  /**
   * Writes one page.
   *
   * @param rows of the page, NULLs included
   * @param levels of the rows; unused where the column is not nullable
   * @param textBytes bytes of all texts of the page
   */
  final void writePage(
      int rows,
      RunLengthBitPackingHybridValuesWriter levels,
      BytesInput values,
      Encoding encoding,
      Statistics<?> statistics,
      long textBytes)
      throws IOException {
    var type = descriptor.getPrimitiveType();
    pages.writePage(
        nullable ? BytesInput.concat(levels.getBytes(), values) : values,
        rows,
        rows,
        statistics,
        new SizeStatistics(type, textBytes, new ArrayList<>(), new ArrayList<>()),
        GeospatialStatistics.newBuilder(type).build(),
        NO_LEVELS,
        nullable ? Encoding.RLE : NO_LEVELS,
        encoding);
  }
}
