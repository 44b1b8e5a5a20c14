package io.evenkeel.analysis.cells;

import java.io.Serializable;
import java.util.OptionalDouble;

/** The losses of a cell's trials, added up. */
final class LossTotals implements Serializable {
  private static final long serialVersionUID = 1;

  private long computed;
  private long infinite;
  private long nan;
  private long alone;
  private final Quantiles mean = new Quantiles();
  private final Quantiles floor = new Quantiles();

  void add(TrialFacts facts) {
    floor.add(Decimals.finite(facts.lossFloor()));
    if (facts.lossMean().isEmpty()) {
      return;
    }
    double loss = facts.lossMean().getAsDouble();
    computed++;
    infinite += Double.isInfinite(loss) ? 1 : 0;
    nan += Double.isNaN(loss) ? 1 : 0;
    alone += !Double.isFinite(loss) && facts.firstNonFiniteLayer().isEmpty() ? 1 : 0;
    mean.add(Decimals.finite(loss));
  }

  void add(LossTotals other) {
    computed += other.computed;
    infinite += other.infinite;
    nan += other.nan;
    alone += other.alone;
    mean.add(other.mean);
    floor.add(other.floor);
  }

  void settle() {
    mean.settle();
    floor.settle();
  }

  LossSummary summary() {
    return new LossSummary(computed, infinite, nan, alone, median(mean), median(floor));
  }

  private static OptionalDouble median(Quantiles quantiles) {
    return quantiles
        .band()
        .map(band -> OptionalDouble.of(band.median()))
        .orElse(OptionalDouble.empty());
  }
}
