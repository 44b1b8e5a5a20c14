package io.evenkeel.jobs.run;

import io.evenkeel.core.sweep.Plan;
import io.evenkeel.jobs.sweepfile.SweepFile;
import java.util.List;

/** Sweep files whose shards take about half a second each. */
public final class Sweeps {
  /** A few shards; trials that are computed, that blow up, and that cannot exist. */
  public static final String SMALL =
      sweep("small", "[identity, kaiming_normal, normal(std=9)]", 149);

  /** As {@link #SMALL}, with other seeds as well. */
  public static final String LARGER =
      sweep("small", "[identity, kaiming_normal, normal(std=9)]", 179);

  /**
   * Five shards that are computed at once: most of what each costs by the plan are trials of large
   * nets that cannot exist. The others are computed, or blow up.
   */
  public static final String QUICK = quick(9);

  /** As {@link #QUICK}, with other seeds as well. */
  public static final String QUICK_LARGER = quick(11);

  /** Ten shards or so. */
  public static final String MIDDLING = sweep("middling", "[kaiming_normal, normal(std=9)]", 349);

  /** Twenty-six shards or so. */
  public static final String LENGTHY =
      sweep("lengthy", "[kaiming_normal, lecun_normal, normal(std=9)]", 699);

  private Sweeps() {}

  /** The plan of a sweep file. */
  public static RunPlan plan(String yaml) {
    return new RunPlan(new Plan(SweepFile.parse(yaml, "test.yaml", List.of())));
  }

  /**
   * A sweep whose seeds and schemes grow. Its first shards have trials that cannot exist, which
   * cost no time, its last one small nets.
   */
  public static String growing(String inits, int lastSeed) {
    return """
    name: growing
    defaults:
      engine: explicit
      seed: {from: 0, to: %s}
    grids:
      - {depth: 60, width: 512, input_width: 128, activation: relu, init: identity}
      - {depth: [3, 5], width: 16, activation: relu, init: %s}
    """
        .formatted(lastSeed, inits);
  }

  private static String quick(int lastSeed) {
    StringBuilder text = new StringBuilder("name: quick\ndefaults: {activation: relu}\ngrids:\n");
    for (int shard = 0; shard < 4; shard++) {
      text.append(
          """
            - {depth: %s, width: 1024, input_width: 128, engine: explicit, init: identity, seed: 0..3}
            - {depth: %s, width: 16, input_width: 8, init: [kaiming_normal, normal(std=1e30)], seed: 0..%s}
          """
              .formatted(100 + shard, 6 + shard, lastSeed));
    }
    return text.toString();
  }

  /** Layers that are not all square: identity cannot fill them. */
  private static String sweep(String name, String inits, int lastSeed) {
    return """
    name: %s
    grids:
      - depth: 20
        width: 256
        input_width: 128
        activation: relu
        engine: explicit
        init: %s
        seed: {from: 0, to: %s}
    """
        .formatted(name, inits, lastSeed);
  }
}
