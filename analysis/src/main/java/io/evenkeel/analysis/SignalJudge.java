package io.evenkeel.analysis;

import io.evenkeel.analysis.cells.PassSummary;
import io.evenkeel.analysis.cells.Sample;
import java.util.Locale;
import java.util.Optional;

/**
 * The verdict on a direction of a cell, by the tests that {@link Thresholds} describes.
 *
 * @param what goes through the layers: {@code "activations"} or {@code "gradients"}
 * @param depth hidden layers, at least 1
 * @param thresholds where the verdicts part
 */
record SignalJudge(String what, int depth, Thresholds thresholds) {
  /** Empty if nothing was computed or, in a network of one hidden layer, no growth can be. */
  Optional<Judgement> judge(PassSummary pass) {
    if (pass.computed() == 0) {
      return Optional.empty();
    }
    return broken(pass).or(() -> lost(pass)).or(() -> moving(pass));
  }

  private Optional<Judgement> broken(PassSummary pass) {
    return exceeding(new Share(pass.nonFinite(), pass.computed()), Verdict.NON_FINITE, "non-finite")
        .map(judgement -> judgement.withFirstBadLayer(pass.nonFiniteLayer()));
  }

  private Optional<Judgement> lost(PassSummary pass) {
    Verdict verdict = pass.dead() >= pass.constant() ? Verdict.DEAD : Verdict.CONSTANT;
    return exceeding(
        new Share(pass.dead() + pass.constant(), pass.computed()),
        verdict,
        verdict == Verdict.DEAD ? "exactly zero" : "without spread");
  }

  /** Whether more than the tolerated share of trials ended so; empty if not. */
  private Optional<Judgement> exceeding(Share share, Verdict verdict, String so) {
    double error = thresholds.errorPerTest();
    String counted =
        String.format(
            Locale.ROOT, "%s %s in %,d of %,d trials", what, so, share.count(), share.n());
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
    RateTest test = new RateTest(depth, thresholds);
    RateTest.Outcome outcome = test.of(pass);
    Sentences words = new Sentences(what + "' std", depth, thresholds);
    Judgement judgement =
        switch (outcome.kind()) {
          case ONE_SEED -> undecided(rate, words.oneSeed(rate), outcome);
          case RATE_OPEN, POWER_LAW_RATE_OPEN ->
              undecided(rate, words.rateOpen(rate, outcome.moreSeeds()), outcome);
          case SHAPE_OPEN -> undecided(rate, words.shapeOpen(rate, outcome.moreSeeds()), outcome);
          case WITHIN ->
              Judgement.of(
                  Verdict.STABLE,
                  rate.n(),
                  words.within(rate) + spared(new Share(pass.nonFinite(), pass.computed())));
          case POWER_LAW ->
              Judgement.of(
                      Verdict.POWER_LAW, rate.n(), words.powerLaw(rate, pass.exponent().mean()))
                  .withExponent(pass.exponent().mean());
          case RISING -> beyond(Verdict.EXPLODING, rate, words);
          case FALLING -> beyond(Verdict.VANISHING, rate, words);
        };
    return Optional.of(judgement.withRate(rate, thresholds.errorPerTest()));
  }

  private Judgement beyond(Verdict verdict, Sample rate, Sentences words) {
    long allowed = thresholds.depthAllowed(rate.mean());
    return Judgement.of(verdict, rate.n(), words.beyond(rate, allowed)).withDepthAllowed(allowed);
  }

  private static Judgement undecided(Sample rate, String evidence, RateTest.Outcome outcome) {
    return Judgement.of(Verdict.UNDECIDED, rate.n(), evidence).withMoreSeeds(outcome.moreSeeds());
  }

  private String spared(Share share) {
    return String.format(
        Locale.ROOT,
        "; %,d of %,d trials non-finite (a share below %s)",
        share.count(),
        share.n(),
        Sentences.percent(share.upperBound(thresholds.errorPerTest())));
  }
}
