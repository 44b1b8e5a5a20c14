package io.evenkeel.analysis;

import io.evenkeel.analysis.cells.Interval;
import io.evenkeel.analysis.cells.PassSummary;
import io.evenkeel.analysis.cells.Sample;
import java.util.Locale;
import java.util.Optional;

/**
 * The verdict on the angles between the rows of the batch, by the tests that {@link Thresholds}
 * describes.
 *
 * @param depth hidden layers, at least 1
 * @param thresholds where the verdicts part
 */
record CorrelationJudge(int depth, Thresholds thresholds) {
  private static final String ROWS = "the inputs' 1 - |cosine|";

  /**
   * The verdict; empty if no trial has angles, or one hidden layer alone.
   *
   * @param pass 1 - |cosine|, going forward
   * @param separation per trial, decades per layer by which the gradient's rms grows more than the
   *     activations' std: the rate at which alike inputs come apart relative to their length
   * @param alikeContrast per trial, {@code separation} minus a quarter of the growth of 1 -
   *     |cosine|
   */
  Optional<Judgement> judge(PassSummary pass, Sample separation, Sample alikeContrast) {
    long alike = pass.dead() + pass.constant();
    if (alike > 0 && pass.rate().n() == 0) {
      return Optional.of(
          Judgement.of(
              Verdict.ORDERED,
              alike,
              String.format(
                  Locale.ROOT, "the inputs lie on one line at once in all %,d trials", alike)));
    }
    if (pass.rate().n() == 0) {
      return Optional.empty();
    }
    RateCriterion.Outcome outcome = outcome(pass, alikeContrast);
    Sentences words = new Sentences(ROWS, depth, thresholds);
    Sample rate = pass.rate();
    Judgement judgement =
        switch (outcome.kind()) {
          case ONE_SEED ->
              undecided(rate, words.oneSeed(rate, outcome.moreSeeds()), outcome.moreSeeds());
          case RATE_OPEN ->
              rate.mean() > 0
                  ? apart(rate, separation, words)
                  : undecided(rate, words.rateOpen(rate, outcome.moreSeeds()), outcome.moreSeeds());
          case SHAPE_OPEN ->
              undecided(rate, words.shapeOpen(rate, outcome.moreSeeds()), outcome.moreSeeds());
          case FALLING -> {
            long allowed = thresholds.depthAllowed(rate.mean());
            yield Judgement.of(Verdict.ORDERED, rate.n(), words.beyond(rate, allowed))
                .withDepthAllowed(allowed);
          }
          case POWER_LAW ->
              Judgement.of(Verdict.CRITICAL, rate.n(), words.powerLaw(rate, pass.exponent().mean()))
                  .withExponent(pass.exponent().mean());
          // Within it is critical or not by alike inputs, beyond it is critical: these decide.
          case POWER_LAW_RATE_OPEN, WITHIN, RISING -> apart(rate, separation, words);
        };
    return Optional.of(judgement.withRate(rate, thresholds.errorPerTest()));
  }

  /**
   * Rows that approach one line exponentially collapse, whatever alike inputs do: a narrow network
   * stretches one direction more than all others. Else alike inputs tell the shape, where gradients
   * were computed.
   */
  private RateCriterion.Outcome outcome(PassSummary pass, Sample alikeContrast) {
    RateCriterion test = new RateCriterion(depth, thresholds);
    RateCriterion.Outcome own = test.of(pass);
    return own.kind() == RateCriterion.Kind.FALLING || alikeContrast.n() == 0
        ? own
        : test.of(pass.withContrast(alikeContrast));
  }

  /** Rows that keep their distance: what alike inputs would do tells chaos from criticality. */
  private Judgement apart(Sample rate, Sample separation, Sentences words) {
    Optional<Interval> interval =
        separation.interval(thresholds.errorPerTest()).map(i -> i.times(depth - 1));
    String course = words.within(rate);
    if (interval.isEmpty()) {
      String needed = "; gradients of two seeds or more tell what alike inputs do";
      return undecided(rate, course + needed, 1);
    }
    double allowed = thresholds.decadesAllowed(depth);
    String alike =
        String.format(
            Locale.ROOT,
            "; the distance of alike inputs changes by a factor of %s over %,d steps",
            ShortTexts.factor(separation.mean() * (depth - 1)),
            depth - 1);
    if (interval.get().low() > allowed) {
      return Judgement.of(Verdict.CHAOTIC, rate.n(), course + alike);
    }
    if (interval.get().high() < -allowed) {
      return Judgement.of(Verdict.ORDERED, rate.n(), course + alike);
    }
    if (interval.get().low() >= -allowed && interval.get().high() <= allowed) {
      return Judgement.of(Verdict.CRITICAL, rate.n(), course + alike);
    }
    Sample change = separation.times(depth - 1);
    long more =
        change.moreFor(Math.abs(allowed - Math.abs(change.mean())), thresholds.errorPerTest());
    return undecided(rate, course + alike + "; " + Sentences.needs(more), more);
  }

  private static Judgement undecided(Sample rate, String evidence, long more) {
    return Judgement.of(Verdict.UNDECIDED, rate.n(), evidence).withMoreSeeds(more);
  }
}
