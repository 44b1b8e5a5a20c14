package io.evenkeel.jobs.advise;

import io.evenkeel.analysis.cells.CellSummary;
import io.evenkeel.analysis.cells.Changes;
import io.evenkeel.analysis.cells.PassSummary;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;

/**
 * Finds the scale of the weights at which a network's signal and gradient both change least.
 *
 * <p>At each gain the same seeds are drawn. Over the seeds and over both directions, the largest
 * rise and the largest fall of the std are compared, each as a share of the decades allowed, and
 * each increased by the reserve that a verdict needs. A larger gain makes the rise larger and the
 * fall smaller, so that bisection finds the gain at which they are equal: there the worse of the
 * two is least. From that gain on, bisection to either side finds where the worse of the two
 * exceeds what is allowed.
 */
final class ScaleSearch {
  /** How many networks are drawn at each gain. */
  static final int SEEDS = 12;

  /** The first seed of the search; verdicts use other seeds, from 0 on. */
  private static final long FIRST_SEED = 1_000_000;

  /** The reserve that a verdict needs: see the tolerance interval in {@code docs/verdicts.md}. */
  private static final double RESERVE = 1 / 3.0;

  /** The digits of a gain that is written down. */
  private static final int DIGITS = 6;

  private static final double LEAST = 1e-3;
  private static final double MOST = 1e3;

  /** The search ends when the gain's logarithm is known to this number divided by the depth. */
  private static final double CLOSE = 0.02;

  /** A gain stays away from both ends of the interval by this share of its width. */
  private static final double MARGIN = 0.25;

  private final Measurements measurements;
  private final Question question;
  private final DoubleFunction<Scheme> schemes;
  private final double allowed;
  private final Map<Double, Balance> known = new HashMap<>();

  /** Largest rise and fall, as shares of the decades allowed. */
  private record Balance(double rise, double fall) {
    double surplus() {
      return rise == fall ? 0 : rise - fall;
    }

    double worst() {
      return Math.max(rise, fall);
    }
  }

  /**
   * @param schemes gives the scheme for a gain
   */
  ScaleSearch(Measurements measurements, Question question, DoubleFunction<Scheme> schemes) {
    this.measurements = measurements;
    this.question = question;
    this.schemes = schemes;
    allowed = measurements.thresholds().decadesAllowed(question.depth());
  }

  /**
   * Searches, starting with a gain.
   *
   * @param start the gain that theory gives, above 0
   * @return empty if no gain between 0.001 and 1000 turns a fall into a rise
   */
  Optional<Scale> from(double start) throws IOException {
    double low = Math.log(start);
    double high = low;
    double step = 1.0 / question.depth();
    if (at(low).surplus() > 0) {
      while (at(low).surplus() > 0) {
        high = low;
        low -= step;
        step *= 2;
        if (low < Math.log(LEAST)) {
          return Optional.empty();
        }
      }
    } else {
      while (at(high).surplus() <= 0) {
        low = high;
        high += step;
        step *= 2;
        if (high > Math.log(MOST)) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(range(balanced(low, high)));
  }

  /** Logarithm of the gain at which rise and fall are equal. */
  private double balanced(double low, double high) throws IOException {
    double[] ends =
        new Crossing(log -> at(log).surplus(), CLOSE / question.depth()).between(low, high);
    return at(ends[0]).worst() <= at(ends[1]).worst() ? ends[0] : ends[1];
  }

  /**
   * The interval around the best gain, and a gain with few digits in it: the best one, but not so
   * near to an end that other seeds would fail there.
   */
  private Scale range(double best) throws IOException {
    double worst = at(best).worst();
    if (!(worst <= 1)) {
      return new Scale(rounded(best, 0), Double.NaN, Double.NaN, worst, SEEDS);
    }
    double low = end(best, -1);
    double high = end(best, 1);
    double margin = MARGIN * (high - low);
    double kept = Math.max(low + margin, Math.min(high - margin, best));
    double gain = rounded(kept, margin / 2);
    return new Scale(gain, Math.exp(low), Math.exp(high), at(Math.log(gain)).worst(), SEEDS);
  }

  /** Logarithm of the farthest gain on one side that holds. */
  private double end(double best, int side) throws IOException {
    double within = best;
    double step = 1.0 / question.depth();
    double beyond = best + side * step;
    while (at(beyond).worst() <= 1) {
      within = beyond;
      step *= 2;
      beyond += side * step;
      if (Math.abs(beyond) > Math.log(MOST)) {
        return within;
      }
    }
    double close = Math.abs(beyond - best) / 16;
    // A crossing is within FLAT of 0: so the end that is found holds.
    double target = 1 - Crossing.FLAT;
    return new Crossing(log -> at(log).worst() - target, close).nearest(within, beyond);
  }

  /**
   * The gain with the fewest digits, at least three, whose logarithm differs by no more than a
   * distance.
   */
  private static double rounded(double log, double distance) {
    double gain = Math.exp(log);
    for (int digits = 3; digits < DIGITS; digits++) {
      double shorter = new BigDecimal(gain).round(new MathContext(digits)).doubleValue();
      if (Math.abs(Math.log(shorter) - log) <= distance) {
        return shorter;
      }
    }
    return new BigDecimal(gain).round(new MathContext(DIGITS)).doubleValue();
  }

  private Balance at(double logGain) throws IOException {
    Balance balance = known.get(logGain);
    if (balance == null) {
      Scheme scheme = schemes.apply(Math.exp(logGain));
      balance = balance(measurements.summary(question, scheme, FIRST_SEED, SEEDS));
      known.put(logGain, balance);
    }
    return balance;
  }

  private Balance balance(CellSummary summary) {
    double rise = Double.NEGATIVE_INFINITY;
    double fall = Double.NEGATIVE_INFINITY;
    for (PassSummary pass : List.of(summary.forward(), summary.backward())) {
      Changes changes = pass.changes();
      if (pass.nonFinite() > 0) {
        rise = Double.POSITIVE_INFINITY;
      }
      if (pass.dead() + pass.constant() > 0) {
        fall = Double.POSITIVE_INFINITY;
      }
      if (changes.n() > 0) {
        double up = changes.highest() + RESERVE * (changes.highest() - changes.median());
        double down = changes.lowest() - RESERVE * (changes.median() - changes.lowest());
        rise = Math.max(rise, up / allowed);
        fall = Math.max(fall, -down / allowed);
      }
    }
    return new Balance(rise, fall);
  }
}
