package io.evenkeel.jobs.parquet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.Comparator;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.apache.parquet.io.SeekableInputStream;

/**
 * Puts the unordered parts of a Parquet footer in order.
 *
 * <p>parquet-java keeps a column's encodings in a hash set of enum constants, whose hash codes
 * differ from one VM to the next: without this the same rows would give other bytes in each.
 */
final class FooterOrder {
  /** The footer's length, four bytes, then the magic {@code PAR1}. */
  private static final int TAIL = 8;

  private FooterOrder() {}

  /** Rewrites the footer of a complete file in place; its length stays. */
  static void fix(MemoryFile file) throws IOException {
    byte[] footer = read(file);
    FileMetaData metadata = Util.readFileMetaData(new ByteArrayInputStream(footer));
    for (RowGroup group : metadata.getRow_groups()) {
      for (ColumnChunk chunk : group.getColumns()) {
        order(chunk.getMeta_data());
      }
    }
    ByteArrayOutputStream ordered = new ByteArrayOutputStream(footer.length);
    Util.writeFileMetaData(metadata, ordered);
    if (ordered.size() != footer.length) {
      throw new IllegalStateException(
          "a footer of %d bytes has %d in order".formatted(footer.length, ordered.size()));
    }
    file.overwrite(file.size() - TAIL - footer.length, ordered.toByteArray());
  }

  private static void order(ColumnMetaData column) {
    Collections.sort(column.getEncodings());
    if (column.isSetEncoding_stats()) {
      column
          .getEncoding_stats()
          .sort(
              Comparator.comparing(PageEncodingStats::getPage_type)
                  .thenComparing(PageEncodingStats::getEncoding));
    }
  }

  private static byte[] read(MemoryFile file) throws IOException {
    try (SeekableInputStream in = file.newStream()) {
      byte[] tail = new byte[TAIL];
      in.seek(file.size() - TAIL);
      in.readFully(tail);
      byte[] footer = new byte[ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt()];
      in.seek(file.size() - TAIL - footer.length);
      in.readFully(footer);
      return footer;
    }
  }
}
