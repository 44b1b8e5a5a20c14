package io.evenkeel.analysis.stability;

import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.cells.RunCells;
import io.evenkeel.analysis.cells.RunFolder;
import io.evenkeel.analysis.precision.CellPrecision;
import io.evenkeel.analysis.precision.PrecisionVerdict;
import io.evenkeel.analysis.verdict.Thresholds;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * The stability table of a sweep: the trials of each cell, which differ only in their seeds, are
 * summed up, judged and ranked.
 */
public final class StabilityTable {
  private StabilityTable() {}

  /**
   * The stability table of what a run directory holds, ranked from the best cell to the worst;
   * cells of the same standing are ordered by their columns from the first to the last.
   *
   * @param spark reads and sums up runs that are too large for the driver alone
   * @param runDirectory a local path or a URI of any file system that Hadoop knows, with the tables
   *     {@code trials} and {@code layers}
   * @param thresholds the boundaries between verdicts
   * @return empty if no shard is published
   * @throws IOException naming the file that cannot be read
   */
  public static List<StabilityRow> compute(
      SparkSession spark, String runDirectory, Thresholds thresholds) throws IOException {
    try (RunCells cells = RunCells.read(spark, runDirectory, thresholds.limits())) {
      return withPrecision(
          of(cells, thresholds),
          new RunFolder(runDirectory, spark.sparkContext().hadoopConfiguration()));
    }
  }

  /**
   * The rows with verdicts on their formats; nothing has to be read for float32.
   *
   * @param folder the run directory
   * @throws IOException naming the file that cannot be read
   */
  public static List<StabilityRow> withPrecision(List<StabilityRow> rows, RunFolder folder)
      throws IOException {
    Map<Cell, PrecisionVerdict> verdicts =
        CellPrecision.of(folder, rows.stream().map(StabilityRow::cell).toList());
    return rows.stream()
        .map(row -> row.withPrecision(Optional.ofNullable(verdicts.get(row.cell()))))
        .toList();
  }

  /**
   * The stability table of cells that were read with the limits of {@code thresholds}. Cells that
   * differ only in how they are trained have one row.
   *
   * @return empty if there are none
   * @throws IOException naming the file that cannot be read
   */
  public static List<StabilityRow> of(RunCells cells, Thresholds thresholds) throws IOException {
    return JudgedCells.ranked(AtInitialisation.distinct(cells.summaries()), thresholds);
  }
}
