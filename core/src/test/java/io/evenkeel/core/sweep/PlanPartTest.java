package io.evenkeel.core.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.axis.IntegerRuns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Parts of plans, and trials of one plan found in another, against lists and identities. */
class PlanPartTest {
  private static final List<String> DEPTHS = List.of("3", "3,7", "2..5", "40", "7,40,400");
  private static final List<String> WIDTHS = List.of("8", "8,64", "64,256", "512");
  private static final List<String> INITS =
      List.of(
          "lecun_normal", "lecun_normal; normal(std=2)", "xavier_normal(gain=auto)", "orthogonal");
  private static final List<String> SEEDS = List.of("0..4", "0..22", "3,9..11", "100..120", "2");
  private static final List<String> ENGINES = List.of("auto", "auto", "explicit", "auto; explicit");

  private static Plan random(SplittableRandom random) {
    StringBuilder text = new StringBuilder("evenkeel-sweep 1\nname s\ntrial_memory 1000000000");
    for (int grid = 0; grid <= random.nextInt(3); grid++) {
      text.append("\ngrid\nactivation ").append(random.nextBoolean() ? "relu" : "relu; tanh");
      text.append("\ndepth ").append(any(DEPTHS, random));
      text.append("\nwidth ").append(any(WIDTHS, random));
      text.append("\ninit ").append(any(INITS, random));
      text.append("\nseed ").append(any(SEEDS, random));
      text.append("\nengine ").append(any(ENGINES, random));
    }
    return Plan.fromCanonical(text.toString());
  }

  private static String any(List<String> list, SplittableRandom random) {
    return list.get(random.nextInt(list.size()));
  }

  private static Map<Long, Long> places(Plan plan) {
    Map<Long, Long> places = new HashMap<>();
    for (long place = 0; place < plan.trials(); place++) {
      places.put(TrialIdentity.id(plan.trialAt(place)), place);
    }
    return places;
  }

  @Test
  void trialsAreFoundByTheirIdentities() {
    SplittableRandom random = new SplittableRandom(5);
    long found = 0;
    for (int round = 0; round < 40; round++) {
      Plan plan = random(random);
      Plan other = random(random);
      Map<Long, Long> places = places(plan);
      List<Long> seen = new ArrayList<>();
      long[] matches = new long[1];
      new PlanMatch(plan)
          .forEach(
              other,
              (cell, place, match) -> {
                seen.add(place);
                long id = TrialIdentity.id(other.trialAt(place));
                assertThat(match).isEqualTo(places.getOrDefault(id, PlanMatch.NOWHERE));
                matches[0] += match == PlanMatch.NOWHERE ? 0 : 1;
              });
      assertThat(seen).hasSize(Math.toIntExact(other.trials())).isSorted();
      found += matches[0];
    }
    assertThat(found).as("plans overlap").isGreaterThan(200);
  }

  @Test
  void shardsOfAPartHaveItsTrialsInOrder() {
    SplittableRandom random = new SplittableRandom(6);
    for (int round = 0; round < 20; round++) {
      Plan plan = random(random);
      long[] some =
          random.longs(1 + random.nextInt(60), 0, plan.trials()).distinct().sorted().toArray();
      PlanPart part = new PlanPart(plan, IntegerRuns.of(some));
      long next = 0;
      double cost = 0;
      for (Plan.Shard shard : part.shards()) {
        assertThat(shard.first()).isEqualTo(next);
        next += shard.trials();
        cost += shard.cost();
      }
      assertThat(next).isEqualTo(part.trials()).isEqualTo(some.length);
      double expected = 0;
      for (int i = 0; i < some.length; i++) {
        assertThat(part.trialAt(i)).isEqualTo(plan.trialAt(some[i]));
        expected += CostModel.seconds(part.trialAt(i));
      }
      assertThat(cost).isCloseTo(expected, Offset.offset(1e-9 * expected));
    }
  }

  @Test
  void aWholePlanIsCutAndNamedAsThePlanIs() {
    Plan plan = random(new SplittableRandom(7));
    PlanPart whole = PlanPart.whole(plan);
    assertThat(whole.whole()).isTrue();
    assertThat(whole.hash(0)).isEqualTo(plan.hash());
    assertThat(whole.hash(1)).isNotEqualTo(plan.hash());
    assertThat(whole.shards()).hasSize(plan.shards());
    assertThat(whole.shards().get(0)).isEqualTo(plan.shard(0));
  }

  @Test
  void placesOutsideThePlanAreRefused() {
    Plan plan = random(new SplittableRandom(8));
    for (IntegerRuns wrong :
        List.of(
            IntegerRuns.of(-1), IntegerRuns.of(plan.trials()), IntegerRuns.range(0, 1L << 40))) {
      assertThatThrownBy(() -> new PlanPart(plan, wrong))
          .isInstanceOf(SpecException.class)
          .hasMessageStartingWith("places must be from 0 to ");
    }
  }
}
