package io.evenkeel.jobs.parquet;

import io.evenkeel.analysis.cells.ColumnScan;
import io.evenkeel.core.sweep.TrialStatus;
import java.io.IOException;
import java.util.List;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.InputFile;

/**
 * Finds failed trials that failed for a lack of memory. They are not results, because a process
 * with more memory computes them.
 */
public final class LackOfMemory {
  private LackOfMemory() {}

  /**
   * How many trials of a trials file failed for a lack of memory. The rows are read only if the
   * footer counts failed trials.
   *
   * @throws IOException if the file cannot be read
   */
  public static long count(InputFile trials) throws IOException {
    try (ParquetFileReader reader = ColumnScan.open(trials)) {
      if (Footer.of(reader).statuses().get(TrialStatus.FAILED) == 0) {
        return 0;
      }
      long[] lacking = new long[1];
      ColumnScan.rows(
          reader,
          List.of("status", "reason"),
          columns -> {
            if (columns.get(0).getBinary().toStringUsingUTF8().equals(TrialStatus.FAILED.text())
                && is(columns.get(1).getBinary().toStringUsingUTF8())) {
              lacking[0]++;
            }
          });
      return lacking[0];
    }
  }

  /**
   * The count in words: {@code 3 of its trials failed for a lack of memory}.
   *
   * @param trials of which they are, as in {@code its trials}
   */
  public static String text(long count, String trials) {
    return "%s of %s failed for a lack of memory".formatted(count, trials);
  }

  /**
   * Whether a trial failed for a lack of memory.
   *
   * @param reason of a row with status {@code failed}: the error's class name, then its message
   */
  private static boolean is(String reason) {
    return reason.startsWith(OutOfMemoryError.class.getName());
  }
}
