package io.evenkeel.analysis.training;

import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.cells.TrainedTrial;
import io.evenkeel.analysis.cells.WidthExponent;
import io.evenkeel.analysis.verdict.Thresholds;
import io.evenkeel.core.train.MupTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Judges how the change of activations by training grows with the width. */
final class Coordinates {
  /** An exponent of smaller magnitude counts as 0: a factor of 2 over a thousandfold width. */
  static final double TOLERATED = 0.1;

  private static final Set<String> DIFFERING = Set.of("width");

  private final double error;

  /**
   * @param thresholds their error rate is that of each verdict
   */
  Coordinates(Thresholds thresholds) {
    error = thresholds.errorRate();
  }

  /**
   * A row for each group of cells that differ only in the width, for each recorded step and kind of
   * layer.
   */
  List<CoordinateRow> judge(SortedMap<Cell, List<TrainedTrial>> cells) {
    List<CoordinateRow> rows = new ArrayList<>();
    for (TrainedGroup group : TrainedGroup.of(cells, DIFFERING)) {
      for (int step : recorded(group)) {
        for (MupTable role : List.of(MupTable.INPUT, MupTable.HIDDEN, MupTable.OUTPUT)) {
          add(rows, group, step, role);
        }
      }
    }
    return rows;
  }

  private static SortedSet<Integer> recorded(TrainedGroup group) {
    SortedSet<Integer> steps = new TreeSet<>();
    int last = group.first().steps();
    // A trial that diverged is measured where it did, which is no step that was asked for.
    group.cells().values().stream()
        .flatMap(List::stream)
        .filter(trial -> trial.recorded().contains(last))
        .forEach(trial -> steps.addAll(trial.recorded()));
    return steps;
  }

  private void add(List<CoordinateRow> rows, TrainedGroup group, int step, MupTable role) {
    Cell first = group.first();
    int readout = first.readoutWidth() > 0 ? 1 : 0;
    int from = role == MupTable.INPUT ? 0 : role == MupTable.HIDDEN ? 1 : first.depth();
    int end =
        role == MupTable.INPUT
            ? 1
            : role == MupTable.HIDDEN ? first.depth() : first.depth() + readout;
    if (from >= end) {
      return;
    }
    WidthExponent.Logarithms logarithms = new WidthExponent.Logarithms();
    SortedMap<Integer, List<Double>> byWidth = new TreeMap<>();
    group
        .cells()
        .forEach(
            (cell, trials) -> {
              for (TrainedTrial trial : trials) {
                OptionalDouble change = trial.logChange(step, from, end);
                logarithms.add(cell.width(), trial.seed(), change);
                change.ifPresent(
                    log -> byWidth.computeIfAbsent(cell.width(), w -> new ArrayList<>()).add(log));
              }
            });
    if (logarithms.several()) {
      rows.add(
          new CoordinateRow(
              first,
              role,
              step,
              logarithms.narrowest(),
              logarithms.widest(),
              logarithms.exponent(error, TOLERATED),
              ChangeTheory.exponent(first, widest(group), role),
              points(byWidth)));
    }
  }

  private static Cell widest(TrainedGroup group) {
    Cell widest = group.first();
    for (Cell cell : group.cells().keySet()) {
      widest = cell.width() > widest.width() ? cell : widest;
    }
    return widest;
  }

  private static List<CoordinateRow.Point> points(SortedMap<Integer, List<Double>> byWidth) {
    List<CoordinateRow.Point> points = new ArrayList<>();
    for (Map.Entry<Integer, List<Double>> width : byWidth.entrySet()) {
      double mean = width.getValue().stream().mapToDouble(log -> log).average().orElse(Double.NaN);
      points.add(new CoordinateRow.Point(width.getKey(), mean));
    }
    return points;
  }
}
