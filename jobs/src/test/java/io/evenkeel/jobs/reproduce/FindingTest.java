package io.evenkeel.jobs.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The arithmetic of agreement, on summaries made by hand. */
class FindingTest {
  private static final Selection A = new Selection("a", "x");
  private static final Selection B = new Selection("b", "x");

  /** 101 seeds of mean 2 and standard deviation 0.5, kurtosis of the normal. */
  private static final Summary SEEDS = new Summary(101, 101, 2, 0.5, 0, 1, 3);

  /** t with 100 degrees of freedom exceeds 1.984 on either side in 5 % of cases. */
  private static final double FIVE_PERCENT = 0.05;

  private static final double T100 = 1.98397;

  @Test
  void standardErrorIsThatOfTheMean() {
    Finding finding = find("2.2", Statistic.Means.of(A), Map.of(A, SEEDS));
    double error = 0.5 / Math.sqrt(101);
    assertThat(finding.estimate().error()).isCloseTo(error, within(1e-15));
    // The published number may be anything from 2.15 to 2.25.
    assertThat(finding.z()).isCloseTo((2 - 2.15) / error, within(1e-12));
    assertThat(finding.limit()).isCloseTo(T100, within(1e-5));
    assertThat(finding.agrees()).isFalse();
    assertThat(finding.severity()).isGreaterThan(1);
  }

  @Test
  void withinItsRoundingANumberIsNotOffAtAll() {
    Finding finding = find("2.0", Statistic.Means.of(A), Map.of(A, of(2.049, 0.5)));
    assertThat(finding.z()).isZero();
    assertThat(finding.agrees()).isTrue();
  }

  @Test
  void aFindingAgreesUpToTheLimitOnEitherSide() {
    double error = 0.5 / Math.sqrt(101);
    double limit = 2.05 + T100 * error;
    assertThat(find("2.0", Statistic.Means.of(A), Map.of(A, of(limit - 1e-6, 0.5))).agrees())
        .isTrue();
    assertThat(find("2.0", Statistic.Means.of(A), Map.of(A, of(limit + 1e-6, 0.5))).agrees())
        .isFalse();
    limit = 1.95 - T100 * error;
    assertThat(find("2.0", Statistic.Means.of(A), Map.of(A, of(limit + 1e-6, 0.5))).agrees())
        .isTrue();
    assertThat(find("2.0", Statistic.Means.of(A), Map.of(A, of(limit - 1e-6, 0.5))).agrees())
        .isFalse();
  }

  @Test
  void aSinglePublishedRunIsAsUncertainAsASeed() {
    Finding finding =
        Finding.of(
            claim(Published.draw(1000), Statistic.Means.of(A)),
            point(Published.draw(1000), Statistic.Means.of(A)),
            Map.of(A, SEEDS),
            FIVE_PERCENT);
    assertThat(finding.point().published().value()).isCloseTo(3, within(1e-15));
    assertThat(finding.z()).isCloseTo(-1 / (0.5 * Math.sqrt(1 + 1 / 101.0)), within(1e-12));
  }

  @Test
  void errorsOfDisjointSeedsAddInSquares() {
    Map<Selection, Summary> both = Map.of(A, SEEDS, B, new Summary(26, 26, 3, 1, 0, 1, 5));
    Statistic.Estimate difference = find("0", Statistic.Means.difference(A, B), both).estimate();
    assertThat(difference.value()).isEqualTo(-1);
    assertThat(difference.error()).isCloseTo(Math.sqrt(0.25 / 101 + 1.0 / 26), within(1e-15));
    assertThat(difference.freedom()).isEqualTo(25);
    Statistic.Estimate wide = find("0", Statistic.Means.extrapolated(A, B), both).estimate();
    assertThat(wide.value()).isEqualTo(2 * 3 - 2);
    assertThat(wide.error()).isCloseTo(Math.sqrt(0.25 / 101 + 4.0 / 26), within(1e-15));
  }

  @Test
  void theVarianceOfNormalSeedsHasTheTextbookError() {
    Statistic.Estimate variance =
        find("0.25", new Statistic.Variance(A), Map.of(A, SEEDS)).estimate();
    assertThat(variance.value()).isEqualTo(0.25);
    // Var s^2 = 2 sigma^4 / (n - 1), but for the n against n - 1 in the kurtosis.
    assertThat(variance.error()).isCloseTo(0.25 * Math.sqrt(2 / 100.0), within(0.01 * 0.0354));
  }

