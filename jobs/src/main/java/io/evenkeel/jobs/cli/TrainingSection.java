package io.evenkeel.jobs.cli;

import io.evenkeel.analysis.cells.RunFolder;
import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.analysis.table.TableFiles;
import io.evenkeel.analysis.training.TrainingText;
import io.evenkeel.analysis.training.TrainingVerdicts;
import io.evenkeel.analysis.verdict.Thresholds;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * What a report says of training, where a sweep trains.
 *
 * @param verdicts on training
 * @param tables that were written
 */
record TrainingSection(TrainingVerdicts verdicts, List<TableFiles<?>> tables) {
  private static final int ROWS_SHOWN = 40;

  /**
   * Judges what is published and writes the tables.
   *
   * @param directory the run directory as every machine names it
   * @param rows the stability table
   * @throws IOException naming the file that cannot be read or written
   */
  static TrainingSection write(
      SparkSession spark, String directory, List<StabilityRow> rows, Thresholds thresholds)
      throws IOException {
    RunFolder folder = new RunFolder(directory, spark.sparkContext().hadoopConfiguration());
    TrainingVerdicts verdicts = TrainingVerdicts.of(folder, rows, thresholds);
    return new TrainingSection(verdicts, verdicts.write(folder));
  }

  /** Prints the tables, if there are any, after an empty line. */
  void print(PrintWriter out) {
    if (!verdicts.isEmpty()) {
      out.println();
      TrainingText.of(verdicts, ROWS_SHOWN).forEach(out::println);
    }
  }

  /**
   * Prints where the tables are.
   *
   * @param location the run directory as the user names it
   */
  void printPlaces(String location, PrintWriter out) {
    for (TableFiles<?> table : tables) {
      out.println("%s in %s/%s and .parquet".formatted(table.name(), location, table.csv()));
    }
  }
}
