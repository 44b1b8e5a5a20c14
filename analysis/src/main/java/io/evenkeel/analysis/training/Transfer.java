package io.evenkeel.analysis.training;

import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.cells.TrainedTrial;
import io.evenkeel.analysis.cells.WidthExponent;
import io.evenkeel.analysis.verdict.Thresholds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Judges whether the best learning rate is the same at every width. */
final class Transfer {
  /** An exponent of smaller magnitude counts as 0: a factor of 2 over a sixteenfold width. */
  static final double TOLERATED = 0.25;

  private static final int FEWEST_RATES = 3;
  private static final Set<String> DIFFERING = Set.of("width", "lr");
  private static final Set<String> RATE = Set.of("lr");

  private final double error;

  /**
   * @param thresholds their error rate is that of each verdict
   */
  Transfer(Thresholds thresholds) {
    error = thresholds.errorRate();
  }

  /** A row for each group of cells that differ only in width and learning rate. */
  List<TransferRow> judge(SortedMap<Cell, List<TrainedTrial>> cells) {
    List<TransferRow> rows = new ArrayList<>();
    for (TrainedGroup group : TrainedGroup.of(cells, DIFFERING)) {
      add(rows, group);
    }
    return rows;
  }

  private void add(List<TransferRow> rows, TrainedGroup group) {
    NavigableMap<Integer, Rates> byWidth = new TreeMap<>();
    for (TrainedGroup ofWidth : TrainedGroup.of(group.cells(), RATE)) {
      byWidth.put(ofWidth.first().width(), Rates.of(ofWidth));
    }
    WidthExponent.Logarithms logarithms = new WidthExponent.Logarithms();
    List<TransferRow.Point> points = new ArrayList<>();
    boolean enough = true;
    for (Map.Entry<Integer, Rates> width : byWidth.entrySet()) {
      Rates rates = width.getValue();
      enough &= rates.trials().size() >= FEWEST_RATES;
      double sum = 0;
      int n = 0;
      for (long seed : rates.seeds()) {
        OptionalDouble best = rates.logBest(seed);
        logarithms.add(width.getKey(), seed, best);
        if (best.isPresent()) {
          sum += best.getAsDouble();
          n++;
        }
      }
      points.add(new TransferRow.Point(width.getKey(), Math.exp(sum / n)));
    }
    if (enough && logarithms.several()) {
      rows.add(
          new TransferRow(
              group.first(),
              logarithms.narrowest(),
              logarithms.widest(),
              logarithms.exponent(error, TOLERATED),
              points));
    }
  }
}
