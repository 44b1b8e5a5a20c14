package io.evenkeel.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.analysis.stability.StabilityTable;
import io.evenkeel.analysis.verdict.Thresholds;
import io.evenkeel.analysis.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Residual nets are judged by their stream behind blocks, whatever goes on within. */
class StreamVerdictsTest {
  private static final int DEPTH = 101;
  private static final int SEEDS = 30;

  @TempDir private Path run;

  private static RunFixture.Trial trial(
      RunFixture fixture,
      String block,
      long seed,
      IntToDoubleFunction std,
      IntToDoubleFunction log10Gradient,
      IntToDoubleFunction share) {
    double shift = 1 + 1e-3 * (seed % 7);
    return fixture
        .trial("kaiming_normal(nonlinearity=relu)", DEPTH, seed)
        .with("block", block)
        .withLayers("stream_std", behind(layer -> shift * std.applyAsDouble(layer / 2)))
        .withLayers("stream_rms", behind(layer -> shift * std.applyAsDouble(layer / 2)))
        .withLayers("stream_cosine", behind(layer -> 0.5))
        .withLayers("stream_cosine_magnitude", behind(layer -> 0.5))
        .withLayers("branch_share", behind(layer -> share.applyAsDouble(layer / 2)))
        .withLayers(
            "log10_stream_grad_rms", behind(layer -> log10Gradient.applyAsDouble(layer / 2)))
        .withLayers("log10_weight_grad_rms", layer -> layer == 40 ? -5 : -3);
  }

  /** What a row has behind a block of two layers, and NULL within one: a fixture leaves NaN out. */
  private static IntToDoubleFunction behind(IntToDoubleFunction ofLayer) {
    return layer -> layer % 2 == 0 ? ofLayer.applyAsDouble(layer) : Double.NaN;
  }

  @Test
  void verdictsFollowTheStreamAndSilentNetsRankBehindThoseAtWork() throws IOException {
    RunFixture fixture = new RunFixture();
    for (long seed = 0; seed < SEEDS; seed++) {
      // Doubling per block: 2^25 over 50 blocks in the std.
      trial(fixture, "residual", seed, b -> Math.pow(2, b / 2.0), b -> -b * 0.15, b -> 0.5)
          .layers(layer -> 1, layer -> -3);
      trial(fixture, "rezero", seed, b -> 1, b -> -3, b -> 0)
          .layers(layer -> layer == 0 ? 1 : 1e9, layer -> layer == 0 ? -3 : 40);
      trial(fixture, "gpt2", seed, b -> Math.sqrt(1 + 0.01 * b), b -> -3, b -> 0.011)
          .layers(layer -> 1, layer -> -3);
    }
    fixture.write(run, 2);
    List<StabilityRow> rows =
        StabilityTable.compute(LocalSpark.session(), run.toString(), Thresholds.DEFAULT);
    assertThat(rows)
        .extracting(row -> row.cell().block())
        .containsExactly("gpt2", "residual", "rezero");
    StabilityRow gpt2 = rows.get(0);
    assertThat(gpt2.forwardVerdict()).hasValue(Verdict.STABLE);
    assertThat(gpt2.backwardVerdict()).hasValue(Verdict.STABLE);
    assertThat(gpt2.branchVerdict()).hasValue(Verdict.BALANCED);
    StabilityRow exploding = rows.get(1);
    assertThat(exploding.forwardVerdict()).hasValue(Verdict.EXPLODING);
    assertThat(exploding.backwardVerdict()).hasValue(Verdict.EXPLODING);
    // 10 sqrt(51) = 71 is left by sqrt(2)^13, behind layer 26.
    assertThat(exploding.forwardJudgement().orElseThrow().firstBadLayer()).hasValue(26);
    assertThat(exploding.forwardJudgement().orElseThrow().rate().orElseThrow())
        .isCloseTo(Math.log(2) / 2, within(1e-3));
    StabilityRow silent = rows.get(2);
    assertThat(silent.forwardVerdict()).hasValue(Verdict.STABLE);
    assertThat(silent.backwardVerdict()).hasValue(Verdict.STABLE);
    assertThat(silent.branchVerdict()).hasValue(Verdict.SILENT);
    assertThat(silent.summary().branches().weightGradSpread().orElseThrow().median()).isEqualTo(2);
  }
}
