package io.evenkeel.analysis.stability;

import io.evenkeel.analysis.cells.RunFolder;
import io.evenkeel.analysis.table.TableFiles;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * The stability table as files of a run directory: {@code report/stability.csv} and {@code
 * report/stability.parquet}, with the columns {@link StabilityColumns#ALL}.
 */
public final class StabilityReport {
  /** The table as RFC 4180 text, relative to the run directory. */
  public static final String CSV = "report/stability.csv";

  /** The table as one Parquet file, relative to the run directory. */
  public static final String PARQUET = "report/stability.parquet";

  private StabilityReport() {}

  /**
   * Writes both files, replacing older ones; readers see whole files only.
   *
   * @param runDirectory a local path or a URI of any file system that Hadoop knows
   * @throws IOException naming the file that cannot be written
   */
  public static void write(
      List<StabilityRow> rows, String runDirectory, Configuration configuration)
      throws IOException {
    RunFolder folder = new RunFolder(runDirectory, configuration);
    new TableFiles<>("stability", CSV, PARQUET, StabilityColumns.ALL).write(folder, rows);
  }
}
