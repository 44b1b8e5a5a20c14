package io.evenkeel.analysis.verdict;

import io.evenkeel.analysis.cells.AlikeInputs;
import io.evenkeel.analysis.cells.Bend;
import io.evenkeel.analysis.cells.Changes;
import io.evenkeel.analysis.cells.PassSummary;
import io.evenkeel.analysis.cells.Sample;
import io.evenkeel.analysis.cells.Signs;
import io.evenkeel.analysis.text.ShortTexts;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The verdict on the angles between the rows of the batch, by the tests that {@link Thresholds}
 * describes: what happens in most networks.
 *
 * @param depth hidden layers, at least 1
 * @param thresholds the boundaries between verdicts
 */
public record CorrelationJudge(int depth, Thresholds thresholds) {
  private static final String INPUTS = "the inputs' 1 - |cosine|";

  /** In shallower networks a power law cannot be recognised. */
  private static final int SHALLOWEST = 8;

  /**
   * The conclusion of some tests.
   *
   * @param verdict undecided if they say nothing yet
   * @param moreSeeds about how many more could tell; 0 if decided
   */
  private record Conclusion(Verdict verdict, long moreSeeds) {
    static Conclusion of(Verdict verdict) {
      return new Conclusion(verdict, 0);
    }
  }

  /**
   * The verdict; empty if no trial has angles, or one hidden layer alone.
   *
   * @param pass 1 - |cosine|, going forward
   * @param alike what becomes of inputs that are almost alike
   */
  public Optional<Judgement> judge(PassSummary pass, AlikeInputs alike) {
    long atOnce = pass.dead() + pass.constant();
    long n = atOnce + pass.changes().n();
    if (n == 0) {
      return Optional.empty();
    }
    if (2 * atOnce > n) {
      return Optional.of(alikeAtOnce(new Share(atOnce, n)));
    }
    Conclusion conclusion = conclusion(pass, alike, atOnce);
    Sample rate = pass.rate();
    String evidence = evidence(pass, alike, n);
    Judgement judgement =
        Judgement.of(conclusion.verdict(), rate.n(), evidence)
            .withRate(rate, thresholds.errorPerTest());
    if (conclusion.verdict() == Verdict.UNDECIDED) {
      String lacking = alike.changes().n() == 0 && jumps(pass, alike).isEmpty() ? gradients() : "";
      return Optional.of(
          judgement
              .withEvidence(evidence + "; " + Sentences.needs(conclusion.moreSeeds()) + lacking)
              .withMoreSeeds(conclusion.moreSeeds()));
    }
    if (conclusion.verdict() == Verdict.ORDERED && falling(pass, atOnce).most()) {
      return Optional.of(judgement.withDepthAllowed(thresholds.depthAllowed(rate.mean())));
    }
    return Optional.of(
        conclusion.verdict() == Verdict.CRITICAL && powerLaw(pass, alike)
            ? judgement.withExponent(pass.exponent().mean())
            : judgement);
  }

  private static String gradients() {
    return "; gradients tell what alike inputs do";
  }

  private Judgement alikeAtOnce(Share share) {
    String counted =
        String.format(
            Locale.ROOT,
            "the inputs lie on one line at once in %,d of %,d trials",
            share.count(),
            share.n());
    if (certain(share)) {
      return Judgement.of(Verdict.ORDERED, share.n(), counted);
    }
    long more = more(share);
    return Judgement.of(Verdict.UNDECIDED, share.n(), counted + "; " + Sentences.needs(more))
        .withMoreSeeds(more);
  }

  /**
   * The conclusion. Inputs that approach one line exponentially have collapsed, whatever almost
   * equal inputs do: a narrow network stretches one direction more than all others. If inputs keep
   * their distance, almost equal inputs decide. While it is open which of the two holds, the
   * conclusion is one that both give.
   */
  private Conclusion conclusion(PassSummary pass, AlikeInputs alike, long atOnce) {
    Share falling = falling(pass, atOnce);
    Share keeping = new Share(falling.n() - falling.count(), falling.n());
    Conclusion ifFalling = ifFalling(pass, alike, atOnce);
    Conclusion ifKeeping = ifKeeping(pass, alike);
    if (certain(falling)) {
      return ifFalling;
    }
    boolean both =
        ifFalling.verdict() == ifKeeping.verdict() && ifKeeping.verdict() != Verdict.UNDECIDED;
    if (certain(keeping) || both) {
      return ifKeeping;
    }
    return new Conclusion(
        Verdict.UNDECIDED,
        Math.max(
            more(falling.most() ? falling : keeping),
            (falling.most() ? ifFalling : ifKeeping).moreSeeds()));
  }

  private static Share falling(PassSummary pass, long atOnce) {
    return new Share(atOnce + pass.changes().below(), atOnce + pass.changes().n());
  }

