package io.evenkeel.analysis.training;

import io.evenkeel.analysis.cells.TrainedTrial;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;

/**
 * The trials of one network by learning rate and seed.
 *
 * @param trials by rate, then by seed
 */
record Rates(NavigableMap<Double, NavigableMap<Long, TrainedTrial>> trials) {
  /** One of this many seeds is used to choose the rate. */
  private static final int ONE_IN = 3;

  /**
   * @param group cells that differ in the learning rate alone
   */
  static Rates of(TrainedGroup group) {
    NavigableMap<Double, NavigableMap<Long, TrainedTrial>> byRate = new TreeMap<>();
    group
        .cells()
        .forEach(
            (cell, trials) ->
                trials.forEach(
                    trial ->
                        byRate
                            .computeIfAbsent(cell.lr(), rate -> new TreeMap<>())
                            .put(trial.seed(), trial)));
    return new Rates(byRate);
  }

  /** All seeds. */
  SortedSet<Long> seeds() {
    SortedSet<Long> seeds = new TreeSet<>();
    trials.values().forEach(of -> seeds.addAll(of.keySet()));
    return seeds;
  }

  /**
   * The seeds that choose the rate: every third, from the first on; none where there is one rate,
   * so that there is nothing to choose.
   */
  SortedSet<Long> choosing() {
    SortedSet<Long> choosing = new TreeSet<>();
    int place = 0;
    for (long seed : seeds()) {
      if (trials.size() > 1 && place++ % ONE_IN == 0) {
        choosing.add(seed);
      }
    }
    return choosing;
  }

  /** The other seeds, which are judged. */
  SortedSet<Long> judged() {
    SortedSet<Long> judged = new TreeSet<>(seeds());
    judged.removeAll(choosing());
    return judged;
  }

  /**
   * The rate at which most of the choosing seeds train; of several such rates the one with the
   * least median of the last losses, where a loss that is not finite counts as the greatest; of
   * these the smallest.
   */
  double best() {
    SortedSet<Long> choosing = choosing();
    return trials.keySet().stream()
        .min(
            Comparator.<Double>comparingLong(rate -> -count(rate, choosing, TrainedTrial::trained))
                .thenComparingDouble(rate -> medianLoss(rate, choosing))
                .thenComparingDouble(rate -> rate))
        .orElseThrow();
  }

  /** How many of some seeds have a trial at a rate that fulfils a condition. */
  long count(double rate, Collection<Long> seeds, Predicate<TrainedTrial> holds) {
    return of(rate, seeds).stream().filter(holds).count();
  }

  /** The trials of some seeds at a rate. */
  List<TrainedTrial> of(double rate, Collection<Long> seeds) {
    NavigableMap<Long, TrainedTrial> bySeed = trials.get(rate);
    return seeds.stream().filter(bySeed::containsKey).map(bySeed::get).toList();
  }

  /** Median of the last losses; infinite where most are not finite, NaN without trials. */
  double medianLoss(double rate, Collection<Long> seeds) {
    return median(of(rate, seeds).stream().mapToDouble(Rates::loss));
  }

  /** Median of the last losses as a multiple of the floor. */
  double medianOverFloor(double rate, Collection<Long> seeds) {
    return median(of(rate, seeds).stream().mapToDouble(trial -> trial.overFloor(loss(trial))));
  }

  /** Median of some numbers; NaN if there are none. */
  static double median(DoubleStream numbers) {
    double[] sorted = numbers.sorted().toArray();
    return sorted.length == 0
        ? Double.NaN
        : (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  private static double loss(TrainedTrial trial) {
    double last = trial.lastLoss();
    return Double.isFinite(last) ? last : Double.POSITIVE_INFINITY;
  }

  /**
   * The natural logarithm of a seed's best rate: where the parabola through the least of its last
   * losses and its two neighbours, all in logarithms, has its lowest point. Where a neighbour has
   * no finite loss above zero it is the rate itself.
   *
   * @return empty if the seed lacks a rate, or its best is the first or last, so that a better one
   *     may lie beyond
   */
  OptionalDouble logBest(long seed) {
    double[] x = new double[trials.size()];
    double[] y = new double[x.length];
    int i = 0;
    for (double rate : trials.keySet()) {
      TrainedTrial trial = trials.get(rate).get(seed);
      if (trial == null || !(rate > 0)) {
        return OptionalDouble.empty();
      }
      x[i] = Math.log(rate);
      y[i++] = Math.log(loss(trial));
    }
    int least = least(y);
    if (least <= 0 || least == y.length - 1) {
      return OptionalDouble.empty();
    }
    boolean smooth = Double.isFinite(y[least - 1]) && Double.isFinite(y[least + 1]);
    return OptionalDouble.of(smooth && Double.isFinite(y[least]) ? lowest(x, y, least) : x[least]);
  }

  private static int least(double[] y) {
    int least = -1;
    for (int i = 0; i < y.length; i++) {
      if (y[i] < (least < 0 ? Double.POSITIVE_INFINITY : y[least])) {
        least = i;
      }
    }
    return least;
  }

  private static double lowest(double[] x, double[] y, int at) {
    double left = (y[at] - y[at - 1]) / (x[at] - x[at - 1]);
    double right = (y[at + 1] - y[at]) / (x[at + 1] - x[at]);
    double half = (x[at + 1] - x[at - 1]) / 2;
    double bend = (right - left) / half;
    if (!(bend > 0)) {
      return x[at];
    }
    // The slopes left and right are those of the parabola in the middles of the two intervals.
    return (x[at - 1] + x[at]) / 2 - left / bend;
  }
}
