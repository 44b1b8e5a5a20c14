package io.evenkeel.analysis.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.analysis.cells.Bend;
import io.evenkeel.analysis.verdict.ShapeCriterion.Outcome;
import io.evenkeel.analysis.verdict.ShapeCriterion.Shape;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

/**
 * Signals are made by the two slopes that most of their trials have. Eight trials out of eight are
 * certain to be most, seven are not.
 */
class ShapeCriterionTest {
  private static final double ERROR = 0.05 / 12;
  private static final ShapeCriterion CRITERION = new ShapeCriterion(100, Thresholds.DEFAULT);

  /** Late over early exponent of an exponential, and of what is halfway there. */
  private static final double HALFWAY = 1.8;

  /** What the two slopes say, where numbers are above zero: written from the documentation. */
  private static boolean above(Bend bend, double late, double early, boolean explained) {
    return switch (bend) {
      case LATE -> late > 0;
      case ABOVE_LEVEL -> late > 0.5;
      case BELOW_LEVEL -> late > -0.5;
      case ABOVE_LARGEST -> late > 3;
      case BELOW_LARGEST -> late > -3;
      case ABOVE_DRIFT -> late > 0.25;
      case BELOW_DRIFT -> late > -0.25;
      case HALF -> late > early / 2;
      case THREE_HALVES -> late > 1.5 * early;
      case HALFWAY -> late > HALFWAY * early;
      case NEARLY_EXPONENTIAL -> late > 2.25 * early;
      case EXPLAINED -> explained;
    };
  }

  private static CountedPass slopes(int n, double late, double early, boolean explained) {
    CountedPass pass = CountedPass.measured(0, 0, n);
    for (Bend bend : Bend.values()) {
      boolean above = above(bend, late, early, explained);
      pass.slope(bend, above ? n : 0, above ? 0 : n);
    }
    return pass;
  }

  private static Outcome outcome(CountedPass pass, boolean up) {
    Outcome forward = CRITERION.of(pass.summary(), up, Signal.ACTIVATIONS);
    assertThat(CRITERION.of(pass.summary(), !up, Signal.GRADIENTS)).isEqualTo(forward);
    return forward;
  }

  private static Outcome decided(Shape shape) {
    return new Outcome(shape, 0);
  }

  @Test
  void slopesTellTheShape() {
    assertThat(outcome(slopes(8, 2, 2, true), true)).isEqualTo(decided(Shape.POWER_LAW));
    assertThat(outcome(slopes(8, -2, -2, true), false)).isEqualTo(decided(Shape.POWER_LAW));
    assertThat(outcome(slopes(8, 2, 0.9, true), true)).isEqualTo(decided(Shape.EXPONENTIAL));
    assertThat(outcome(slopes(8, -2, -0.9, true), false)).isEqualTo(decided(Shape.EXPONENTIAL));
    assertThat(outcome(slopes(8, 3.1, 3.1, true), true)).isEqualTo(decided(Shape.EXPONENTIAL));
    assertThat(outcome(slopes(8, -3.1, -3.1, true), false)).isEqualTo(decided(Shape.EXPONENTIAL));
    assertThat(outcome(slopes(8, 0.4, 4, true), true)).isEqualTo(decided(Shape.LEVEL));
    assertThat(outcome(slopes(8, -0.4, -4, true), false)).isEqualTo(decided(Shape.LEVEL));
  }

  @Test
  void whatIsNoneOfTheseStaysOpen() {
    Outcome never = new Outcome(Shape.OPEN, 1_000_000);
    assertThat(outcome(slopes(8, 2, 2, false), true)).isEqualTo(never);
    assertThat(outcome(slopes(8, 2, 1.2, true), true)).isEqualTo(never);
    assertThat(outcome(slopes(8, 0.9, 2, true), true)).isEqualTo(never);
    assertThat(outcome(slopes(8, -2, -2, true), true)).isEqualTo(never);
    assertThat(outcome(slopes(8, -2, -1.2, true), false)).isEqualTo(never);
    assertThat(outcome(slopes(8, 2, 2, true), false)).isEqualTo(never);
  }

  @Test
  void shallowNetworksTellNoPowerLaw() {
    for (int depth : new int[] {7, 8}) {
      ShapeCriterion criterion = new ShapeCriterion(depth, Thresholds.DEFAULT);
      Shape shape = depth < 8 ? Shape.EXPONENTIAL : Shape.POWER_LAW;
      CountedPass pass = slopes(8, 2, 2, true);
      assertThat(criterion.of(pass.summary(), true, Signal.ACTIVATIONS)).isEqualTo(decided(shape));
      assertThat(criterion.named(pass.summary(), true, Signal.ACTIVATIONS)).isEqualTo(depth >= 8);
    }
  }

