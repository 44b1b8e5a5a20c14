package io.evenkeel.core.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.axis.Axes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Plans against the plain listing of what their grids hold. */
class PlanTest {
  private static final String OVERLAPPING =
      """
      evenkeel-sweep 1
      name overlap
      trial_memory 1073741824
      grid
      depth 1..3
      width 4,8
      activation relu; tanh
      init kaiming_normal; xavier_normal(gain=auto)
      seed 0..9
      grid
      depth 2..5
      width 8..10
      input_width 8; width
      activation relu; sigmoid
      init xavier_normal(gain=auto)
      seed 5..14
      grid
      depth 3
      width 8
      activation sigmoid
      init xavier_normal; xavier_normal(gain=auto)
      seed 0..19
      """
          .stripTrailing();

  private static List<String> trials(Plan plan) {
    List<String> trials = new ArrayList<>();
    for (long place = 0; place < plan.trials(); place++) {
      trials.add(TrialIdentity.canonicalText(plan.trialAt(place)));
    }
    return trials;
  }

  private static Plan onlyGrid(Sweep sweep, int grid) {
    return new Plan(new Sweep(sweep.name(), sweep.trialMemory(), List.of(sweep.grids().get(grid))));
  }

  /** Each bias has its own critical gain; what does not ask for one keeps its text. */
  @Test
  void aCriticalGainIsThatOfActivationAndBias() {
    Plan plan =
        new Plan(
            Sweep.parse(
                """
                evenkeel-sweep 1
                name critical
                trial_memory 1073741824
                grid
                depth 3
                width 4
                activation relu; tanh
                init lecun_normal; xavier_normal(gain=critical)
                seed 0..1
                grid
                depth 3
                width 4
                activation gelu
                init orthogonal(gain=critical)
                bias normal(std=0.415839)
                seed 0
                """
                    .stripTrailing()));
    Set<String> texts = new TreeSet<>(trials(plan));
    assertThat(plan.trials()).isEqualTo(9);
    assertThat(texts).hasSize(9);
    assertThat(texts.stream().filter(text -> text.contains("xavier_normal(gain=1.41421356)")))
        .hasSize(2);
    // The default gain is left out of the text.
    assertThat(
            texts.stream()
                .filter(text -> text.contains("tanh") && text.contains("xavier_normal"))
                .filter(text -> !text.contains("gain=")))
        .hasSize(2);
    assertThat(texts.stream().filter(text -> text.contains("orthogonal(gain=1.4082"))).hasSize(1);
    assertThat(GainWarnings.of(plan.sweep())).isEmpty();
    assertThat(GainWarnings.of(Sweep.parse(OVERLAPPING.replace("sigmoid", "gelu"))))
        .singleElement()
        .asString()
        .startsWith("gain=auto of gelu is 1.5335");
  }

  @Test
  void aUnionHasEveryTrialOfItsGridsOnce() {
    Sweep sweep = Sweep.parse(OVERLAPPING);
    List<String> union = trials(new Plan(sweep));
    Set<String> expected = new TreeSet<>();
    long met = 0;
    for (int grid = 0; grid < sweep.grids().size(); grid++) {
      List<String> alone = trials(onlyGrid(sweep, grid));
      assertThat(new HashSet<>(alone)).hasSameSizeAs(alone);
      expected.addAll(alone);
      met += sweep.grids().get(grid).size();
    }
    assertThat(new HashSet<>(union)).hasSameSizeAs(union);
    assertThat(new TreeSet<>(union)).isEqualTo(expected);
    assertThat(new Plan(sweep).repeated()).isEqualTo(met - union.size());
  }

  @Test
  void anOpenEngineIsTheSameTrialAsTheNamedOne() {
    String sweep =
        """
        evenkeel-sweep 1
        name engines
        trial_memory 1073741824
        grid
        depth 2,20
        width 8,256,512
        batch 4,16
        activation relu
        init kaiming_normal; xavier_uniform; orthogonal
        engine auto
        seed 0..2
        grid
        depth 2,20
        width 8,256,512
        batch 4,16
        activation relu
        init kaiming_normal; xavier_uniform; orthogonal
        engine explicit
        seed 0..2\
        """;
    Plan both = new Plan(Sweep.parse(sweep));
    List<String> open = trials(onlyGrid(Sweep.parse(sweep), 0));
    List<String> named = trials(onlyGrid(Sweep.parse(sweep), 1));
    List<String> union = trials(both);
    Set<String> expected = new TreeSet<>(open);
    expected.addAll(named);
    assertThat(new TreeSet<>(union)).isEqualTo(expected);
    assertThat(union).hasSameSizeAs(expected);
    assertThat(open).anyMatch(named::contains).anyMatch(trial -> trial.contains("matrix_free"));
  }

