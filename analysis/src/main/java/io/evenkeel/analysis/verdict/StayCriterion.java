package io.evenkeel.analysis.verdict;

import io.evenkeel.analysis.cells.Changes;
import io.evenkeel.analysis.cells.Interval;
import io.evenkeel.analysis.cells.PassSummary;
import io.evenkeel.analysis.cells.Sample;
import java.util.Optional;

/**
 * Whether the networks of a cell stay within what is allowed, leave it, or differ in this: the
 * third test of {@link Thresholds}, on how many seeds end where.
 *
 * @param depth hidden layers, at least 1
 * @param thresholds the boundaries between verdicts
 */
record StayCriterion(int depth, Thresholds thresholds) {
  /**
   * How much farther from the median than the farthest seed a network must be able to go and still
   * stay. Simulated with 30 seeds and a true share of a tenth that leaves: at 1/3 a wrong "stays"
   * has a probability of 0.3 % for normal laws, 0.6 % for exponential ones, 1.3 % for log-normal
   * ones with a sigma of 1.5.
   */
  private static final double RESERVE = 1 / 3.0;

  /** From this number on, numbers of seeds are found to an eighth. */
  private static final int ONE_BY_ONE = 64;

  /** The conclusion of the seeds. */
  enum Kind {
    /** All but the tolerated share of networks stay. */
    STAYS,
    /** More than half of the networks rise beyond. */
    RISES,
    /** More than half of the networks fall below. */
    FALLS,
    /** Neither staying, nor any one way of leaving, is what all but the tolerated share do. */
    PARTS,
    OPEN
  }

  /**
   * @param moreSeeds about how many more could decide; 0 if decided
   */
  record Outcome(Kind kind, long moreSeeds) {}

  /**
   * @param pass with at least one trial measured
   */
  Outcome of(PassSummary pass) {
    Outcomes outcomes = Outcomes.of(pass);
    boolean reserve = reserve(pass.changes());
    Kind kind = kind(outcomes, reserve);
    if (kind == Kind.STAYS) {
      long more = moreForMean(pass.rate().times(depth - 1));
      return more == 0 ? new Outcome(kind, 0) : new Outcome(Kind.OPEN, more);
    }
    return new Outcome(kind, kind == Kind.OPEN ? more(outcomes, reserve) : 0);
  }

  private Kind kind(Outcomes outcomes, boolean reserve) {
    double tolerated = thresholds.toleratedShare();
    double error = thresholds.errorPerTest();
    if (outcomes.mostFrequent().certainlyBelow(1 - tolerated, error)) {
      return Kind.PARTS;
    }
    if (stays(outcomes, reserve)) {
      return Kind.STAYS;
    }
    if (outcomes.rising().certainlyAbove(Share.HALF, error)) {
      return Kind.RISES;
    }
    return outcomes.falling().certainlyAbove(Share.HALF, error) ? Kind.FALLS : Kind.OPEN;
  }

  /**
   * Whether networks stay: by counting alone, or by the tolerance interval while there are too few
   * seeds for counting.
   */
  private boolean stays(Outcomes outcomes, boolean reserve) {
    double tolerated = thresholds.toleratedShare();
    Share leaving = outcomes.leaving();
    return leaving.certainlyBelow(tolerated, thresholds.errorPerTest())
        || (leaving.count() == 0
            && reserve
            && leaving.certainlyBelow(tolerated, thresholds.errorRate()));
  }

  /** Whether a network farther from the median than the farthest seed, by the reserve, stays. */
  private boolean reserve(Changes changes) {
    double allowed = thresholds.decadesAllowed(depth);
    double up = changes.highest() + RESERVE * (changes.highest() - changes.median());
    double down = changes.lowest() - RESERVE * (changes.median() - changes.lowest());
    return up <= allowed && down >= -allowed;
  }

  /** How many more seeds the mean needs; 0 if the mean over seeds certainly stays, too. */
  private long moreForMean(Sample change) {
    double allowed = thresholds.decadesAllowed(depth);
    double error = thresholds.errorPerTest();
    Optional<Interval> interval = change.interval(error);
    boolean within =
        interval.isPresent()
            && interval.get().low() >= -allowed
            && interval.get().high() <= allowed;
    return within ? 0 : change.moreFor(Math.abs(allowed - Math.abs(change.mean())), error);
  }

  private long more(Outcomes outcomes, boolean reserve) {
    long n = outcomes.n();
    long enough = n;
    while (enough < n + Sample.MOST_SEEDS) {
      enough += enough < ONE_BY_ONE ? 1 : enough / 8;
      if (kind(outcomes.scaledTo(enough), reserve) != Kind.OPEN) {
        return enough - n;
      }
    }
    return Sample.MOST_SEEDS;
  }
}
