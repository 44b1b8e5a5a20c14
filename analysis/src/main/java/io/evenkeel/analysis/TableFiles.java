package io.evenkeel.analysis;

import io.evenkeel.analysis.cells.RunFolder;
import io.evenkeel.core.table.Column;
import java.io.IOException;
import java.util.List;

/**
 * A table of a run directory that is kept as RFC 4180 text and as one Parquet file.
 *
 * @param <R> what a row is made from
 * @param name of the table
 * @param csv path of the text, relative to the run directory
 * @param parquet path of the Parquet file, relative to the run directory
 * @param columns in file order
 */
public record TableFiles<R>(String name, String csv, String parquet, List<Column<R>> columns) {
  /** The two files in {@code report/}. */
  public static <R> TableFiles<R> inReport(String name, List<Column<R>> columns) {
    return new TableFiles<>(
        name, "report/" + name + ".csv", "report/" + name + ".parquet", columns);
  }

  /**
   * Writes both files, replacing older ones; readers see whole files only.
   *
   * @throws IOException naming the file that cannot be written
   */
  public void write(RunFolder folder, List<R> rows) throws IOException {
    folder.replace(csv, file -> CsvFile.write(file, columns, rows));
    folder.replace(parquet, file -> ParquetFile.write(file, name, columns, rows));
  }
}
