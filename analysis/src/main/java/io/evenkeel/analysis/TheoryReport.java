package io.evenkeel.analysis;

import io.evenkeel.core.sweep.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Theory beside measurement as files of a run directory: {@code report/theory.csv} and {@code
 * report/theory.parquet}, a row per cell and hidden layer with the columns {@link
 * TheoryColumns#ALL}.
 */
public final class TheoryReport {
  /** The table as RFC 4180 text, relative to the run directory. */
  public static final String CSV = "report/theory.csv";

  /** The table as one Parquet file, relative to the run directory. */
  public static final String PARQUET = "report/theory.parquet";

  private TheoryReport() {}

  /**
   * Writes both files, replacing older ones; readers see whole files only.
   *
   * @param spark reads, aggregates and computes the theory; the driver holds a part of the rows
   * @param runDirectory a local path or a URI of any file system that Hadoop knows
   * @throws IOException naming the file that cannot be written
   */
  public static void write(SparkSession spark, String runDirectory) throws IOException {
    Configuration configuration = spark.sparkContext().hadoopConfiguration();
    RunFolder folder = new RunFolder(runDirectory, configuration);
    if (SmallTables.expected(spark)) {
      // Theory may take a second a cell: on all cores, in order.
      List<LayerTheory> rows =
          LayerCurves.list(spark, runDirectory).parallelStream()
              .flatMap(curve -> LayerTheory.of(curve).stream())
              .toList();
      write(folder, TheoryColumns.ALL, rows);
      return;
    }
    Dataset<Row> theory =
        LayerCurves.theory(spark, runDirectory).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      theory.count(); // all partitions at once; the local iterators take them one by one
      write(folder, asRows(), theory::toLocalIterator);
    } finally {
      theory.unpersist();
    }
  }

  private static <R> void write(RunFolder folder, List<Column<R>> columns, Iterable<R> rows)
      throws IOException {
    folder.replace(CSV, file -> CsvFile.write(file, columns, rows));
    folder.replace(PARQUET, file -> ParquetFile.write(file, "theory", columns, rows));
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

  /** The declared columns, read from Spark's rows of them. */
  private static List<Column<Row>> asRows() {
    List<Column<Row>> columns = new ArrayList<>();
    for (Column<LayerTheory> column : TheoryColumns.ALL) {
      int index = columns.size();
      columns.add(
          new Column<>(
              column.name(),
              column.type(),
              column.nullable(),
              column.unit(),
              column.meaning(),
              row -> row.get(index)));
    }
    return columns;
  }
}