  /** Each condition has to hold in more than half of the networks. */
  @Test
  void everyClaimHasToBeCertain() {
    check(Shape.LEVEL, true, 0.4, 4, List.of(Bend.ABOVE_LEVEL, Bend.BELOW_LEVEL));
    check(Shape.LEVEL, false, -0.4, -4, List.of(Bend.ABOVE_LEVEL, Bend.BELOW_LEVEL));
    check(Shape.EXPONENTIAL, true, 2, 0.9, List.of(Bend.LATE, Bend.HALFWAY));
    check(Shape.EXPONENTIAL, false, -2, -0.9, List.of(Bend.LATE, Bend.HALFWAY));
    check(Shape.EXPONENTIAL, true, 3.1, 3.1, List.of(Bend.ABOVE_LARGEST));
    check(Shape.EXPONENTIAL, false, -3.1, -3.1, List.of(Bend.BELOW_LARGEST));
    Set<Bend> power = EnumSet.of(Bend.LATE, Bend.HALF, Bend.THREE_HALVES, Bend.EXPLAINED);
    power.add(Bend.ABOVE_LARGEST);
    check(Shape.POWER_LAW, true, 2, 2, List.copyOf(power));
    power.remove(Bend.ABOVE_LARGEST);
    power.add(Bend.BELOW_LARGEST);
    check(Shape.POWER_LAW, false, -2, -2, List.copyOf(power));
  }

  private static void check(Shape shape, boolean up, double late, double early, List<Bend> claims) {
    BiPredicate<Bend, Long> certain =
        (bend, otherwise) -> {
          CountedPass pass = slopes(8, late, early, true);
          boolean above = above(bend, late, early, true);
          pass.slope(bend, above ? 8 - otherwise : otherwise, above ? otherwise : 8 - otherwise);
          return outcome(pass, up).equals(decided(shape));
        };
    for (Bend bend : Bend.values()) {
      assertThat(certain.test(bend, 0L)).as("%s", bend).isTrue();
      assertThat(certain.test(bend, 1L)).as("%s", bend).isEqualTo(!claims.contains(bend));
    }
  }

  /** One trial of twenty against the others leaves 19, and 17 are needed. */
  @Test
  void someTrialsMayDiffer() {
    long fewest = ExactBounds.fewestAbove(20, 0.5, ERROR);
    for (long so : new long[] {fewest, fewest - 1}) {
      CountedPass pass = slopes(20, 2, 2, true).slope(Bend.EXPLAINED, so, 20 - so);
      Shape shape = so == fewest ? Shape.POWER_LAW : Shape.OPEN;
      assertThat(outcome(pass, true).shape()).isEqualTo(shape);
    }
  }

  @Test
  void aSignalThatFadedIsExponentialAndNothingElse() {
    CountedPass faded = CountedPass.measured(8, 0, 0).faded(8);
    assertThat(outcome(faded, false)).isEqualTo(decided(Shape.EXPONENTIAL));
    assertThat(outcome(slopes(8, -2, -2, true).faded(1), false))
        .isEqualTo(new Outcome(Shape.OPEN, ExactBounds.moreAboveHalf(8, 9, ERROR)));
    assertThat(outcome(slopes(7, -2, -0.9, true).faded(1), false))
        .isEqualTo(decided(Shape.EXPONENTIAL));
    assertThat(outcome(slopes(6, -3.1, -3.1, true).faded(1), false))
        .isEqualTo(new Outcome(Shape.OPEN, 1));
  }

  /** The claim that lacks most seeds, of the shape that lacks fewest. */
  @Test
  void seedsAreMissingForTheNearestShape() {
    assertThat(outcome(slopes(7, 2, 2, true), true)).isEqualTo(new Outcome(Shape.OPEN, 1));
    long few = ExactBounds.moreAboveHalf(6, 7, ERROR);
    long many = ExactBounds.moreAboveHalf(5, 7, ERROR);
    assertThat(few).isBetween(2L, many - 1);
    CountedPass power = slopes(7, 2, 2, true).slope(Bend.EXPLAINED, 6, 1);
    assertThat(outcome(power, true)).isEqualTo(new Outcome(Shape.OPEN, few));
    power.slope(Bend.HALF, 5, 2);
    assertThat(outcome(power, true)).isEqualTo(new Outcome(Shape.OPEN, many));
    power.slope(Bend.HALFWAY, 6, 1);
    assertThat(outcome(power, true)).isEqualTo(new Outcome(Shape.OPEN, few));
    power.slope(Bend.HALFWAY, 3, 4).slope(Bend.HALF, 3, 4);
    assertThat(outcome(power, true)).isEqualTo(new Outcome(Shape.OPEN, 1_000_000));
  }

  /** An exponent of a quarter is the drift of a finite width. */
  @Test
  void withinTheAllowedOnlyAPowerThatMattersIsNamed() {
    for (int sign : new int[] {-1, 1}) {
      assertThat(named(slopes(8, sign * 0.3, sign * 0.3, true), sign > 0)).isTrue();
      assertThat(named(slopes(7, sign * 0.3, sign * 0.3, true), sign > 0)).isFalse();
      assertThat(named(slopes(8, sign * 0.2, sign * 0.2, true), sign > 0)).isFalse();
      assertThat(named(slopes(8, sign * 0.3, sign * 0.1, true), sign > 0)).isFalse();
      assertThat(named(slopes(8, sign * 0.3, sign * 0.3, true), sign < 0)).isFalse();
      Bend drift = sign > 0 ? Bend.ABOVE_DRIFT : Bend.BELOW_DRIFT;
      CountedPass open =
          slopes(8, sign * 0.3, sign * 0.3, true).slope(drift, sign > 0 ? 7 : 1, sign > 0 ? 1 : 7);
      assertThat(named(open, sign > 0)).isFalse();
    }
  }

  private static boolean named(CountedPass pass, boolean up) {
    boolean forward = CRITERION.named(pass.summary(), up, Signal.ACTIVATIONS);
    assertThat(CRITERION.named(pass.summary(), !up, Signal.GRADIENTS)).isEqualTo(forward);
    return forward;
  }
}
