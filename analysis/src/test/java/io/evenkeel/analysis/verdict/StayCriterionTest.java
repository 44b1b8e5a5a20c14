package io.evenkeel.analysis.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.analysis.cells.Sample;
import io.evenkeel.analysis.verdict.StayCriterion.Kind;
import io.evenkeel.analysis.verdict.StayCriterion.Outcome;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** At 100 layers two decades either way are allowed. */
class StayCriterionTest {
  private static final double ERROR = 0.05 / 12;
  private static final StayCriterion CRITERION = new StayCriterion(100, Thresholds.DEFAULT);

  private static Outcome outcome(CountedPass pass) {
    return CRITERION.of(pass.summary());
  }

  private static Outcome outcome(long below, long within, long above) {
    return outcome(CountedPass.measured(below, within, above).range(-2, 0, 2));
  }

  private static Outcome decided(Kind kind) {
    return new Outcome(kind, 0);
  }

  private static Outcome open(long more) {
    return new Outcome(Kind.OPEN, more);
  }

  /** 2^-7 is 0.8 %, 2^-8 is 0.4 %, less than the level of a test. */
  @Test
  void eightSeedsShowThatMostLeave() {
    assertThat(outcome(0, 0, 8)).isEqualTo(decided(Kind.RISES));
    assertThat(outcome(8, 0, 0)).isEqualTo(decided(Kind.FALLS));
    assertThat(outcome(0, 0, 7)).isEqualTo(open(1));
    assertThat(outcome(7, 0, 0)).isEqualTo(open(1));
    assertThat(outcome(0, 0, 1)).isEqualTo(open(7));
  }

  @Test
  void mostLeaveOneWayAndNoFewer() {
    long most = ExactBounds.fewestAbove(20, 0.5, ERROR);
    assertThat(most).isEqualTo(17);
    assertThat(outcome(0, 3, 17)).isEqualTo(decided(Kind.RISES));
    assertThat(outcome(17, 3, 0)).isEqualTo(decided(Kind.FALLS));
    assertThat(outcome(0, 4, 16).kind()).isEqualTo(Kind.OPEN);
    assertThat(outcome(16, 4, 0).kind()).isEqualTo(Kind.OPEN);
  }

  /** What fails counts as one more way to end. */
  @Test
  void seedsPartIfNothingIsWhatNearlyAllDo() {
    long most = ExactBounds.mostBelow(30, 0.9, ERROR);
    assertThat(outcome(30 - most, 0, most)).isEqualTo(decided(Kind.PARTS));
    assertThat(outcome(most, 30 - most, 0)).isEqualTo(decided(Kind.PARTS));
    assertThat(outcome(0, most, 30 - most)).isEqualTo(decided(Kind.PARTS));
    assertThat(outcome(29 - most, 0, most + 1).kind()).isEqualTo(Kind.OPEN);
    assertThat(outcome(most + 1, 29 - most, 0).kind()).isEqualTo(Kind.OPEN);
    assertThat(outcome(0, most + 1, 29 - most).kind()).isEqualTo(Kind.OPEN);
    CountedPass failing = CountedPass.measured(0, most, 0).range(0, 0, 0);
    assertThat(outcome(failing.nonFinite(10 - 3).dead(2).constant(30 - most - 9)))
        .isEqualTo(decided(Kind.PARTS));
  }

  /** 0.9^52 is 0.417 %, 0.9^53 is 0.376 %; the level is 0.4167 %. */
  @Test
  void countingAloneFiftyThreeSeedsStay() {
    assertThat(outcome(0, 53, 0)).isEqualTo(decided(Kind.STAYS));
    assertThat(outcome(0, 52, 0)).isEqualTo(open(1));
    assertThat(outcome(0, 40, 0)).isEqualTo(open(13));
    for (long n : new long[] {80, 200}) {
      long most = ExactBounds.mostBelow(n, 0.1, ERROR);
      assertThat(outcome(0, n - most, most)).isEqualTo(decided(Kind.STAYS));
      assertThat(outcome(most, n - most, 0)).isEqualTo(decided(Kind.STAYS));
      assertThat(outcome(0, n - most - 1, most + 1).kind()).isEqualTo(Kind.OPEN);
    }
  }

