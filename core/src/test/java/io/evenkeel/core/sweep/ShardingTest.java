package io.evenkeel.core.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.axis.IntegerRuns;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a plan is cut, against a cut that looks at one trial after the other. */
class ShardingTest {
  private static final String SWEEP =
      """
      evenkeel-sweep 1
      name s
      trial_memory 1073741824
      grid
      batch 16
      activation tanh
      init lecun_normal
      engine explicit
      %s
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        // By cost: trials of four costs, of which a shard holds from one to many.
        "depth 20; 90\nwidth 64; 300\nseed 0..60",
        // One trial costs more than a shard.
        "depth 200\nwidth 1000\nseed 0..4",
        // By count: tiny trials.
        "depth 1\nwidth 2; 3\nseed 0..12344",
        "depth 1\nwidth 2\nseed 0..19999"
      })
  void everyShardEndsWhereItsCostOrItsCountSaysSo(String axes) {
    Plan plan = Plan.fromCanonical(SWEEP.stripTrailing().formatted(axes));
    compare(new Sharding(plan, IntegerRuns.range(0, plan.trials() - 1)).shards(), plan, 1);
    // Every third place alone.
    long third = plan.trials() / 3;
    if (third > 0) {
      long[] places = new long[(int) third];
      for (int i = 0; i < places.length; i++) {
        places[i] = 3L * i;
      }
      compare(new Sharding(plan, IntegerRuns.of(places)).shards(), plan, 3);
    }
  }

  private static void compare(List<Plan.Shard> shards, Plan plan, int stride) {
    long trials = stride == 1 ? plan.trials() : plan.trials() / stride;
    double[] costs = new double[(int) trials];
    double total = 0;
    for (int i = 0; i < costs.length; i++) {
      costs[i] = CostModel.seconds(plan.trialAt((long) stride * i));
      total += costs[i];
    }
    double target = Sharding.target(total, trials);
    List<Plan.Shard> expected = new ArrayList<>();
    int first = 0;
    double cost = 0;
    for (int i = 0; i < costs.length; i++) {
      cost += costs[i];
      int count = i + 1 - first;
      // Sums of equal costs and their products differ in the last digits.
      if (cost >= target * (1 - 1e-12) || count == Sharding.MOST_TRIALS || i + 1 == costs.length) {
        expected.add(new Plan.Shard(first, count, cost));
        first = i + 1;
        cost = 0;
      }
    }
    assertThat(shards).hasSameSizeAs(expected);
    for (int i = 0; i < shards.size(); i++) {
      assertThat(shards.get(i).first()).isEqualTo(expected.get(i).first());
      assertThat(shards.get(i).trials()).isEqualTo(expected.get(i).trials());
      assertThat(shards.get(i).cost())
          .isCloseTo(expected.get(i).cost(), within(1e-9 * (1 + expected.get(i).cost())));
    }
  }
}
