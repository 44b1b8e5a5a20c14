package io.evenkeel.analysis.verdict;

import io.evenkeel.analysis.cells.PassSummary;
import io.evenkeel.analysis.cells.Sample;
import java.util.Locale;
import java.util.Optional;

/**
 * The verdict on a direction of a cell, by the tests that {@link Thresholds} describes.
 *
 * @param signal what goes through the layers
 * @param depth hidden layers, at least 1
 * @param thresholds the boundaries between verdicts
 */
public record SignalJudge(Signal signal, int depth, Thresholds thresholds) {
  /** Empty if nothing was computed or, in a network of one hidden layer, no growth can be. */
  public Optional<Judgement> judge(PassSummary pass) {
    if (pass.computed() == 0) {
      return Optional.empty();
    }
    return broken(pass)
        .or(() -> lost(pass))
        .or(() -> moving(pass))
        .map(judgement -> judgement.withEvidence(judgement.evidence() + silent(pass)));
  }

  private Optional<Judgement> broken(PassSummary pass) {
    return exceeding(new Share(pass.nonFinite(), pass.computed()), Verdict.NON_FINITE, "non-finite")
        .map(judgement -> judgement.withFirstBadLayers(pass.nonFiniteLayers()));
  }

  private Optional<Judgement> lost(PassSummary pass) {
    Verdict verdict = pass.dead() >= pass.constant() ? Verdict.DEAD : Verdict.CONSTANT;
    String so = pass.rounding() > 0 ? "zero but for rounding" : "exactly zero";
    return exceeding(
        new Share(pass.dead() + pass.constant(), pass.entered()),
        verdict,
        verdict == Verdict.DEAD ? so : "without spread");
  }

  /** The judgement that more than the tolerated share of trials ended in this way; empty if not. */
  private Optional<Judgement> exceeding(Share share, Verdict verdict, String so) {
    double error = thresholds.errorPerTest();
    String counted =
        String.format(
            Locale.ROOT,
            "%s %s in %,d of %,d trials",
            signal.plural(),
            so,
            share.count(),
            share.n());
    return switch (share.against(thresholds.toleratedShare(), error)) {
      case BELOW -> Optional.empty();
      case ABOVE -> Optional.of(Judgement.of(verdict, share.n(), counted));
      case OPEN -> {
        long more = share.moreFor(thresholds.toleratedShare(), error);
        yield Optional.of(
            Judgement.of(
                    Verdict.UNDECIDED,
                    share.n(),
                    counted
                        + ", which may be more or less than the tolerated "
                        + Sentences.percent(thresholds.toleratedShare())
                        + "; "
                        + Sentences.needs(more))
                .withMoreSeeds(more));
      }
    };
  }

  private Optional<Judgement> moving(PassSummary pass) {
    Sample rate = pass.rate();
    if (rate.n() == 0) {
      return Optional.empty();
    }
    Outcomes outcomes = Outcomes.of(pass);
    Sentences words = new Sentences(signal.measure(), depth, thresholds);
    StayCriterion.Outcome stay = new StayCriterion(depth, thresholds).of(pass);
    Judgement judgement =
        switch (stay.kind()) {
          case STAYS -> staying(pass, words, outcomes);
          case RISES -> leaving(pass, words, true);
          case FALLS -> leaving(pass, words, false);
          case PARTS ->
              Judgement.of(Verdict.SPLIT, rate.n(), words.parting(rate, outcomes))
                  .withOutcomes(outcomes);
          case OPEN ->
              undecided(
                  rate,
                  rate.n() == 1
                      ? words.oneSeed(rate, stay.moreSeeds())
                      : words.stayOpen(rate, outcomes, stay.moreSeeds()),
                  stay.moreSeeds());
        };
    return Optional.of(judgement.withRate(rate, thresholds.errorPerTest()));
  }

  private Judgement staying(PassSummary pass, Sentences words, Outcomes outcomes) {
    Sample rate = pass.rate();
    String stay = words.staying(outcomes);
    if (new ShapeCriterion(depth, thresholds).named(pass, rate.mean() > 0, signal)) {
      double exponent = pass.exponent().mean();
      return Judgement.of(Verdict.POWER_LAW, rate.n(), words.powerLaw(rate, exponent) + stay)
          .withExponent(exponent);
    }
    return Judgement.of(Verdict.STABLE, rate.n(), words.within(rate) + stay);
  }

  private Judgement leaving(PassSummary pass, Sentences words, boolean rising) {
    Sample rate = pass.rate();
    ShapeCriterion.Outcome outcome = new ShapeCriterion(depth, thresholds).of(pass, rising, signal);
    return switch (outcome.shape()) {
      case EXPONENTIAL -> {
        long allowed = thresholds.depthAllowed(rate.mean());
        yield Judgement.of(
                rising ? Verdict.EXPLODING : Verdict.VANISHING,
                rate.n(),
                words.beyond(rate, allowed))
            .withDepthAllowed(allowed);
      }
      case POWER_LAW ->
          Judgement.of(Verdict.POWER_LAW, rate.n(), words.powerLaw(rate, pass.exponent().mean()))
              .withExponent(pass.exponent().mean());
      case LEVEL ->
          Judgement.of(Verdict.LEVELS_OFF, rate.n(), words.levelling(rate, pass.exponent().mean()));
      case OPEN -> undecided(rate, words.shapeOpen(rate, outcome.moreSeeds()), outcome.moreSeeds());
    };
  }

  private static Judgement undecided(Sample rate, String evidence, long more) {
    return Judgement.of(Verdict.UNDECIDED, rate.n(), evidence).withMoreSeeds(more);
  }

  /** The sentence for a zero gradient that comes from the loss alone. */
  private static String silent(PassSummary pass) {
    return pass.zeroAtSource() == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "; in %,d of %,d trials the loss sends no gradient: these do not count",
            pass.zeroAtSource(),
            pass.computed());
  }
}
