package io.evenkeel.core.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A trial with a formula is the trial with the activation that the formula spells out. */
class ExprTrialTest {
  private static final String NET =
      "depth=4; width=40; batch=8; readout_width=3; init=xavier_normal(gain=1.4); seed=7;"
          + " activation=%s; engine=%s";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x*tanh(softplus(x)) | mish | explicit",
        "x*tanh(softplus(x)) | mish | matrix_free",
        "x*sigmoid(x) | silu | explicit",
        "where(x>0,x,0.25*x) | prelu | matrix_free",
        "hardtanh(x) | hardtanh | explicit"
      })
  void theLayersAreTheSame(String formula, String builtIn, String engine) {
    List<LayerResult> own = run("expr(formula=\"%s\")".formatted(formula), engine);
    List<LayerResult> other = run(builtIn, engine);
    assertThat(own).hasSameSizeAs(other);
    for (int i = 0; i < own.size(); i++) {
      // Each value is rounded to float32 once; the statistics are sums of 320 of them.
      double std = other.get(i).act().std();
      assertThat(own.get(i).act().std()).isCloseTo(std, within(1e-6 * std));
    }
  }

  private static List<LayerResult> run(String activation, String engine) {
    try (TrialRunner runner = new TrialRunner()) {
      return runner.run(TrialIdentity.parse(NET.formatted(activation, engine))).layers();
    }
  }

  @Test
  void theIdentityIsThatOfTheNormalForm() {
    Trial written = TrialIdentity.parse(NET.formatted("expr(x * tanh( softplus(x) ))", "explicit"));
    Trial normal =
        TrialIdentity.parse(NET.formatted("expr(formula=\"x*tanh(softplus(x))\")", "explicit"));
    assertThat(written.toString())
        .isEqualTo(normal.toString())
        .contains("; activation=expr(formula=\"x*tanh(softplus(x))\"); ");
    assertThat(TrialIdentity.id(TrialIdentity.parse(normal.toString())))
        .isEqualTo(TrialIdentity.id(written));
  }
}
