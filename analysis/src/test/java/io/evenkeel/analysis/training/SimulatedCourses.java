package io.evenkeel.analysis.training;

import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.cells.TrainedTrial;
import io.evenkeel.analysis.verdict.Thresholds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Trained trials that a test makes up: one hidden layer and a readout, one step. */
final class SimulatedCourses {
  static final double FLOOR = 2;

  private static final Map<List<Number>, Cell> CELLS = new HashMap<>();

  private final SortedMap<Cell, List<TrainedTrial>> cells = new TreeMap<>();

  /** A cell with values of its own in some columns. */
  static Cell cell(Map<String, Object> columns) {
    Map<String, Object> values = new HashMap<>();
    values.put("depth", 3);
    values.put("width", 64);
    values.put("batch", 16);
    values.put("input_width", 32);
    values.put("readout_width", 10);
    values.put("activation", "relu");
    values.put("init", "kaiming_normal(nonlinearity=relu)");
    values.put("bias", "none");
    values.put("input", "gaussian");
    values.put("loss", "cross_entropy");
    values.put("engine", "explicit");
    values.put("steps", 1);
    values.putAll(columns);
    return Cell.of(values);
  }

  /** A trial whose loss begins at the floor, in a cell of that width and rate. */
  TrainedTrial add(int width, double rate, long seed, double lastLoss) {
    Cell cell =
        CELLS.computeIfAbsent(
            List.of(width, rate), key -> cell(Map.of("width", width, "lr", rate)));
    TrainedTrial trial = new TrainedTrial(seed, FLOOR, 1);
    trial.addLoss(0, FLOOR);
    trial.addLoss(1, lastLoss);
    cells.computeIfAbsent(cell, c -> new ArrayList<>()).add(trial);
    return trial;
  }

  /** The verdicts, nothing being known of step 0. */
  TrainingVerdicts judged() {
    return TrainingVerdicts.of(cells, List.of(), Thresholds.DEFAULT);
  }
}