  @Test
  void autoMeansWhatTheActivationCallsFor() {
    // For sigmoid Xavier's gain is 1, its default: both spellings of the third grid are one cell.
    Plan plan = onlyGrid(Sweep.parse(OVERLAPPING), 2);
    assertThat(plan.trials()).isEqualTo(20);
    assertThat(plan.repeated()).isEqualTo(20);
  }

  @Test
  void widestAndDeepestComeFirstAndSeedsAreInnermost() {
    Plan plan = onlyGrid(Sweep.parse(OVERLAPPING), 0);
    Trial first = plan.trialAt(0);
    assertThat(first.width()).isEqualTo(8);
    assertThat(first.depth()).isEqualTo(3);
    assertThat(plan.trialAt(1).seed()).isEqualTo(first.seed() + 1);
    assertThat(plan.trialAt(plan.trials() - 1).width()).isEqualTo(4);
    assertThat(plan.trialAt(plan.trials() - 1).depth()).isEqualTo(1);
  }

  @Test
  void isRebuiltFromItsText() {
    Plan plan = Plan.fromCanonical(OVERLAPPING);
    Plan again = Plan.fromCanonical(plan.canonicalText());
    assertThat(again.canonicalText()).isEqualTo(plan.canonicalText());
    assertThat(again.hash()).isEqualTo(plan.hash()).matches("[0-9a-f]{64}");
    assertThat(trials(again)).isEqualTo(trials(plan));
    assertThat(again.shards()).isEqualTo(plan.shards());
  }

  @Test
  void textDoesNotDependOnSpelling() {
    String other =
        OVERLAPPING
            .replace("depth 1..3", "depth 3,1,2")
            .replace("activation relu; tanh", "activation tanh; relu")
            .replace("init kaiming_normal;", "init kaiming_normal(a=0,mode=fan_in);");
    assertThat(Plan.fromCanonical(other).hash()).isEqualTo(Plan.fromCanonical(OVERLAPPING).hash());
  }

  @Test
  void identityIsStableAcrossVersions() {
    Trial trial = onlyGrid(Sweep.parse(OVERLAPPING), 0).trialAt(0);
    assertThat(TrialIdentity.canonicalText(trial))
        .isEqualTo(
            "evenkeel-trial 1; depth=3; width=8; batch=16; input_width=8; readout_width=0;"
                + " activation=relu; init=kaiming_normal; bias=none; input=gaussian;"
                + " loss=cross_entropy; engine=explicit; backward=true; seed=0");
    // First 16 digits of `printf %s "<that text>" | sha256sum`, as a signed number.
    assertThat(TrialIdentity.id(trial)).isEqualTo(-7918529380959146091L);
  }

  @Test
  void shardsFollowOneAnotherAndAddUp() {
    Plan plan = Plan.fromCanonical(OVERLAPPING.replace("seed 0..9", "seed 0..99999"));
    long next = 0;
    for (int i = 0; i < plan.shards(); i++) {
      Plan.Shard shard = plan.shard(i);
      assertThat(shard.first()).isEqualTo(next);
      assertThat(shard.trials()).isBetween(1, Sharding.MOST_TRIALS);
      next += shard.trials();
    }
    assertThat(next).isEqualTo(plan.trials());
    assertThat(plan.shards()).isLessThanOrEqualTo(Sharding.MOST_SHARDS);
  }

  @Test
  void smallSweepsSpreadAndLargeOnesStayWithinTheMostShards() {
    assertThat(Sharding.target(3.2, 100)).isEqualTo(Sharding.LEAST_SECONDS);
    assertThat(Sharding.target(640, 100)).isEqualTo(10);
    assertThat(Sharding.target(1e5, 100)).isEqualTo(Sharding.TARGET_SECONDS);
    double year = 365 * 86400.0;
    assertThat(year / Sharding.target(year, 100_000_000) + 1e8 / Sharding.MOST_TRIALS + 1)
        .isLessThanOrEqualTo(Sharding.MOST_SHARDS);
  }

  @Test
  void tenMillionTrialsAreDecodedNotListed() {
    Plan plan =
        Plan.fromCanonical(
            OVERLAPPING.replace("seed 0..9", "seed 0..833333").replace("seed 5..14", "seed 0..0"));
    assertThat(plan.trials()).isGreaterThan(10_000_000 * 6 / 10);
    assertThat(plan.trialAt(plan.trials() - 1).layers()).isPositive();
  }