  private Conclusion ifFalling(PassSummary pass, AlikeInputs alike, long atOnce) {
    if (depth < SHALLOWEST) {
      return Conclusion.of(Verdict.ORDERED);
    }
    Signs own = pass.contrast();
    long sudden = pass.faded() + atOnce;
    Share exponential = new Share(own.below() + sudden, own.n() + sudden);
    Share slower = slower(pass, sudden);
    if (certain(exponential)) {
      return Conclusion.of(Verdict.ORDERED);
    }
    if (jumps(pass, alike).isPresent()) {
      return certain(slower) ? Conclusion.of(Verdict.CHAOTIC) : open(exponential, slower);
    }
    Signs contrast = alike.contrast();
    if (contrast.n() == 0) {
      return certain(slower) ? Conclusion.of(Verdict.CRITICAL) : open(exponential, slower);
    }
    Share together = new Share(contrast.below(), contrast.n());
    Share apart = new Share(contrast.above(), contrast.n());
    if (certain(together)) {
      return Conclusion.of(Verdict.ORDERED);
    }
    return certain(apart) && certain(slower)
        ? Conclusion.of(Verdict.CRITICAL)
        : new Conclusion(
            Verdict.UNDECIDED,
            Math.min(
                Math.min(more(exponential), more(together)), Math.max(more(apart), more(slower))));
  }

  /** Trials whose angles fall by a power of the depth rather than exponentially. */
  private static Share slower(PassSummary pass, long sudden) {
    Signs signs = pass.slopes().of(Bend.NEARLY_EXPONENTIAL);
    return new Share(signs.above(), signs.n() + sudden);
  }

  /**
   * The conclusion for inputs that keep their distance: almost equal inputs decide between chaos
   * and criticality.
   */
  private Conclusion ifKeeping(PassSummary pass, AlikeInputs alike) {
    if (jumps(pass, alike).isPresent()) {
      return Conclusion.of(Verdict.CHAOTIC);
    }
    Changes changes = alike.changes();
    Share chaotic = new Share(changes.above(), changes.n());
    Share critical = new Share(changes.within(), changes.n());
    Share ordered = new Share(changes.below(), changes.n());
    if (certain(chaotic)) {
      return Conclusion.of(Verdict.CHAOTIC);
    }
    if (certain(critical)) {
      return Conclusion.of(Verdict.CRITICAL);
    }
    return certain(ordered) ? Conclusion.of(Verdict.ORDERED) : open(chaotic, critical, ordered);
  }

  private boolean certain(Share share) {
    return share.certainlyAbove(Share.HALF, thresholds.errorPerTest());
  }

  private long more(Share share) {
    return share.most() ? share.moreFor(Share.HALF, thresholds.errorPerTest()) : Sample.MOST_SEEDS;
  }

  private Conclusion open(Share... shares) {
    return new Conclusion(
        Verdict.UNDECIDED, Stream.of(shares).mapToLong(this::more).min().orElseThrow());
  }

  /** Whether 1 - |cosine| falls as a power of the depth that matters, in most networks. */
  private boolean powerLaw(PassSummary pass, AlikeInputs alike) {
    Signs contrast = alike.contrast();
    Signs steep = pass.slopes().of(Bend.BELOW_DRIFT);
    return depth >= SHALLOWEST
        && (contrast.n() == 0 || certain(new Share(contrast.above(), contrast.n())))
        && certain(slower(pass, 0))
        && certain(new Share(steep.below(), steep.n()));
  }

  /** A sentence about a jump, if it matters in most networks. */
  private static Optional<String> jumps(PassSummary pass, AlikeInputs alike) {
    return 2 * alike.jumped() > pass.rate().n()
        ? Optional.of("; alike inputs part where the activation jumps, which no gradient contains")
        : Optional.empty();
  }

  private String evidence(PassSummary pass, AlikeInputs alike, long n) {
    Sentences words = new Sentences(INPUTS, depth, thresholds);
    String course =
        words.within(pass.rate())
            + String.format(
                Locale.ROOT,
                ": %,d of %,d seeds fall below",
                n - pass.changes().within() - pass.changes().above(),
                n);
    Changes changes = alike.changes();
    String distance =
        changes.n() == 0
            ? ""
            : String.format(
                Locale.ROOT,
                "; the distance of alike inputs changes by a factor of %s over %,d steps: of %,d"
                    + " seeds %,d fall below, %,d stay within, %,d rise above",
                ShortTexts.factor(alike.rate().mean() * (depth - 1)),
                depth - 1,
                changes.n(),
                changes.below(),
                changes.within(),
                changes.above());
    return course + jumps(pass, alike).orElse(distance);
  }
}
