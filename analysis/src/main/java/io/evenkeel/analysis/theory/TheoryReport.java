package io.evenkeel.analysis.theory;

import io.evenkeel.analysis.cells.CellProgress;
import io.evenkeel.analysis.cells.LayerCurve;
import io.evenkeel.analysis.cells.RunCells;
import io.evenkeel.analysis.cells.RunFolder;
import io.evenkeel.analysis.table.RunTables;
import io.evenkeel.analysis.table.TableFiles;
import io.evenkeel.core.table.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Writes the comparison of theory with measurements as files of a run directory: {@code
 * report/theory.csv} and {@code report/theory.parquet}, with a row per cell and hidden layer and
 * the columns {@link TheoryColumns#ALL}.
 */
public final class TheoryReport {
  /** The table as RFC 4180 text, relative to the run directory. */
  public static final String CSV = "report/theory.csv";

  /** The table as one Parquet file, relative to the run directory. */
  public static final String PARQUET = "report/theory.parquet";

  private static final List<Column<Object[]>> COLUMNS = columns();

  private TheoryReport() {}

  /**
   * Writes both files, replacing older ones; readers see whole files only.
   *
   * @param cells of the run; theory is computed on the machines that hold them
   * @param runDirectory a local path or a URI of any file system that Hadoop knows
   * @param progress receives the number of cells whose theory is computed
   * @throws IOException naming the file that cannot be written
   */
  public static void write(
      RunCells cells, String runDirectory, Configuration configuration, CellProgress progress)
      throws IOException {
    Iterable<Object[]> rows = cells.rows(TheoryReport::rows, progress);
    new TableFiles<>("theory", CSV, PARQUET, COLUMNS)
        .write(new RunFolder(runDirectory, configuration), rows);
  }

  private static List<Object[]> rows(LayerCurve curve) {
    return LayerTheory.of(curve).stream()
        .map(
            layer ->
                TheoryColumns.ALL.stream().map(column -> column.value().apply(layer)).toArray())
        .toList();
  }

  /**
   * The table that {@link #write} wrote.
   *
   * @param runDirectory a local path or a URI of any file system that Hadoop knows
   */
  public static Dataset<Row> read(SparkSession spark, String runDirectory) {
    return spark
        .read()
        .schema(RunTables.schema(TheoryColumns.ALL))
        .parquet(RunTables.file(runDirectory, PARQUET));
  }

  /** The declared columns, read from arrays of their values. */
  private static List<Column<Object[]>> columns() {
    List<Column<Object[]>> columns = new ArrayList<>();
    for (Column<LayerTheory> column : TheoryColumns.ALL) {
      int index = columns.size();
      columns.add(
          new Column<>(
              column.name(),
              column.type(),
              column.nullable(),
              column.unit(),
              column.meaning(),
              row -> row[index]));
    }
    return columns;
  }
}
