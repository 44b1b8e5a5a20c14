package io.evenkeel.core.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.engine.EngineKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineChoiceTest {
  private static Trial trial(String init, int width, int batch, EngineKind engine) {
    return TrialIdentity.parse(
        "depth=6; width=%s; batch=%s; input_width=%s; readout_width=5; activation=tanh; init=%s; loss=random_cotangent; engine=%s; seed=7"
            .formatted(width, batch, width + 3, init, engine.text()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sparse(sparsity=0) | 256 | 16 | EXPLICIT",
        "sparse(sparsity=0.1) | 256 | 16 | EXPLICIT",
        "sparse(sparsity=0.5) | 1024 | 64 | EXPLICIT",
        "sparse(sparsity=0.98) | 256 | 16 | MATRIX_FREE",
        "sparse(sparsity=0.9) | 1024 | 16 | MATRIX_FREE",
        "sparse(sparsity=1) | 256 | 16 | MATRIX_FREE",
        "kaiming_normal | 1024 | 16 | MATRIX_FREE",
        "kaiming_normal | 16 | 16 | EXPLICIT",
        "orthogonal | 8 | 16 | EXPLICIT",
        "xavier_uniform | 1024 | 16 | EXPLICIT"
      })
  void takesTheCheaperOfTheExactEngines(String init, int width, int batch, EngineKind expected) {
    for (EngineKind engine : EngineKind.values()) {
      assertThat(EngineChoice.of(trial(init, width, batch, engine))).isEqualTo(expected);
    }
  }

  @Test
  void moreZerosNeverChangeTheChoiceBackToExplicit() {
    EngineKind before = EngineKind.EXPLICIT;
    for (int percent = 0; percent <= 100; percent++) {
      Trial trial =
          trial("sparse(sparsity=%s)".formatted(percent / 100.0), 300, 20, EngineKind.EXPLICIT);
      EngineKind choice = EngineChoice.of(trial);
      assertThat(choice).isIn(before, EngineKind.MATRIX_FREE);
      before = choice;
    }
    assertThat(before).isEqualTo(EngineKind.MATRIX_FREE);
  }

  @ParameterizedTest
  @CsvSource({"0", "0.1", "0.9", "1"})
  void sparseTrialsDoNotDependOnTheEngine(String sparsity) {
    String init = "sparse(sparsity=%s,std=0.05)".formatted(sparsity);
    Trial free = trial(init, 40, 6, EngineKind.MATRIX_FREE);
    assertThat(TrialFeasibility.reason(free, 1L << 30)).isEmpty();
    try (TrialRunner runner = new TrialRunner()) {
      TrialResult actual = runner.run(free);
      TrialResult expected = runner.run(free.with(EngineKind.EXPLICIT));
      for (int layer = 0; layer < free.layers(); layer++) {
        // A product of 43 terms is within 44 units of 6e-8 of their magnitudes, which are some
        // sqrt(40) times the result: 1.7e-5. No direction grows more than twice as much as a
        // typical one: 128 times in 7 layers. Other weights would move a std of 240 values by 5 %.
        double std = expected.layers().get(layer).act().std();
        assertThat(actual.layers().get(layer).act().std()).isCloseTo(std, within(2.2e-3 * std));
        double gradient = expected.layers().get(layer).gradient().orElseThrow().weightRms().log10();
        double other = actual.layers().get(layer).gradient().orElseThrow().weightRms().log10();
        assertThat(other).isEqualTo(gradient, within(2.2e-3 / Math.log(10)));
      }
    }
  }
}
