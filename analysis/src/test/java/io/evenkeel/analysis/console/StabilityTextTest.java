package io.evenkeel.analysis.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.analysis.SampleRows;
import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.analysis.stability.Standing;
import io.evenkeel.analysis.text.Screen;
import io.evenkeel.analysis.text.ShortTexts;
import io.evenkeel.analysis.verdict.Thresholds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The stability table as a person reads it. */
class StabilityTextTest {
  private static final Screen WIDE = new Screen(120, false);

  private static String text(List<StabilityRow> rows, int most) {
    return StabilityText.of(rows, Thresholds.DEFAULT, most, WIDE);
  }

  @Test
  void theTableIsAlignedAndExplained() {
    assertThat(text(List.of(SampleRows.stable()), 100))
        .isEqualTo(
            """
            1 cell, 30 trials (30 each); medians and 10..90 % bands over trials
            tanh: xavier_uniform(1.67) holds
            depth width activation init                                      std     10..90 % forward change backward change loss
              100   256 tanh       xavier_uniform(gain=1.6666666666666667) 0.652 0.641..0.664 stable  x0.993 stable    x1.12 1.25
            std: last hidden layer; change: of it, and of the gradient's going back, over all layers; loss: / loss of zero output
            stable: changes by at most a factor of 10.0 x depth^0.5 in 90 % of all networks, the seeds make certain
            """);
  }

  @Test
  void wideNumbersTakeTheRoomOfTheLoss() {
    String text = text(SampleRows.all(), 100);
    assertThat(text)
        .isEqualTo(
            """
            3 cells, 90 trials (30 each), 60 of them computed; medians and 10..90 % bands over trials
            tanh: xavier_uniform(1.67) holds; identity: no scheme holds; relu: no scheme holds
            rank depth width activation init                 NaN/Inf     std         10..90 % forward    change backward   change
               -   100   256 tanh       xavier_uniform(1.67)      0%   0.652     0.641..0.664 stable     x0.993 stable      x1.12
               2   100   256 identity   uniform(-1,1)         97%@31 2.50e37 1.25e37..2.50e38 non-finite x1e119 vanishing x1e-198
               -   100   256 relu       identity                   -       -                - invalid         - invalid         -
            NaN/Inf: share@first layer; std: last hidden layer; change: of it, and of the gradient's going back, over all layers
            no room for loss: see report/stability.csv
            stable: changes by at most a factor of 10.0 x depth^0.5 in 90 % of all networks, the seeds make certain
            first: identity uniform(a=-1,b=1): why
            rank 2: identity uniform(a=-1,b=1): equal in law to b
            not computed: 30 trials in 1 cell: said "no" and left
            """);
    assertThat(text.lines()).allMatch(line -> line.length() <= 120);
  }

  @Test
  void cellsBeyondTheLimitAreCounted() {
    assertThat(text(SampleRows.all(), 1))
        .contains("3 cells, 90 trials (30 each), 60 of them computed; medians")
        .contains("... and 2 more cells in report/stability.csv")
        .contains("xavier_uniform")
        .doesNotContain("uniform(-1,1)");
  }

