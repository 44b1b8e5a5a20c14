package io.evenkeel.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.analysis.SampleRows;
import io.evenkeel.analysis.stability.StabilityRow;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The answer in one sentence. */
class AnswerTest {
  private static final String HOLDS = "tanh: xavier_uniform(1.67) holds";

  @Test
  void namesTheSchemeThatHoldsForEachActivation() {
    assertThat(sentence(SampleRows.stable(), SampleRows.nonFinite()))
        .isEqualTo(HOLDS + "; identity: no scheme holds. 1 of 2 cells stays stable both ways.");
  }

  @Test
  void ofOneCellItSaysWhatBecomesOfIt() {
    assertThat(sentence(SampleRows.stable()))
        .isEqualTo(HOLDS + ". This cell stays stable both ways.");
    assertThat(sentence(SampleRows.nonFinite()))
        .isEqualTo(
            "identity: no scheme holds. This cell does not stay stable both ways:"
                + " identity uniform(-1,1).");
  }

  @Test
  void whereAllOrNoneAreStableItSaysSo() {
    assertThat(sentence(SampleRows.stable(), other("relu")))
        .endsWith("All 2 cells stay stable both ways.");
    assertThat(sentence(SampleRows.nonFinite(), SampleRows.invalid()))
        .contains("None of 2 cells stays stable both ways");
  }

  @Test
  void ofNothingItSaysNothing() {
    assertThat(sentence()).isEqualTo("Nothing can be said yet: no trial has been computed.");
    assertThat(sentence(SampleRows.invalid())).startsWith("Nothing can be said yet");
  }

  @Test
  void figuresCountCellsTrialsAndWhatBecameOfThem() {
    List<StabilityRow> rows =
        List.of(SampleRows.stable(), SampleRows.nonFinite(), SampleRows.invalid());
    assertThat(new Answer(rows, new CellNames(rows)).figures(ReportFixture.provenance("n")))
        .isEqualTo(
            "3 cells of depth 100 and width 256, 480 trials, 29 with a NaN or an infinity,"
                + " 30 not computed.");
  }

  private static StabilityRow other(String activation) {
    StabilityRow stable = SampleRows.stable();
    return SampleRows.row(
        SampleRows.cell(activation, "kaiming_normal(nonlinearity=relu)"),
        new long[] {30, 0, 0, 0},
        null,
        stable.summary().actStd(),
        stable.summary().forward(),
        stable.summary().backward(),
        2.5);
  }

  private static String sentence(StabilityRow... rows) {
    return new Answer(List.of(rows), new CellNames(List.of(rows))).sentence();
  }
}
