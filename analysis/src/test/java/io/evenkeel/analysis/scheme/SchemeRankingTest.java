package io.evenkeel.analysis.scheme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.analysis.SampleRows;
import io.evenkeel.analysis.cells.CellSummary;
import io.evenkeel.analysis.cells.PassSummary;
import io.evenkeel.analysis.cells.Sample;
import io.evenkeel.analysis.stability.Holding;
import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.analysis.verdict.Judgement;
import io.evenkeel.analysis.verdict.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Schemes by the share of sizes at which they hold. */
class SchemeRankingTest {
  private static final List<Holding> STATES = List.of(Holding.values());
  private static final int[] DEPTHS = {5, 10, 20};
  private static final int[] WIDTHS = {16, 64};
  private static final int SIZES = DEPTHS.length * WIDTHS.length;

  @ParameterizedTest
  @CsvSource({
    "STABLE, STABLE, CRITICAL, HOLDS",
    "STABLE, STABLE, UNDECIDED, HOLDS",
    "STABLE, STABLE, ORDERED, FAILS",
    "STABLE, UNDECIDED, CRITICAL, OPEN",
    "UNDECIDED, EXPLODING, CRITICAL, FAILS",
    "STABLE, POWER_LAW, CRITICAL, FAILS",
    "SPLIT, STABLE, CRITICAL, FAILS",
    "STABLE, , CRITICAL, HOLDS",
    ", , , OPEN"
  })
  void aCellHoldsIfItIsStableBothWaysAndNothingElseIsWrong(
      Verdict forward, Verdict backward, Verdict inputs, Holding holding) {
    StabilityRow row = row("tanh", "normal(std=0.1)", 10, 64, forward, backward, inputs, null);
    assertThat(row.holding()).isEqualTo(holding);
  }

  /**
   * Random tables against counting: what holds, fails, is open, was not tried; ranks; the deepest
   * at each width.
   */
  @Test
  void agreesWithCountingOnRandomTables() {
    SplittableRandom random = new SplittableRandom(7);
    for (int table = 0; table < 300; table++) {
      int schemes = 1 + random.nextInt(6);
      Holding[][][] truth = new Holding[schemes][DEPTHS.length][WIDTHS.length];
      List<StabilityRow> rows = new ArrayList<>();
      for (int s = 0; s < schemes; s++) {
        for (int d = 0; d < DEPTHS.length; d++) {
          for (int w = 0; w < WIDTHS.length; w++) {
            int state = random.nextInt(STATES.size() + 1);
            if (state < STATES.size()) {
              truth[s][d][w] = STATES.get(state);
              rows.add(row(init(s), DEPTHS[d], WIDTHS[w], truth[s][d][w]));
            }
          }
        }
      }
      // A size that no scheme was tried at is none.
      int sizes =
          (int)
              IntStream.range(0, SIZES)
                  .filter(i -> Arrays.stream(truth).anyMatch(t -> t[i / 2][i % 2] != null))
                  .count();
      Map<String, SchemeRow> found = new HashMap<>();
      SchemeTable.of(rows).forEach(row -> found.put(row.cell().init(), row));
      for (int s = 0; s < schemes; s++) {
        SchemeRow row = found.get(init(s));
        if (count(truth[s], null) == SIZES) {
          assertThat(row).isNull();
          continue;
        }
        int fails = count(truth[s], Holding.FAILS);
        assertThat(row.sizes()).isEqualTo(sizes);
        assertThat(row.holds()).isEqualTo(count(truth[s], Holding.HOLDS));
        assertThat(row.fails()).isEqualTo(fails);
        assertThat(row.untried()).isEqualTo(count(truth[s], null) - (SIZES - sizes));
        long better =
            Arrays.stream(truth).filter(t -> count(t, Holding.HOLDS) > sizes - fails).count();
        assertThat(row.rank())
            .isEqualTo(fails == sizes ? OptionalInt.empty() : OptionalInt.of(1 + (int) better));
        assertThat(row.deepestText()).isEqualTo(deepest(truth[s]));
      }
    }
  }

  private static int count(Holding[][] states, Holding state) {
    return (int) Arrays.stream(states).flatMap(Arrays::stream).filter(s -> s == state).count();
  }

