package io.evenkeel.analysis;

import io.evenkeel.analysis.cells.Sample;
import java.util.Locale;

/**
 * What the evidence of a verdict says to a person.
 *
 * @param subject what changes from layer to layer
 * @param depth hidden layers
 * @param thresholds where the verdicts part
 */
record Sentences(String subject, int depth, Thresholds thresholds) {
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

  String oneSeed(Sample rate) {
    return course(rate) + "; one seed shows no spread over seeds, " + needs(1) + " at least";
  }

  String rateOpen(Sample rate, long more) {
    return course(rate) + ", " + allowance() + ": within or beyond is open; " + needs(more);
  }

  String shapeOpen(Sample rate, long more) {
    return course(rate)
        + ", more than allowed; whether exponentially or as a power law is open; "
        + needs(more);
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
    return String.format(
        Locale.ROOT,
        "%s either way is allowed",
        ShortTexts.factor(thresholds.decadesAllowed(depth)));
  }

  static String needs(long moreSeeds) {
    return moreSeeds >= Sample.MOST_SEEDS
        ? "it lies too near the threshold for any number of seeds"
        : String.format(
            Locale.ROOT, "needs about %,d more seed%s", moreSeeds, moreSeeds == 1 ? "" : "s");
  }

  static String percent(double share) {
    return ShortTexts.number(100 * share) + " %";
  }
}
