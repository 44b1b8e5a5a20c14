package io.evenkeel.jobs.parquet;

import io.evenkeel.analysis.files.SortedFooter;
import java.io.IOException;
import java.util.List;
import org.apache.parquet.format.SortingColumn;
import org.apache.parquet.io.SeekableInputStream;

/**
 * Replaces the footer of a finished file by one with the same bytes in every process; see {@link
 * SortedFooter}.
 */
final class CanonicalFooter {
  private CanonicalFooter() {}

  /**
   * Replaces the footer of a file.
   *
   * @param orders by which columns the rows of each row group are sorted
   */
  static void apply(MemoryFile file, List<List<SortingColumn>> orders) throws IOException {
    long end = file.size() - SortedFooter.TAIL;
    try (SeekableInputStream in = file.newStream()) {
      byte[] tail = new byte[SortedFooter.TAIL];
      in.seek(end);
      in.readFully(tail);
      long begin = end - SortedFooter.length(tail);
      in.seek(begin);
      byte[] footer = SortedFooter.of(in, orders);
      file.truncate(begin);
      try (var out = file.append()) {
        out.write(footer);
      }
    }
  }
}
