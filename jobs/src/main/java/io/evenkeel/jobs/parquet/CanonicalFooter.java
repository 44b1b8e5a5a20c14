package io.evenkeel.jobs.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.apache.parquet.io.SeekableInputStream;

/**
 * Gives a finished file's footer the same bytes in every process: parquet-java lists a column's
 * encodings in the order of their identity hash codes, which is another one in each JVM, and what
 * the file says of itself in the order of a hash table, whose size depends on the Java version.
 */
final class CanonicalFooter {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int TAIL = Integer.BYTES + MAGIC.length;

  private CanonicalFooter() {}

  /** Sorts every list of encodings in the footer, and the entries of its metadata by their keys. */
  static void apply(MemoryFile file) throws IOException {
    long end = file.size() - TAIL;
    try (SeekableInputStream in = file.newStream()) {
      byte[] length = new byte[Integer.BYTES];
      in.seek(end);
      in.readFully(length);
      long begin = end - ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getInt();
      in.seek(begin);
      byte[] footer = sorted(in);
      file.truncate(begin);
      try (var out = file.append()) {
        out.write(footer);
        out.write(
            ByteBuffer.allocate(TAIL)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(footer.length)
                .put(MAGIC)
                .array());
      }
    }
  }

  private static byte[] sorted(InputStream in) throws IOException {
    FileMetaData footer = Util.readFileMetaData(in);
    for (RowGroup group : footer.getRow_groups()) {
      for (ColumnChunk chunk : group.getColumns()) {
        ColumnMetaData column = chunk.getMeta_data();
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
    if (footer.isSetKey_value_metadata()) {
      footer.getKey_value_metadata().sort(Comparator.comparing(KeyValue::getKey));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Util.writeFileMetaData(footer, out);
    return out.toByteArray();
  }
}
