package io.evenkeel.analysis.verdict;

import io.evenkeel.analysis.cells.Sample;
import io.evenkeel.analysis.text.ShortTexts;
import io.evenkeel.core.Numbers;
import java.util.Locale;

/**
 * Writes the sentences of evidence for a verdict.
 *
 * @param subject what changes from layer to layer
 * @param depth hidden layers
 * @param thresholds the boundaries between verdicts
 */
public record Sentences(String subject, int depth, Thresholds thresholds) {
  String within(Sample rate) {
    return course(rate) + ", " + allowance();
  }

  String beyond(Sample rate, long depthAllowed) {
    return course(rate)
        + ", exponentially; "
        + allowance()
        + String.format(Locale.ROOT, ": depth %,d would stay within", depthAllowed);
  }

  String powerLaw(Sample rate, double exponent) {
    return course(rate)
        + String.format(
            Locale.ROOT, ", as layer^%s, not exponentially; ", ShortTexts.number(exponent))
        + allowance();
  }

  String oneSeed(Sample rate, long more) {
    return course(rate) + "; one seed shows no spread over seeds, " + needs(more) + " at least";
  }

  /** The share of networks of the scheme that stay, to be followed by how they move. */
  String staying(Outcomes outcomes) {
    Share leaving = outcomes.leaving();
    return String.format(
        Locale.ROOT,
        "; %,d of %,d seeds stay within; by counting alone, less than %s of all networks leave",
        outcomes.within(),
        outcomes.n(),
        percent(leaving.upperBound(thresholds.errorPerTest())));
  }

  /** The sentence for networks of one scheme that differ. */
  String parting(Sample rate, Outcomes outcomes) {
    return course(rate)
        + ", "
        + allowance()
        + ": "
        + counted(outcomes)
        + ", so that less than "
        + nearlyAll(thresholds)
        + " of all networks do the same";
  }

  String stayOpen(Sample rate, Outcomes outcomes, long more) {
    return course(rate)
        + ", "
        + allowance()
        + ": "
        + counted(outcomes)
        + "; what "
        + nearlyAll(thresholds)
        + " of all networks do is open; "
        + needs(more);
  }

  private static String counted(Outcomes outcomes) {
    return String.format(
        Locale.ROOT,
        "of %,d seeds %,d fall below, %,d stay within, %,d rise above%s",
        outcomes.n(),
        outcomes.below(),
        outcomes.within(),
        outcomes.above(),
        outcomes.lost() == 0
            ? ""
            : String.format(Locale.ROOT, ", %,d end without a signal", outcomes.lost()));
  }

  /** The sentence for a signal that changes only in its first layers. */
  String levelling(Sample rate, double exponent) {
    return course(rate)
        + ", more than the "
        + factorAllowed()
        + " allowed, but in the first layers: over the deeper half it goes as layer^"
        + ShortTexts.number(exponent);
  }

  String rateOpen(Sample rate, long more) {
    return course(rate) + ", " + allowance() + ": within or beyond is open; " + needs(more);
  }

  String shapeOpen(Sample rate, long more) {
    return course(rate)
        + ", more than allowed; "
        + (more >= Sample.MOST_SEEDS
            ? "neither exponentially, nor as a power of the depth, nor only in the first layers"
            : "whether exponentially or as a power law is open; " + needs(more));
  }

  private String course(Sample rate) {
    String interval =
        rate.interval(thresholds.errorPerTest())
            .map(
                i ->
                    percent(1 - thresholds.errorPerTest())
                        + " interval "
                        + ShortTexts.factor(i.low())
                        + ".."
                        + ShortTexts.factor(i.high())
                        + ", ")
            .orElse("");
    return String.format(
        Locale.ROOT,
        "%s changes by a factor of %s per layer (%s%,d seed%s), %s over %,d steps",
        subject,
        ShortTexts.factor(rate.mean()),
        interval,
        rate.n(),
        rate.n() == 1 ? "" : "s",
        ShortTexts.factor(rate.mean() * (depth - 1)),
        depth - 1);
  }

  private String allowance() {
    return factorAllowed() + " either way is allowed";
  }

  private String factorAllowed() {
    return ShortTexts.factor(thresholds.decadesAllowed(depth));
  }

  static String needs(long moreSeeds) {
    return moreSeeds >= Sample.MOST_SEEDS
        ? "it lies too near the threshold for any number of seeds"
        : String.format(
            Locale.ROOT, "needs about %,d more seed%s", moreSeeds, moreSeeds == 1 ? "" : "s");
  }

  /** The share of networks that a verdict speaks of: {@code 90 %}. */
  public static String nearlyAll(Thresholds thresholds) {
    return Numbers.text(100 - 100 * thresholds.toleratedShare()) + " %";
  }

  static String percent(double share) {
    return ShortTexts.number(100 * share) + " %";
  }
}
