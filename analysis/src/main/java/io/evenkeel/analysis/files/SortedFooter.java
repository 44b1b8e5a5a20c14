package io.evenkeel.analysis.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SortingColumn;
import org.apache.parquet.format.Util;

/**
 * Makes footers of Parquet files that have the same bytes in every process. Parquet-java lists a
 * column's encodings in the order of their identity hash codes, which differ between Java VMs, and
 * the file's metadata in the order of a hash table, whose size depends on the Java version.
 */
public final class SortedFooter {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  /** Bytes after a footer: its length, and the mark that ends a Parquet file. */
  public static final int TAIL = Integer.BYTES + MAGIC.length;

  private SortedFooter() {}

  /**
   * The number of bytes of the footer before a file's tail.
   *
   * @param tail the last {@link #TAIL} bytes of a file
   */
  public static int length(byte[] tail) {
    return ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt();
  }

  /**
   * The footer with every list of encodings sorted and the entries of its metadata sorted by their
   * keys, followed by its tail.
   *
   * @param footer stream at the first byte of a footer
   */
  public static byte[] of(InputStream footer) throws IOException {
    return of(footer, List.of());
  }

  /**
   * The sorted footer, with the columns by which rows are sorted; parquet-java cannot write these.
   *
   * @param footer stream at the first byte of a footer
   * @param orders the columns of each row group, the most significant one first; empty if the file
   *     does not say how rows are sorted
   */
  public static byte[] of(InputStream footer, List<List<SortingColumn>> orders) throws IOException {
    FileMetaData metadata = Util.readFileMetaData(footer);
    for (int i = 0; i < metadata.getRow_groupsSize(); i++) {
      RowGroup group = metadata.getRow_groups().get(i);
      if (!orders.isEmpty()) {
        group.setSorting_columns(orders.get(i));
      }
      for (ColumnChunk chunk : group.getColumns()) {
        sort(chunk.getMeta_data());
      }
    }
    if (metadata.isSetKey_value_metadata()) {
      metadata.getKey_value_metadata().sort(Comparator.comparing(KeyValue::getKey));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Util.writeFileMetaData(metadata, out);
    int length = out.size();
    out.write(
        ByteBuffer.allocate(TAIL).order(ByteOrder.LITTLE_ENDIAN).putInt(length).put(MAGIC).array());
    return out.toByteArray();
  }

  private static void sort(ColumnMetaData column) {
    column.getEncodings().sort(Comparator.comparingInt(Encoding::getValue));
    if (column.isSetEncoding_stats()) {
      column
          .getEncoding_stats()
          .sort(
              Comparator.comparingInt((PageEncodingStats s) -> s.getPage_type().getValue())
                  .thenComparingInt(s -> s.getEncoding().getValue()));
    }
  }
}
