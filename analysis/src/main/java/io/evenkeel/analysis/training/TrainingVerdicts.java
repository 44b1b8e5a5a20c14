package io.evenkeel.analysis.training;

import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.cells.CourseScan;
import io.evenkeel.analysis.cells.RunFolder;
import io.evenkeel.analysis.cells.TrainedTrial;
import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.analysis.table.TableFiles;
import io.evenkeel.analysis.verdict.Thresholds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * All verdicts on the training of a run.
 *
 * @param training a row for each network, at the best of its learning rates
 * @param coordinates a row for each network over all widths, recorded step and kind of layer
 * @param transfer a row for each network over all widths and learning rates
 */
public record TrainingVerdicts(
    List<TrainingRow> training, List<CoordinateRow> coordinates, List<TransferRow> transfer) {
  /** The verdicts on a run that trains nothing. */
  public static final TrainingVerdicts NONE = new TrainingVerdicts(List.of(), List.of(), List.of());

  /** Copies the lists. */
  public TrainingVerdicts {
    training = List.copyOf(training);
    coordinates = List.copyOf(coordinates);
    transfer = List.copyOf(transfer);
  }

  /**
   * Reads a run's tables and judges its training. The tables are read by one thread, and a few
   * hundred bytes are kept of each trained trial.
   *
   * @param judged the stability table, for what is stable at step 0
   * @return the verdicts; without rows for a run that trains nothing
   * @throws IOException naming the file that cannot be read
   */
  public static TrainingVerdicts of(
      RunFolder folder, List<StabilityRow> judged, Thresholds thresholds) throws IOException {
    return of(CourseScan.of(folder), judged, thresholds);
  }

  /** Judges trained trials that are in memory. */
  static TrainingVerdicts of(
      SortedMap<Cell, List<TrainedTrial>> cells, List<StabilityRow> judged, Thresholds thresholds) {
    Forecasts forecasts = new Forecasts(judged);
    return new TrainingVerdicts(
        new Trainability(thresholds, forecasts::of).judge(cells),
        new Coordinates(thresholds).judge(cells),
        new Transfer(thresholds).judge(cells));
  }

  /** Whether nothing was trained. */
  public boolean isEmpty() {
    return training.isEmpty();
  }

  /**
   * Writes the tables that have rows, replacing older ones.
   *
   * @return what was written
   * @throws IOException naming the file that cannot be written
   */
  public List<TableFiles<?>> write(RunFolder folder) throws IOException {
    List<TableFiles<?>> written = new ArrayList<>();
    write(TrainingTables.TRAINING, training, folder, written);
    write(TrainingTables.COORDINATES, coordinates, folder, written);
    write(TrainingTables.TRANSFER, transfer, folder, written);
    return written;
  }

  private static <R> void write(
      TableFiles<R> table, List<R> rows, RunFolder folder, List<TableFiles<?>> written)
      throws IOException {
    if (!rows.isEmpty()) {
      table.write(folder, rows);
      written.add(table);
    }
  }
}
