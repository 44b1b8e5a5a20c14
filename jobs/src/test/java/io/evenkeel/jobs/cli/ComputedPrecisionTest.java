package io.evenkeel.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.analysis.ReportTables;
import io.evenkeel.analysis.console.StabilityText;
import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.analysis.text.Screen;
import io.evenkeel.analysis.verdict.Thresholds;
import io.evenkeel.core.theory.block.FormatForecast;
import io.evenkeel.jobs.parquet.LocalSpark;
import io.evenkeel.jobs.run.RunFolder;
import io.evenkeel.jobs.run.Sweeps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verdicts on networks that were computed in a format, in the stability table. */
class ComputedPrecisionTest {
  @TempDir private static Path folder;
  private static List<StabilityRow> rows;

  @BeforeAll
  static void run() throws IOException {
    new RunFolder(folder)
        .run(
            LocalSpark.session(),
            Sweeps.plan(
                """
                name: computed
                defaults: {width: 256, batch: 16, seed: {from: 0, to: 2}, engine: explicit}
                grids:
                  - {activation: sigmoid, init: xavier_normal, depth: 10, precision: [float32, bf16]}
                  - {activation: sigmoid, init: xavier_normal, depth: 10, precision: fp16, loss_scale: [1, 4096, auto]}
                  - {activation: sigmoid, init: xavier_normal, depth: 9, precision: fp16, loss_scale: [1, 4096, auto]}
                  - {activation: linear, init: normal(std=1), depth: 5, precision: [float32, fp16]}
                """));
    rows = ReportTables.write(LocalSpark.session(), folder.toString(), Thresholds.DEFAULT);
  }

  /**
   * The gradient of a sigmoid network shrinks by two binades a layer: after ten layers fp16 needs a
   * scale of 2^8 or 2^9, which the float32 networks tell where they are there.
   */
  @ParameterizedTest
  @CsvSource({
    "10, float32, 1, safe",
    "10, bf16, 1, safe",
    "10, fp16, 1, scale 2\\^[89]\\.\\.2\\^(19|20)",
    "10, fp16, 4096, safe",
    "10, fp16, 0, safe",
    "9, fp16, 1, scale > 2\\^0",
    "9, fp16, 4096, safe",
    "9, fp16, 0, safe",
    "5, float32, 1, safe",
    "5, fp16, 1, overflows @3"
  })
  void everyCellIsJudgedInItsOwnFormat(int depth, String format, double scale, String verdict) {
    assertThat(rows)
        .filteredOn(row -> row.cell().get("depth").equals(depth))
        .filteredOn(row -> row.cell().get("precision").toString().startsWith(format))
        .filteredOn(row -> row.cell().get("loss_scale").equals(scale))
        .singleElement()
        .satisfies(row -> assertThat(row.precisionVerdict().orElseThrow()).matches(verdict));
  }

  @Test
  void theoryStandsBesideIt() {
    for (StabilityRow row : rows) {
      boolean linear = row.cell().get("depth").equals(5);
      boolean narrow = row.cell().get("precision").toString().startsWith("fp16");
      OptionalInt expected =
          row.format().map(FormatForecast::overflowLayer).orElse(OptionalInt.empty());
      assertThat(expected).isEqualTo(linear && narrow ? OptionalInt.of(3) : OptionalInt.empty());
    }
  }

  @Test
  void theTableShowsTheVerdictOnTheFormat() {
    String text = StabilityText.of(rows, Thresholds.DEFAULT, 100, new Screen(160, false));
    assertThat(text).contains(" in format").contains(" overflows @3").contains(" scale > 2^0");
  }
}
