package io.evenkeel.core.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.engine.EngineKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BiasFanTest {
  private static final int WIDTH = 4000;
  private static final int INPUT_WIDTH = 10;

  private static Trial trial(String bias, int width, int inputWidth, EngineKind engine) {
    return TrialIdentity.parse(
        "depth=2; width=%s; batch=1; input_width=%s; activation=linear; init=zeros; bias=%s; loss=mse; engine=%s; backward=false; seed=7"
            .formatted(width, inputWidth, bias, engine.text()));
  }

  /** With weights 0 an activation is its bias, of standard deviation 1 / sqrt(fan-in). */
  @ParameterizedTest
  @EnumSource(names = {"EXPLICIT", "MATRIX_FREE"})
  void aBiasTakesTheFanInOfItsLayersWeights(EngineKind engine) {
    try (TrialRunner runner = new TrialRunner()) {
      TrialResult result = runner.run(trial("lecun_normal", WIDTH, INPUT_WIDTH, engine));
      double[] fanIn = {INPUT_WIDTH, WIDTH};
      for (int layer = 0; layer < 2; layer++) {
        // Five standard errors of a standard deviation, 1 / sqrt(2 n) each.
        assertThat(result.layers().get(layer).act().std() * Math.sqrt(fanIn[layer]))
            .isCloseTo(1, within(5 / Math.sqrt(2.0 * WIDTH)));
      }
    }
  }

  @Test
  void theIdentityOfTrialsWhoseBiasScalesWithAFanSaysSo() {
    assertThat(text("lecun_uniform", 8, 8)).endsWith("; bias_fan=weights");
    assertThat(text("kaiming_normal(mode=fan_in)", 1, 3)).endsWith("; bias_fan=weights");
  }

  @Test
  void theIdentityOfOtherTrialsIsWhatItWas() {
    assertThat(text("normal(std=0.5)", 8, 8)).contains("; bias=normal(std=0.5); input=");
    assertThat(text("lecun_uniform", 1, 1)).doesNotContain("bias_fan");
    assertThat(text("kaiming_normal(mode=fan_out)", 8, 8)).doesNotContain("bias_fan");
  }

  @Test
  void aTrialIsReadFromItsIdentity() {
    Trial trial = trial("lecun_uniform", 8, 8, EngineKind.EXPLICIT);
    assertThat(TrialIdentity.parse(TrialIdentity.canonicalText(trial))).isEqualTo(trial);
  }

  private static String text(String bias, int width, int inputWidth) {
    return TrialIdentity.canonicalText(trial(bias, width, inputWidth, EngineKind.EXPLICIT));
  }
}