  /** Up to which depth it holds wherever it was tried. */
  private static String deepest(Holding[][] states) {
    List<String> texts = new ArrayList<>();
    for (int w = 0; w < WIDTHS.length; w++) {
      boolean tried = false;
      int deepest = 0;
      boolean over = false;
      for (int d = 0; d < DEPTHS.length; d++) {
        if (states[d][w] != null) {
          tried = true;
          over |= states[d][w] != Holding.HOLDS;
          deepest = over ? deepest : DEPTHS[d];
        }
      }
      if (tried) {
        texts.add(WIDTHS[w] + ":" + deepest);
      }
    }
    return String.join(" ", texts);
  }

  @Test
  void schemesOfOneLawAreOneAndWhatTheyContradictEachOtherInIsOpen() {
    List<StabilityRow> rows =
        List.of(
            row("lecun_normal", 5, 64, Holding.HOLDS),
            row("kaiming_normal(nonlinearity=linear)", 5, 64, Holding.OPEN),
            row("lecun_normal", 10, 64, Holding.HOLDS),
            row("kaiming_normal(nonlinearity=linear)", 10, 64, Holding.FAILS),
            row("lecun_normal", 20, 64, Holding.FAILS),
            row("kaiming_normal(nonlinearity=linear)", 20, 64, Holding.FAILS));
    List<SchemeRow> schemes = SchemeTable.of(rows);
    assertThat(schemes).hasSize(1);
    assertThat(schemes.get(0).holdsText()).isEqualTo("1..2/3");
    assertThat(new SchemeNames(schemes).of(schemes.get(0)))
        .isEqualTo("lecun_normal = kaiming_normal(linear)");
  }

  /** Equal variance is no equal law: at finite width such schemes differ. */
  @Test
  void schemesOfEqualVarianceAreTwoThatTie() {
    List<StabilityRow> rows =
        List.of(
            row("kaiming_normal(nonlinearity=relu)", 5, 64, Holding.HOLDS),
            row("kaiming_uniform(nonlinearity=relu)", 5, 64, Holding.HOLDS));
    List<SchemeRow> schemes = SchemeTable.of(rows);
    assertThat(schemes).extracting(SchemeRow::rankText).containsExactly("1=", "1=");
    assertThat(new SchemeAnswer(schemes).sentence())
        .isEqualTo("tanh: kaiming_normal(relu) and kaiming_uniform(relu) tie, each holds");
  }

  /** A net that is stable because its branches do nothing has no rank. */
  @Test
  void aSilentNetNeverRanksFirst() {
    StabilityRow silent =
        row(
            "tanh",
            "normal(std=0.1)",
            5,
            64,
            Verdict.STABLE,
            Verdict.STABLE,
            Verdict.CRITICAL,
            Verdict.SILENT);
    SchemeRow row = SchemeTable.of(List.of(silent)).get(0);
    assertThat(row.rank()).isEmpty();
    assertThat(row.faultsText()).hasValue("branches silent 1");
    assertThat(new SchemeAnswer(List.of(row)).sentence()).isEqualTo("tanh: no scheme holds");
  }

  @Test
  void theHeadlineNamesWhatHoldsInMostSizesOfEachActivation() {
    List<StabilityRow> rows = new ArrayList<>();
    for (int depth : DEPTHS) {
      rows.add(row("normal(std=0.1)", depth, 64, Holding.HOLDS));
      rows.add(row("normal(std=0.2)", depth, 64, depth > 5 ? Holding.FAILS : Holding.HOLDS));
      rows.add(
          row(
              "gelu",
              "normal(std=0.2)",
              depth,
              64,
              Verdict.EXPLODING,
              Verdict.EXPLODING,
              null,
              null));
    }
    assertThat(answer(rows))
        .isEqualTo(
            "tanh: normal(std=0.1) holds in all 3 sizes; gelu: no scheme holds at any of 3 sizes");
    rows.add(row("normal(std=0.1)", 40, 64, Holding.FAILS));
    rows.add(row("normal(std=0.3)", 40, 64, Holding.HOLDS));
    assertThat(answer(rows))
        .startsWith(
            "tanh: normal(std=0.1) holds in 3 of 4 sizes, and normal(std=0.3) may hold in as many;"
                + " gelu");
  }

