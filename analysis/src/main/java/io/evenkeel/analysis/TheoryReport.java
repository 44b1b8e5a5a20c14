package io.evenkeel.analysis;

import java.io.IOException;
import java.util.Iterator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * Theory beside measurement as files of a run directory: {@code report/theory.csv} and {@code
 * report/theory.parquet}, a row per cell and hidden layer.
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
   * @param spark reads and aggregates; the driver holds one cell at a time
   * @param runDirectory a local path or a URI of any file system that Hadoop knows
   * @throws IOException naming the file that cannot be written
   */
  public static void write(SparkSession spark, String runDirectory) throws IOException {
    Configuration configuration = spark.sparkContext().hadoopConfiguration();
    RunFolder folder = new RunFolder(runDirectory, configuration);
    try (LayerCurves curves = LayerCurves.of(spark, runDirectory)) {
      folder.replace(CSV, file -> CsvFile.write(file, TheoryColumns.ALL, rows(curves)));
      folder.replace(
          PARQUET, file -> ParquetFile.write(file, "theory", TheoryColumns.ALL, rows(curves)));
    }
  }

  private static Iterable<LayerTheory> rows(LayerCurves curves) {
    return () -> stream(curves).iterator();
  }

  private static Stream<LayerTheory> stream(LayerCurves curves) {
    Iterator<LayerCurve> cells = curves.iterator();
    Iterable<LayerCurve> once = () -> cells;
    return StreamSupport.stream(once.spliterator(), false)
        .flatMap(curve -> LayerTheory.of(curve).stream());
  }
}