  /** Beyond a screenful each rank has one row, and what shares it is counted. */
  @Test
  void ofManyCellsARankIsOneRow() {
    List<StabilityRow> rows = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      StabilityRow row =
          SampleRows.row(
              SampleRows.cell("tanh", "normal(std=" + (i + 1) / 8.0 + ")"),
              new long[] {1, 0, 0, 0},
              null,
              SampleRows.stable().summary().actStd(),
              SampleRows.stable().summary().forward(),
              SampleRows.stable().summary().backward(),
              1);
      int rank = i < 7 ? 1 : i < 9 ? 8 : i + 1;
      rows.add(row.withStanding(new Standing(rank, "why", Optional.of("told of rank " + rank))));
    }
    String text = text(rows, 3);
    assertThat(
            text.lines()
                .skip(2)
                .limit(5)
                .map(line -> line.substring(0, Math.min(58, line.length()))))
        .containsExactly(
            "rank depth width activation init              alike   std ",
            "   1   100   256 tanh       normal(std=0.125)    +6 0.652 ",
            "   8   100   256 tanh       normal(std=1.0)      +1 0.652 ",
            "  10   100   256 tanh       normal(std=1.25)        0.652 ",
            "... and 2 more cells in report/stability.csv");
    assertThat(text)
        .contains("alike: cells that share the rank, listed in report/stability.csv")
        .contains("told of rank 1")
        .doesNotContain("told of rank 8");
    assertThat(text(rows, 12)).doesNotContain("alike:");
  }

  @Test
  void aColumnThatVariesIsShown() {
    StabilityRow one = SampleRows.stable();
    Map<String, Object> cell = SampleRows.cell("tanh", "ones");
    cell.put("batch", 64);
    StabilityRow other =
        SampleRows.row(
            cell,
            new long[] {1, 0, 0, 0},
            null,
            one.summary().actStd(),
            one.summary().forward(),
            one.summary().backward(),
            1);
    assertThat(text(List.of(one), 9)).doesNotContain("batch");
    assertThat(text(List.of(one, other), 9)).contains("batch");
  }

  @Test
  void lossesThatVaryKeepTheirRoom() {
    StabilityRow one = SampleRows.stable();
    Map<String, Object> cell = SampleRows.cell("tanh", "xavier_uniform(gain=1.6666666666666667)");
    cell.put("loss", "multilabel_soft_margin(reduction=mean)");
    StabilityRow other =
        SampleRows.row(
            cell,
            new long[] {1, 0, 0, 0},
            null,
            one.summary().actStd(),
            one.summary().forward(),
            one.summary().backward(),
            1);
    String header = text(List.of(one, other), 9).lines().toList().get(2);
    assertThat(header).startsWith("loss ").endsWith(" loss/0").doesNotContain("depth");
  }

  /**
   * Names, numbers and columns of every kind; several sizes, so that there is a table of schemes.
   */
  private static List<StabilityRow> manifold() {
    List<StabilityRow> rows = new ArrayList<>(SampleRows.all());
    StabilityRow stable = SampleRows.stable();
    for (int depth : new int[] {3, 30, 300}) {
      for (String init : List.of("ones", "normal(std=0.123456789)", "x".repeat(90))) {
        Map<String, Object> cell = SampleRows.cell("leaky_relu(negative_slope=0.2)", init);
        cell.put("depth", depth);
        cell.put("batch", depth);
        cell.put("loss", depth == 3 ? "mse" : "cross_entropy");
        rows.add(
            SampleRows.row(
                    cell,
                    new long[] {depth, 0, 0, 0},
                    null,
                    stable.summary().actStd(),
                    stable.summary().forward(),
                    stable.summary().backward(),
                    1)
                .withStanding(
                    new Standing(rows.size(), "why " + "so ".repeat(50), Optional.empty())));
      }
    }
    return rows;
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 60, 80, 100, 120, 200})
  void noLineIsLongerThanTheScreenIsWide(int width) {
    String text = StabilityText.of(manifold(), Thresholds.DEFAULT, 5, new Screen(width, false));
    assertThat(text.lines()).allMatch(line -> line.length() <= width, "within " + width);
    assertThat(text).contains("deepest").contains("rank");
    if (width >= 80) {
      assertThat(text).contains(" forward").contains(" backward");
    }
  }

  /** What there was no room for is said. */
  @Test
  void aNarrowTableSaysWhatItLeavesOut() {
    String text = StabilityText.of(SampleRows.all(), Thresholds.DEFAULT, 9, new Screen(80, false));
    assertThat(text)
        .contains("all have depth 100, width 256; no room for std, 10..90 %, loss: see");
  }

  @Test
  void coloursChangeNoLetter() {
    String plain = StabilityText.of(manifold(), Thresholds.DEFAULT, 50, new Screen(120, false));
    String coloured = StabilityText.of(manifold(), Thresholds.DEFAULT, 50, new Screen(120, true));
    assertThat(plain).doesNotContain("\u001b");
    assertThat(coloured)
        .contains("\u001b[32mstable\u001b[0m")
        .contains("\u001b[31mnon-finite\u001b[0m");
    assertThat(coloured.replaceAll("\u001b\\[[0-9]*m", "")).isEqualTo(plain);
  }

  @Test
  void anEmptyTableIsOneLine() {
    assertThat(text(List.of(), 9)).isEqualTo("0 cells, 0 trials\n");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1.00",
    "0.99951, 1.00",
    "0.9994, 0.999",
    "-2.5, -2.50",
    "12345, 12300",
    "99999, 1.00e5",
    "0.001234, 0.00123",
    "0.0009996, 0.00100",
    "0.0001234, 1.23e-4",
    "1.5e-320, 1.50e-320",
    "NaN, NaN",
    "Infinity, Infinity"
  })
  void numbersHaveThreeSignificantDigits(double x, String text) {
    assertThat(ShortTexts.number(x)).isEqualTo(text);
  }

  /** What a table prints can be typed back, but for digits beyond the third. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "normal(std=0.02) | normal(std=0.02)",
        "kaiming_normal(gain=1.48123) | kaiming_normal(gain=1.48)",
        "kaiming_normal(a=0.2) | kaiming_normal(0.2)",
        "kaiming_uniform(nonlinearity=relu) | kaiming_uniform(relu)",
        "leaky_relu(negative_slope=0.2) | leaky_relu(0.2)",
        "hardtanh(max_val=2) | hardtanh(max_val=2)"
      })
  void aNameIsLeftOutOnlyWhereTheValueTellsIt(String text, String brief) {
    assertThat(ShortTexts.abbreviated(List.of(text))).containsEntry(text, brief);
  }

  @Test
  void abbreviatedTextsStayDifferent() {
    assertThat(
            ShortTexts.abbreviated(
                List.of(
                    "xavier_uniform(gain=1.6666666666666667)",
                    "uniform(a=-1,b=1)",
                    "kaiming_normal(mode=fan_out,nonlinearity=relu)",
                    "normal(std=0.12341)",
                    "normal(std=0.12342)",
                    "scaled(flag=true)",
                    "ones",
                    "no (spec")))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "xavier_uniform(gain=1.6666666666666667)", "xavier_uniform(1.67)",
                "uniform(a=-1,b=1)", "uniform(-1,1)",
                "kaiming_normal(mode=fan_out,nonlinearity=relu)", "kaiming_normal(fan_out,relu)",
                "normal(std=0.12341)", "normal(std=0.12341)",
                "normal(std=0.12342)", "normal(std=0.12342)",
                "scaled(flag=true)", "scaled(flag=true)",
                "ones", "ones",
                "no (spec", "no (spec"));
  }
}