  @Test
  void takesAsManyTrialsAsItsShardsHoldAndNotOneMore() {
    Plan most = new Plan(seeds("0..99999999"));
    assertThat(most.trials()).isEqualTo(100_000_000);
    assertThat(most.cells()).isEqualTo(1);
    assertThat(new Plan(seeds("0..49999999", "50000000..99999999")).trials())
        .isEqualTo(100_000_000);
    assertThatThrownBy(() -> new Plan(seeds("0..100000000")))
        .hasMessage("a sweep must have at most 100000000 trials, got 100000001");
    assertThatThrownBy(() -> new Plan(seeds("0..49999999", "50000000..100000000")))
        .hasMessage("a sweep must have at most 100000000 trials, got 100000001");
  }

  private static Sweep seeds(String... grids) {
    StringBuilder text = new StringBuilder("evenkeel-sweep 1\nname most\ntrial_memory 1073741824");
    for (String seeds : grids) {
      text.append("\ngrid\ndepth 2\nwidth 4\nactivation relu\ninit kaiming_normal\nseed ")
          .append(seeds);
    }
    return Sweep.parse(text.toString());
  }

  @Test
  void saysWhichPlacesItHas() {
    Plan plan = new Plan(Sweep.parse(OVERLAPPING));
    assertThat(plan.name()).isEqualTo("overlap");
    for (long place : new long[] {-1, plan.trials()}) {
      assertThatThrownBy(() -> plan.trialAt(place))
          .isInstanceOf(IndexOutOfBoundsException.class)
          .hasMessage("trial %s of %s", place, plan.trials());
    }
    Plan.Shard last = plan.shard(plan.shards() - 1);
    assertThat(last.first() + last.trials()).isEqualTo(plan.trials());
  }

  @Test
  void refusesMoreTrialsThanItsShardsHold() {
    assertThatThrownBy(
            () -> Plan.fromCanonical(OVERLAPPING.replace("seed 0..9", "seed 0..999999999")))
        .isInstanceOf(SpecException.class)
        .hasMessage("a sweep must have at most 100000000 trials, got 24000000000");
  }

  /** Texts of before other engines could train stand for the trials that they stood for then. */
  @Test
  void anOpenEngineOfACourseIsWhatItWasWhenThePlanWasMade() {
    String text =
        """
        evenkeel-sweep 1
        name s
        trial_memory 1
        grid
        depth 2
        width 4096
        batch 16
        input_width 4096
        readout_width 0
        activation relu
        init kaiming_normal(a=0,mode=fan_in,nonlinearity=leaky_relu)
        bias none
        input gaussian
        loss cross_entropy
        engine auto
        backward true
        steps 0,3
        optimizer sgd; adam(beta1=0.9,beta2=0.999,eps=1e-8)
        seed 0
        """
            .strip();
    Sweep before = Sweep.parse(text);
    assertThat(before.heldCourses()).isTrue();
    assertThat(Sweep.parse(before.canonicalText())).isEqualTo(before);
    assertThat(engines(before))
        .containsExactlyInAnyOrder(
            "0 sgd matrix_free", "0 adam matrix_free", "3 sgd explicit", "3 adam explicit");
    Sweep now = new Sweep(before.name(), before.trialMemory(), before.grids());
    assertThat(now.heldCourses()).isFalse();
    assertThat(Sweep.parse(now.canonicalText())).isEqualTo(now);
    assertThat(now.canonicalText())
        .startsWith("evenkeel-sweep 2")
        .endsWith(before.canonicalText().substring("evenkeel-sweep 1".length()));
    assertThat(engines(now))
        .containsExactlyInAnyOrder(
            "0 sgd matrix_free", "0 adam matrix_free", "3 sgd matrix_free", "3 adam explicit");
    Sweep untrained = Sweep.parse(text.replace("steps 0,3\n", ""));
    assertThat(untrained.heldCourses()).isFalse();
    assertThat(untrained.canonicalText()).startsWith("evenkeel-sweep 1");
  }

  private static List<String> engines(Sweep sweep) {
    Plan plan = new Plan(sweep);
    List<String> engines = new ArrayList<>();
    plan.forEachCell(
        cell ->
            engines.add(
                "%s %s %s"
                    .formatted(
                        cell.trial().get(Axes.STEPS),
                        cell.trial().get(Axes.OPTIMIZER).spec().name(),
                        cell.trial().engine().text())));
    return engines;
  }
}
