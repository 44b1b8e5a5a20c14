package io.evenkeel.analysis.verdict;

import io.evenkeel.analysis.cells.Changes;
import io.evenkeel.analysis.cells.PassSummary;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * How many seeds of a cell end in which way, in one direction.
 *
 * @param lost seeds that end without a signal to measure: non-finite, dead or constant
 * @param below seeds that fall by more than is allowed
 * @param within seeds that stay within what is allowed
 * @param above seeds that rise by more than is allowed
 */
record Outcomes(long lost, long below, long within, long above) {
  static Outcomes of(PassSummary pass) {
    Changes changes = pass.changes();
    return new Outcomes(
        pass.nonFinite() + pass.dead() + pass.constant(),
        changes.below(),
        changes.within(),
        changes.above());
  }

  /** All seeds. */
  long n() {
    return lost + below + within + above;
  }

  /** Seeds that do not stay within. */
  Share leaving() {
    return new Share(n() - within, n());
  }

  Share falling() {
    return new Share(below, n());
  }

  Share rising() {
    return new Share(above, n());
  }

  /** The most frequent of the four. */
  Share mostFrequent() {
    return new Share(LongStream.of(lost, below, within, above).max().getAsLong(), n());
  }

  /** The outcomes of a larger number of seeds in the same proportions, rounded. */
  Outcomes scaledTo(long seeds) {
    double factor = (double) seeds / n();
    long down = Math.round(below * factor);
    long up = Math.round(above * factor);
    long none = Math.round(lost * factor);
    return new Outcomes(none, down, Math.max(0, seeds - down - up - none), up);
  }

  /**
   * {@code 12/49/39}: percents that fall, stay and rise; of {@code 12/49/29/10} the last are lost.
   */
  String percents() {
    long[] percents = hundred(below, within, above, lost);
    return LongStream.of(percents)
        .limit(lost == 0 ? 3 : 4)
        .mapToObj(Long::toString)
        .collect(Collectors.joining("/"));
  }

  /** Whole percents that add up to 100: the numbers with the largest remainders are rounded up. */
  private long[] hundred(long... counts) {
    long[] percents = LongStream.of(counts).map(count -> 100 * count / n()).toArray();
    while (LongStream.of(percents).sum() < 100) {
      int most = 0;
      for (int i = 1; i < counts.length; i++) {
        if (100 * counts[i] - percents[i] * n() > 100 * counts[most] - percents[most] * n()) {
          most = i;
        }
      }
      percents[most]++;
    }
    return percents;
  }
}
