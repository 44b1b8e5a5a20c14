package io.evenkeel.core.sweep;

import io.evenkeel.core.loss.LossAtOutput;
import io.evenkeel.core.stats.LayerStats;
import io.evenkeel.core.stats.Scaled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

public final class TrialRunner implements AutoCloseable {
  @Override
  public void close() {}

  public TrialResult run(Trial trial) {
    long until = System.nanoTime() + trial.width() * 1000000L;
    double z = 0;
    while (System.nanoTime() < until) {
      z += Math.sin(z);
    }
    if (trial.seed() % 37 == 36) throw new IllegalStateException("boom" + (z > 1e9));
    boolean nan = trial.seed() % 4 == 3;
    List<LayerResult> layers = new ArrayList<>();
    for (int i = 0; i < trial.layers(); i++) {
      double x = nan ? Double.NaN : Math.sin(trial.seed() * 31.0 + i);
      LayerStats s = new LayerStats(32, x, x, x, -x, x, 2, nan ? 1 : 0, 0);
      Scaled g = new Scaled(x, -20L * i);
      layers.add(
          new LayerResult(
              i, s, s, 3, x, x, false, Optional.of(new GradientStats(g, g, g, g, g, 0, false))));
    }
    return new TrialResult(
        trial,
        nan ? TrialStatus.NONFINITE : TrialStatus.OK,
        Optional.empty(),
        Optional.of(new LossAtOutput(1, 1, 1, 1, 1)),
        Optional.of(new Scaled(1, 1)),
        layers);
  }
}
