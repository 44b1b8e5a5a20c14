package io.evenkeel.analysis.verdict;

import io.evenkeel.analysis.cells.Interval;
import io.evenkeel.analysis.cells.LayerRange;
import io.evenkeel.analysis.cells.Sample;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * A verdict on a cell, over its seeds, with the evidence it rests on.
 *
 * @param verdict the class
 * @param n trials that the rate was measured in
 * @param rate growth per layer in the signal's direction: natural logarithm of the std's factor, or
 *     of the factor of 1 - cosine; dimensionless, twice that for a variance. Empty if no trial
 *     could be measured
 * @param interval confidence interval of the expected rate, at the level its test decides by; empty
 *     below two trials
 * @param exponent slope of log std against log layer (counted from 1) over the deeper half of the
 *     layers, for a power law
 * @param depthAllowed deepest network that stays within the thresholds at this rate; empty where no
 *     depth leaves them
 * @param firstBadLayer first layer, in the signal's direction, that is non-finite or whose std has
 *     left what is allowed
 * @param moreSeeds about how many more seeds could decide; present if and only if undecided
 * @param shares percents of the seeds that fall below, stay within and rise above what is allowed,
 *     and of those without a signal if there are any, as {@code 12/49/39}; present where seeds part
 * @param evidence one sentence for a person
 */
public record Judgement(
    Verdict verdict,
    long n,
    Optional<Double> rate,
    Optional<Interval> interval,
    Optional<Double> exponent,
    OptionalLong depthAllowed,
    OptionalInt firstBadLayer,
    OptionalLong moreSeeds,
    Optional<String> shares,
    String evidence) {

  /** A verdict with nothing but its evidence. */
  public static Judgement of(Verdict verdict, long n, String evidence) {
    return new Judgement(
        verdict,
        n,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        OptionalInt.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        evidence);
  }

  /**
   * The same with a rate in decades per layer, given as a sample, tested at level {@code error}.
   */
  public Judgement withRate(Sample decades, double error) {
    Sample nats = decades.times(Math.log(10));
    return edited(
        edit -> {
          edit.n = decades.n();
          edit.rate = decades.n() == 0 ? Optional.empty() : Optional.of(nats.mean());
          edit.interval = nats.interval(error);
        });
  }

  /** The same with the exponent of a power law. */
  Judgement withExponent(double value) {
    return edited(edit -> edit.exponent = Optional.of(value));
  }

  /** The same with the deepest network that stays within the thresholds. */
  Judgement withDepthAllowed(long depth) {
    return edited(edit -> edit.depthAllowed = OptionalLong.of(depth));
  }

  /** The same with the layer where it first goes wrong, which the evidence then ends with. */
  public Judgement withFirstBadLayer(OptionalInt layer) {
    return edited(
        edit -> {
          edit.firstBadLayer = layer;
          edit.evidence =
              layer.isPresent() ? evidence + "; first at layer " + layer.getAsInt() : evidence;
        });
  }

  /** The same with the layers where trials first go wrong; their median is the one. */
  Judgement withFirstBadLayers(Optional<LayerRange> layers) {
    return layers
        .map(
            range ->
                withFirstBadLayer(OptionalInt.of(range.typical()))
                    .withEvidence(evidence + "; first at layer " + range.text()))
        .orElse(this);
  }

  /** The same with other evidence. */
  Judgement withEvidence(String other) {
    return edited(edit -> edit.evidence = other);
  }

  /** The same with the number of seeds that it lacks. */
  Judgement withMoreSeeds(long seeds) {
    return edited(edit -> edit.moreSeeds = OptionalLong.of(seeds));
  }

  /** The same with the shares in percent: those that fall, stay and rise. */
  Judgement withOutcomes(Outcomes outcomes) {
    return edited(edit -> edit.shares = Optional.of(outcomes.percents()));
  }

  private Judgement edited(Consumer<Edit> change) {
    Edit edit = new Edit(this);
    change.accept(edit);
    return edit.judgement();
  }

  /** The components, one of which is to change. */
  private static final class Edit {
    private final Judgement old;
    private long n;
    private Optional<Double> rate;
    private Optional<Interval> interval;
    private Optional<Double> exponent;
    private OptionalLong depthAllowed;
    private OptionalInt firstBadLayer;
    private OptionalLong moreSeeds;
    private Optional<String> shares;
    private String evidence;

    Edit(Judgement old) {
      this.old = old;
      n = old.n;
      rate = old.rate;
      interval = old.interval;
      exponent = old.exponent;
      depthAllowed = old.depthAllowed;
      firstBadLayer = old.firstBadLayer;
      moreSeeds = old.moreSeeds;
      shares = old.shares;
      evidence = old.evidence;
    }

    Judgement judgement() {
      return new Judgement(
          old.verdict,
          n,
          rate,
          interval,
          exponent,
          depthAllowed,
          firstBadLayer,
          moreSeeds,
          shares,
          evidence);
    }
  }
}