  /**
   * A fixed std against one that knows the fan-in, at 16 and 256 units: 30 seeds whose rates spread
   * by 0.01 decades have a standard error of sqrt(2 / 30) / 100 decades over 1.204 decades of
   * width.
   */
  @Test
  void aLayersFactorGoesWithTheWidth() {
    List<StabilityRow> rows = new ArrayList<>();
    for (int width : new int[] {16, 256}) {
      double logRoot = Math.log10(width) / 2;
      rows.add(withRate(row("normal(std=0.02)", 20, width, Holding.FAILS), logRoot - 1.7));
      rows.add(withRate(row("normal(std=0.02)", 10, width, Holding.FAILS), 7));
      rows.add(withRate(row("lecun_normal", 20, width, Holding.HOLDS), -0.001 * logRoot));
    }
    rows.add(withRate(row("xavier_normal", 20, 16, Holding.HOLDS), 0));
    Map<String, SchemeRow> found = new HashMap<>();
    SchemeTable.of(rows).forEach(row -> found.put(row.cell().init(), row));
    SchemeRow fixed = found.get("normal(std=0.02)");
    assertThat(fixed.widthsText()).hasValue("grows as n^0.5");
    assertThat(fixed.widths().orElseThrow().mean().orElseThrow()).isCloseTo(0.5, within(1e-12));
    double halfWidth = 2.04523 * Math.sqrt(2 / 30.0) / 100 / Math.log10(16);
    assertThat(fixed.widths().get().interval().orElseThrow().high())
        .as("Student's t, 29 degrees of freedom")
        .isCloseTo(0.5 + halfWidth, within(1e-7));
    assertThat(found.get("lecun_normal").widthsText()).hasValue("width-stable");
    assertThat(found.get("xavier_normal").widthsText()).isEmpty();
  }

  private static StabilityRow withRate(StabilityRow row, double decades) {
    CellSummary s = row.summary();
    PassSummary pass = s.forward();
    PassSummary changed =
        new PassSummary(
            pass.computed(),
            pass.nonFinite(),
            pass.zeroAtSource(),
            pass.dead(),
            pass.rounding(),
            pass.constant(),
            pass.faded(),
            pass.nonFiniteLayers(),
            pass.log10Growth(),
            new Sample(30, decades, 0.01),
            pass.contrast(),
            pass.exponent(),
            pass.slopes(),
            pass.changes());
    return new StabilityRow(
        new CellSummary(
            s.cell(),
            s.trials(),
            s.nonFinite(),
            s.invalid(),
            s.failed(),
            s.reason(),
            s.nonFiniteLayers(),
            s.actStd(),
            s.saturated(),
            changed,
            s.backward(),
            s.correlation(),
            s.loss(),
            s.alike(),
            s.log10ActStd(),
            s.branches(),
            s.firstFarForward(),
            s.firstFarBackward()),
        row.forwardJudgement(),
        row.backwardJudgement(),
        row.correlationJudgement(),
        row.lossJudgement(),
        row.branchJudgement(),
        Optional.empty());
  }

  private static String answer(List<StabilityRow> rows) {
    return new SchemeAnswer(SchemeTable.of(rows)).sentence();
  }

  private static String init(int scheme) {
    return "normal(std=0." + (scheme + 1) + ")";
  }

  private static StabilityRow row(String init, int depth, int width, Holding holding) {
    Verdict backward =
        switch (holding) {
          case HOLDS -> Verdict.STABLE;
          case OPEN -> Verdict.UNDECIDED;
          case FAILS -> Verdict.EXPLODING;
        };
    return row("tanh", init, depth, width, Verdict.STABLE, backward, Verdict.CRITICAL, null);
  }

  private static StabilityRow row(
      String activation,
      String init,
      int depth,
      int width,
      Verdict forward,
      Verdict backward,
      Verdict inputs,
      Verdict branches) {
    Map<String, Object> cell = SampleRows.cell(activation, init);
    cell.put("depth", depth);
    cell.put("width", width);
    cell.put("input_width", width);
    StabilityRow stable = SampleRows.stable();
    StabilityRow row =
        SampleRows.row(
            cell,
            new long[] {30, 0, 0, 0},
            null,
            stable.summary().actStd(),
            stable.summary().forward(),
            stable.summary().backward(),
            1);
    return new StabilityRow(
        row.summary(),
        judgement(forward),
        judgement(backward),
        judgement(inputs),
        row.lossJudgement(),
        judgement(branches),
        Optional.empty());
  }

  private static Optional<Judgement> judgement(Verdict verdict) {
    return Optional.ofNullable(verdict).map(v -> Judgement.of(v, 30, "why"));
  }
}