  @Test
  void exactMeansEverySeed() {
    Statistic every = new Statistic.Every(A);
    Summary right = new Summary(3, 3, 31, 0, Double.NaN, 31, 31);
    assertThat(find(Published.exact("31", 31), every, right).agrees()).isTrue();
    Summary almost = new Summary(3, 3, 31, 0, Double.NaN, 31, 31 * (1 + 2e-12));
    Finding off = find(Published.exact("31", 31), every, almost);
    assertThat(off.agrees()).isFalse();
    assertThat(off.severity()).isInfinite();
    Summary spread = new Summary(3, 3, 27.3, 0.5, 0, 27, 28);
    assertThat(find(Published.range(27, 28), every, spread).agrees()).isTrue();
    assertThat(find(Published.range(28, 29), every, spread).agrees()).isFalse();
    assertThat(find(Published.exact("0", 0), every, new Summary(1, 1, 0, 0, 0, 0, 0)).agrees())
        .isTrue();
  }

  @Test
  void whatIsNotThereDoesNotAgree() {
    assertThat(find("2.0", Statistic.Means.of(A), Map.of()).agrees()).isFalse();
    Summary lacking = new Summary(102, 101, 2, 0.5, 0, 1, 3);
    Finding one = find("2.0", Statistic.Means.of(A), Map.of(A, lacking));
    assertThat(one.missing()).isEqualTo(1);
    assertThat(one.agrees()).isFalse();
    assertThat(find("2.0", Statistic.Means.of(A), Map.of(A, of(Double.NaN, 0.5))).agrees())
        .isFalse();
    assertThat(find("2.0", Statistic.Means.of(A), Map.of(A, of(2, Double.NaN))).agrees()).isFalse();
    Summary single = new Summary(1, 1, 2, Double.NaN, Double.NaN, 2, 2);
    assertThat(find("2.0", Statistic.Means.of(A), Map.of(A, single)).agrees()).isFalse();
    Summary nan = new Summary(3, 3, Double.NaN, Double.NaN, Double.NaN, 0, Double.NaN);
    assertThat(find(Published.exact("0", 0), new Statistic.Every(A), nan).agrees()).isFalse();
  }

  @Test
  void theWorstNumberOfACurveStandsForItAndAllShareTheError() {
    Claim.Point good = new Claim.Point("layer 0", Published.rounded("2.0"), Statistic.Means.of(A));
    Claim.Point bad = new Claim.Point("layer 1", Published.rounded("9.0"), Statistic.Means.of(A));
    Claim curve = new Claim("curve", "test", List.of(good, bad, good));
    Claim exact = claim(Published.range(1, 3), new Statistic.Every(A));
    Findings findings = Findings.of(List.of(curve, exact), Map.of(A, SEEDS));
    assertThat(findings.comparisons()).isEqualTo(3);
    assertThat(findings.all()).hasSize(2);
    assertThat(findings.all().get(0).point()).isEqualTo(bad);
    assertThat(findings.disagreeing()).containsExactly(findings.all().get(0));
    // Two-sided 0.01 / 3 of t with 100 degrees of freedom.
    assertThat(findings.all().get(0).limit()).isBetween(2.98, 3.02);
    assertThat(new Comparison(findings).closing()).isEqualTo("1 of 2 results disagree: curve");
  }

  @Test
  void digitsSayHowFarANumberIsRounded() {
    assertThat(Published.rounded("-0.983").allowance()).isEqualTo(0.0005);
    assertThat(Published.rounded("0.1996").allowance()).isEqualTo(0.00005);
    Published growth = Published.roundedFactor("1.4e4");
    assertThat(growth.value()).isCloseTo(Math.log10(14_000), within(1e-15));
    assertThat(growth.allowance()).isCloseTo(Math.log10(14_500.0 / 14_000), within(1e-15));
  }

  private static Summary of(double mean, double std) {
    return new Summary(101, 101, mean, std, 0, 1, 3);
  }

  private static Finding find(
      String published, Statistic statistic, Map<Selection, Summary> measured) {
    Published number = Published.rounded(published);
    return Finding.of(claim(number, statistic), point(number, statistic), measured, FIVE_PERCENT);
  }

  private static Finding find(Published published, Statistic statistic, Summary measured) {
    return Finding.of(
        claim(published, statistic),
        point(published, statistic),
        Map.of(A, measured),
        FIVE_PERCENT);
  }

  private static Claim claim(Published published, Statistic statistic) {
    return Claim.of("claim", "test", published, statistic);
  }

  private static Claim.Point point(Published published, Statistic statistic) {
    return new Claim.Point("", published, statistic);
  }
}
