package io.evenkeel.analysis.training;

import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.analysis.verdict.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the verdicts at initialisation predict for training. Networks that differ only in how they
 * are trained are the same at step 0; of their cells the one with the most trials is used.
 */
final class Forecasts {
  /** Columns that do not change the network at step 0. */
  private static final Set<String> TRAINING =
      Stream.concat(Stream.of("engine"), Cell.TRAINING.stream())
          .collect(Collectors.toUnmodifiableSet());

  private final Map<List<Object>, StabilityRow> rows = new HashMap<>();

  /**
   * @param judged the stability table
   */
  Forecasts(List<StabilityRow> judged) {
    for (StabilityRow row : judged) {
      rows.merge(row.cell().but(TRAINING), row, Forecasts::moreTrials);
    }
  }

  private static StabilityRow moreTrials(StabilityRow a, StabilityRow b) {
    return b.summary().computed() > a.summary().computed() ? b : a;
  }

  /**
   * Whether the network is stable: no verdict is worse than {@code levels off}. Empty while the
   * worst is undecided, or there is none.
   */
  Optional<Boolean> of(Cell cell) {
    return Optional.ofNullable(rows.get(cell.but(TRAINING))).flatMap(Forecasts::stable);
  }

  private static Optional<Boolean> stable(StabilityRow row) {
    int undecided = Verdict.UNDECIDED.gravity();
    return row.verdicts()
        .map(Verdict::gravity)
        .max(Integer::compare)
        .filter(worst -> worst != undecided)
        .map(worst -> worst < undecided);
  }
}
