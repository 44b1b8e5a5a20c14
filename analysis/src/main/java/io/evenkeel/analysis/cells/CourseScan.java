package io.evenkeel.analysis.cells;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The trained trials of a run, from its tables. */
public final class CourseScan {
  private static final List<String> TRIAL_COLUMNS =
      TableScan.beforeCell("trial_id", "seed", "loss_mean", "loss_floor");

  private static final List<String> STEP_COLUMNS = List.of("trial_id", "step", "loss_mean");

  private static final List<String> LAYER_COLUMNS =
      List.of("trial_id", "step", "layer", "act_change_rms");

  private CourseScan() {}

  /** A trial whose steps and layers are being read. */
  private record OpenTrial(TrainedTrial trial, int layers) {}

  /**
   * Reads all trained trials that were computed; a few hundred bytes are kept of each.
   *
   * @return the trials by cell, in the order of the tables; empty for a run that trains nothing
   * @throws IOException naming the file that cannot be read
   */
  public static SortedMap<Cell, List<TrainedTrial>> of(RunFolder folder) throws IOException {
    SortedMap<Cell, List<TrainedTrial>> cells = new TreeMap<>();
    if (folder.files(RunFolder.STEPS, ".parquet").isEmpty()) {
      return Collections.emptySortedMap();
    }
    for (String shard : folder.files(RunFolder.TRIALS, ".parquet").keySet()) {
      Map<Long, OpenTrial> trials = trials(folder, shard, cells);
      if (!trials.isEmpty()) {
        scanSteps(folder, shard, trials);
        scanLayers(folder, shard, trials);
      }
    }
    return cells;
  }

  private static Map<Long, OpenTrial> trials(
      RunFolder folder, String shard, SortedMap<Cell, List<TrainedTrial>> cells)
      throws IOException {
    Map<Long, OpenTrial> trials = new HashMap<>();
    TableScan.rows(
        folder,
        RunFolder.TRIALS + "/" + shard,
        TRIAL_COLUMNS,
        row -> {
          Cell cell = TableScan.cell(row);
          if (cell.steps() == 0 || ColumnScan.isNull(row[2])) {
            return;
          }
          TrainedTrial trial =
              new TrainedTrial(row[1].getLong(), TableScan.number(row[3]), cell.steps());
          int layers = cell.depth() + (cell.readoutWidth() > 0 ? 1 : 0);
          trials.put(row[0].getLong(), new OpenTrial(trial, layers));
          cells.computeIfAbsent(cell, c -> new ArrayList<>()).add(trial);
        });
    return trials;
  }

  private static void scanSteps(RunFolder folder, String shard, Map<Long, OpenTrial> trials)
      throws IOException {
    TableScan.rows(
        folder,
        RunFolder.STEPS + "/" + shard,
        STEP_COLUMNS,
        row -> {
          OpenTrial open = trials.get(row[0].getLong());
          if (open != null) {
            open.trial().addLoss(row[1].getInteger(), TableScan.number(row[2]));
          }
        });
  }

  private static void scanLayers(RunFolder folder, String shard, Map<Long, OpenTrial> trials)
      throws IOException {
    TableScan.rows(
        folder,
        RunFolder.LAYERS + "/" + shard,
        LAYER_COLUMNS,
        row -> {
          OpenTrial open = trials.get(row[0].getLong());
          if (open != null && row[1].getInteger() > 0) {
            open.trial()
                .addChange(
                    row[1].getInteger(),
                    row[2].getInteger(),
                    open.layers(),
                    TableScan.number(row[3]));
          }
        });
  }
}
