package io.evenkeel.jobs.parquet;

import io.evenkeel.core.loss.LossAtOutput;
import io.evenkeel.core.probe.Normalized;
import io.evenkeel.core.probe.Site;
import io.evenkeel.core.stats.ExponentCounts;
import io.evenkeel.core.stats.LayerStats;
import io.evenkeel.core.stats.Scaled;
import io.evenkeel.core.sweep.GradientStats;
import io.evenkeel.core.sweep.LayerResult;
import io.evenkeel.core.sweep.NarrowStats;
import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialIdentity;
import io.evenkeel.core.sweep.TrialResult;
import io.evenkeel.core.sweep.TrialStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Results with every kind of value, made up by arithmetic. */
public final class Samples {
  public static final String HASH = "ab".repeat(32);

  public static final String SWEEP = "sämple";

  private Samples() {}

  public static Trial trial(int depth, long seed) {
    return TrialIdentity.parse(
        "depth=%s; width=8; batch=4; activation=tanh; init=ones; loss=mse; engine=explicit; seed=%s"
            .formatted(depth, seed));
  }

  public static PlannedShard planned(int number, int trials, int depth) {
    return new PlannedShard() {
      @Override
      public String planHash() {
        return HASH;
      }

      @Override
      public String sweep() {
        return SWEEP;
      }

      @Override
      public int number() {
        return number;
      }

      @Override
      public int trials() {
        return trials;
      }

      @Override
      public Trial trial(int index) {
        return Samples.trial(depth, index);
      }
    };
  }

  /** Every fourth trial holds NaN, every fifth is invalid, every seventh has no gradient. */
  public static TrialResult result(Trial trial) {
    long seed = trial.seed();
    if (seed % 5 == 4) {
      return TrialResult.notComputed(trial, TrialStatus.INVALID, "needs a square layer, got 8x4");
    }
    boolean nan = seed % 4 == 3;
    List<LayerResult> layers =
        IntStream.range(0, trial.layers()).mapToObj(i -> layer(i, seed, nan)).toList();
    return new TrialResult(
        trial,
        nan ? TrialStatus.NONFINITE : TrialStatus.OK,
        Optional.empty(),
        Optional.of(new LossAtOutput((double) seed, nan ? Double.NaN : 1, -0.0, 4, 2)),
        Optional.of(new Scaled(1.5, -3000)),
        layers,
        TrialResult.Extras.NONE);
  }

  public static EncodedShard encode(PlannedShard planned) throws java.io.IOException {
    return encode(planned, 1);
  }

  public static EncodedShard encode(PlannedShard planned, int streamVersion)
      throws java.io.IOException {
    ShardEncoder encoder = new ShardEncoder("0.1.0", streamVersion, planned);
    for (TrialResult result : results(planned)) {
      encoder.add(result);
    }
    return encoder.finish();
  }

  public static List<TrialResult> results(PlannedShard planned) {
    List<TrialResult> results = new ArrayList<>();
    for (int i = 0; i < planned.trials(); i++) {
      results.add(result(planned.trial(i)));
    }
    return results;
  }

  private static LayerResult layer(int layer, long seed, boolean nan) {
    // Another NaN than Double.NaN: the sign bit set, as x86 arithmetic makes it.
    double odd = Double.longBitsToDouble(0xFFF8000000000000L);
    double x = nan && layer > 0 ? odd : Math.sqrt(seed + 1.0) * (layer + 1);
    double inf = nan && layer > 0 ? Double.POSITIVE_INFINITY : x;
    LayerStats stats =
        new LayerStats(
            32, x, x, x, -x, inf, 2, nan && layer > 0 ? 1 : 0, Double.isInfinite(inf) ? 1 : 0);
    Scaled g = new Scaled(x, -2000L * layer);
    return new LayerResult(
        layer,
        stats,
        stats,
        nan ? ExponentCounts.NONE : new ExponentCounts(layer - 3L, new int[] {20, 0, 12}),
        3,
        nan ? Double.NaN : 0.5,
        nan ? Double.NaN : 0.75,
        x,
        layer % 2 == 0,
        seed % 7 == 6 ? Optional.empty() : Optional.of(gradient(g, layer)),
        Optional.empty(),
        layer % 3 == 0
            ? Optional.of(new Normalized(new Site(layer, Site.NONE), x, 0.25))
            : Optional.empty(),
        layer == 1 ? Optional.of(new NarrowStats(Optional.of(x), 5, 6)) : Optional.empty());
  }

  private static GradientStats gradient(Scaled g, int layer) {
    ExponentCounts exponents = new ExponentCounts(-2000L * layer, new int[] {32});
    return new GradientStats(g, g, g, g, g, exponents, 0, layer > 0);
  }
}
