package io.evenkeel.analysis.training;

import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.cells.Sample;
import io.evenkeel.analysis.cells.TrainedTrial;
import io.evenkeel.analysis.training.TrainingRow.Curve;
import io.evenkeel.analysis.training.TrainingRow.Trains;
import io.evenkeel.analysis.verdict.Share;
import io.evenkeel.analysis.verdict.Thresholds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.commons.math3.distribution.BetaDistribution;

/**
 * Judges whether networks train. A network trains if its last loss is at most half of the loss of
 * an output of zero. Some seeds choose the learning rate, and the others are counted: exact
 * binomial tests compare the share of those that train with one half, in both directions, each at
 * the error rate. Only one of the two verdicts can be wrong.
 */
final class Trainability {
  private static final Set<String> DIFFERING = Set.of("lr");

  private final double error;
  private final Function<Cell, Optional<Boolean>> forecast;

  /**
   * @param thresholds their error rate is that of each verdict
   * @param forecast says whether a cell is stable at initialisation, if that is known
   */
  Trainability(Thresholds thresholds, Function<Cell, Optional<Boolean>> forecast) {
    error = thresholds.errorRate();
    this.forecast = forecast;
  }

  /** A row for each group of cells that differ only in the learning rate. */
  List<TrainingRow> judge(SortedMap<Cell, List<TrainedTrial>> cells) {
    return TrainedGroup.of(cells, DIFFERING).stream().map(this::row).toList();
  }

  private TrainingRow row(TrainedGroup group) {
    Rates rates = Rates.of(group);
    double best = rates.best();
    Cell cell =
        group.cells().keySet().stream().filter(c -> c.lr() == best).findFirst().orElseThrow();
    SortedSet<Long> judgedSeeds = rates.judged();
    List<TrainedTrial> judged = rates.of(best, judgedSeeds);
    boolean measurable = group.cells().get(cell).stream().allMatch(trial -> trial.floor() > 0);
    Share share = new Share(judged.stream().filter(TrainedTrial::trained).count(), judged.size());
    Trains verdict = measurable ? verdict(share) : Trains.NOT_JUDGED;
    return new TrainingRow(
        cell,
        rates.trials().size(),
        rates.seeds().size(),
        rates.choosing().size(),
        judged.size(),
        (int) share.count(),
        low(share),
        high(share),
        verdict,
        verdict == Trains.UNDECIDED
            ? OptionalLong.of(moreSeeds(share, rates))
            : OptionalLong.empty(),
        measurable && !judged.isEmpty()
            ? OptionalDouble.of(rates.medianOverFloor(best, judgedSeeds))
            : OptionalDouble.empty(),
        divergingRate(rates),
        forecast.apply(cell),
        curves(rates));
  }

  private Trains verdict(Share trained) {
    if (trained.certainlyAbove(Share.HALF, error)) {
      return Trains.YES;
    }
    return trained.certainlyBelow(Share.HALF, error) ? Trains.NO : Trains.UNDECIDED;
  }

  private double low(Share share) {
    return share.count() == 0
        ? 0
        : new BetaDistribution(null, share.count(), share.n() - share.count() + 1.0)
            .inverseCumulativeProbability(error);
  }

  private double high(Share share) {
    return share.count() == share.n() ? 1 : share.upperBound(error);
  }

  /**
   * How many more seeds would decide if the share stayed about the same; some of them are needed to
   * choose the rate.
   */
  private long moreSeeds(Share share, Rates rates) {
    double rate = share.n() == 0 ? 1 : (double) share.count() / share.n();
    long enough = Math.max(1, share.n());
    while (enough < Sample.MOST_SEEDS
        && verdict(new Share(Math.round(rate * enough), enough)) == Trains.UNDECIDED) {
      enough += Math.max(1, enough / 16);
    }
    long more = enough - share.n();
    return Math.min(Sample.MOST_SEEDS, rates.trials().size() > 1 ? more + (more + 1) / 2 : more);
  }

  /**
   * The smallest of the diverging rates. Rates are tested from the largest down, as long as an
   * exact binomial test at the error rate says that more than half of the networks diverge. The
   * tests are in a fixed order and the first that does not reject ends them, so the error rate is
   * that of all together.
   */
  private OptionalDouble divergingRate(Rates rates) {
    OptionalDouble found = OptionalDouble.empty();
    for (double rate : rates.trials().descendingKeySet()) {
      List<TrainedTrial> trials = rates.of(rate, rates.seeds());
      long diverged = trials.stream().filter(TrainedTrial::diverged).count();
      if (!new Share(diverged, trials.size()).certainlyAbove(Share.HALF, error)) {
        return found;
      }
      found = OptionalDouble.of(rate);
    }
    return found;
  }

  private static List<Curve> curves(Rates rates) {
    List<Curve> curves = new ArrayList<>();
    for (double rate : rates.trials().keySet()) {
      List<TrainedTrial> trials = rates.of(rate, rates.seeds());
      curves.add(
          new Curve(
              rate,
              trials.size(),
              (int) trials.stream().filter(TrainedTrial::diverged).count(),
              rates.medianOverFloor(rate, rates.seeds()),
              medians(trials)));
    }
    return curves;
  }

  /** Medians over the trials that reached a step, for steps that most trials reached. */
  private static SortedMap<Integer, Double> medians(List<TrainedTrial> trials) {
    SortedMap<Integer, List<Double>> byStep = new TreeMap<>();
    for (TrainedTrial trial : trials) {
      trial
          .curve()
          .forEach(
              (step, loss) ->
                  byStep.computeIfAbsent(step, s -> new ArrayList<>()).add(trial.overFloor(loss)));
    }
    SortedMap<Integer, Double> medians = new TreeMap<>();
    byStep.forEach(
        (step, losses) -> {
          double[] finite =
              losses.stream().mapToDouble(loss -> loss).filter(Double::isFinite).toArray();
          if (2 * finite.length > trials.size()) {
            medians.put(step, Rates.median(Arrays.stream(finite)));
          }
        });
    return medians;
  }
}
