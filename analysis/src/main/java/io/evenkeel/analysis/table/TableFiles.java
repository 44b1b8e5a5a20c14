package io.evenkeel.analysis.table;

import io.evenkeel.analysis.cells.RunFolder;
import io.evenkeel.core.table.Column;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

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
   * @param rows read twice, by two threads at the same time
   * @throws IOException naming the file that cannot be written
   */
  public void write(RunFolder folder, Iterable<R> rows) throws IOException {
    // One core encodes the Parquet file, the others make the text.
    CompletableFuture<Void> parquetWritten =
        CompletableFuture.runAsync(
            () -> replaceParquet(folder, rows), task -> new Thread(task, "table " + name).start());
    try {
      folder.replace(csv, file -> CsvFile.write(file, columns, rows));
    } finally {
      parquetWritten.handle((done, failure) -> null).join();
    }
    join(parquetWritten);
  }

  private void replaceParquet(RunFolder folder, Iterable<R> rows) {
    try {
      folder.replace(parquet, file -> ParquetFile.write(file, name, columns, rows));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void join(CompletableFuture<Void> written) throws IOException {
    try {
      written.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof UncheckedIOException met) {
        throw met.getCause();
      }
      if (e.getCause() instanceof RuntimeException other) {
        throw other;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    }
  }
}