  /** 0.9^28 is 5.2 %, 0.9^29 is 4.7 %. */
  @Test
  void withinTheReserveTwentyNineSeedsStay() {
    assertThat(outcome(CountedPass.measured(0, 29, 0))).isEqualTo(decided(Kind.STAYS));
    assertThat(outcome(CountedPass.measured(0, 28, 0))).isEqualTo(open(1));
    assertThat(outcome(CountedPass.measured(0, 2, 0))).isEqualTo(open(27));
    assertThat(outcome(CountedPass.measured(0, 29, 1)).kind()).isEqualTo(Kind.OPEN);
    assertThat(outcome(CountedPass.measured(0, 29, 0).dead(1)).kind()).isEqualTo(Kind.OPEN);
  }

  /** Median 0.5 and farthest 1.625: a third of 1.125 more are 2. */
  @Test
  void theRangeOfChangesIsWidenedByAThirdOfItsDistancesFromTheMedian() {
    assertThat(reserved(0, 0.5, 1.625)).isEqualTo(decided(Kind.STAYS));
    assertThat(reserved(0, 0.5, 1.625 + 1e-12)).isEqualTo(open(23));
    assertThat(reserved(-1.625, -0.5, 0)).isEqualTo(decided(Kind.STAYS));
    assertThat(reserved(-1.625 - 1e-12, -0.5, 0)).isEqualTo(open(23));
    assertThat(reserved(-1.375, 0.5, 1.625)).isEqualTo(decided(Kind.STAYS));
    assertThat(reserved(-1.375 - 1e-12, 0.5, 1)).isEqualTo(open(23));
  }

  private static Outcome reserved(double lowest, double median, double highest) {
    return outcome(CountedPass.measured(0, 30, 0).range(lowest, median, highest));
  }

  /** Student's interval of the mean change has to lie within the allowed. */
  @Test
  void theMeanHasToStayToo() {
    double half = ExactBounds.halfWidth(60, 0.3, ERROR);
    assertThat(mean(2 - half - 1e-9, 0.3)).isEqualTo(decided(Kind.STAYS));
    assertThat(mean(half - 2 + 1e-9, 0.3)).isEqualTo(decided(Kind.STAYS));
    Sample sample = new Sample(60, 1.95, 0.3);
    long more = ExactBounds.moreForMean(sample, 2 - 1.95, ERROR);
    assertThat(mean(1.95, 0.3)).isEqualTo(open(more));
    assertThat(mean(-1.95, 0.3)).isEqualTo(open(more));
    assertThat(mean(2.05, 0.3).moreSeeds()).isEqualTo(more);
    assertThat(mean(2 - half + 1e-9, 0.3)).isEqualTo(open(1));
    assertThat(mean(half - 2 - 1e-9, 0.3)).isEqualTo(open(1));
  }

  private static Outcome mean(double change, double std) {
    return outcome(CountedPass.measured(0, 60, 0).rate(change / 99, std / 99));
  }

  @Test
  void aMeanAtTheBoundStays() {
    StayCriterion two = new StayCriterion(2, Thresholds.DEFAULT);
    double allowed = 1 + 0.5 * Math.log10(2);
    for (int sign : new int[] {-1, 1}) {
      CountedPass at = CountedPass.measured(0, 60, 0).range(0, 0, 0).rate(sign * allowed, 0);
      assertThat(two.of(at.summary())).isEqualTo(decided(Kind.STAYS));
      CountedPass beyond =
          CountedPass.measured(0, 60, 0).range(0, 0, 0).rate(sign * Math.nextUp(allowed), 0);
      assertThat(two.of(beyond.summary()).kind()).isEqualTo(Kind.OPEN);
    }
  }

  /** Up to 64 seeds one by one, then by eighths; of n seeds in the same proportion n/60 leave. */
  @Test
  void beyondSixtyFourSeedsNumbersAreFoundToAnEighth() {
    long enough =
        LongStream.of(61, 62, 63, 64, 72, 81, 91, 102, 114, 128, 144)
            .filter(n -> Math.round(n / 60.0) <= ExactBounds.mostBelow(n, 0.1, ERROR))
            .findFirst()
            .orElseThrow();
    assertThat(enough).isGreaterThan(64);
    assertThat(outcome(1, 59, 0)).isEqualTo(open(enough - 60));
  }

  /** Of a tenth no number of seeds shows that it is more or less than a tenth. */
  @Test
  void aShareAtTheBoundStaysOpen() {
    assertThat(outcome(0, 90, 10)).isEqualTo(open(1_000_000));
  }
}
