package io.evenkeel.core.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialIdentity;
import io.evenkeel.core.sweep.TrialResult;
import io.evenkeel.core.sweep.TrialRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers of initialisers as formulas of the layer and the network. */
class FormulaInitTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "normal(std=\"sqrt( 2 / fan_in )\") | normal(std=\"sqrt(2/fan_in)\")",
        "normal(std=sqrt(2/fan_in)) | normal(std=\"sqrt(2/fan_in)\")",
        "normal(0, sqrt(2/fan_in)) | normal(std=\"sqrt(2/fan_in)\")",
        "normal(std=\"5/4\") | normal(std=1.25)",
        "normal(std=fan_in) | normal(std=fan_in)",
        "xavier_normal(gain='depth**-0.25') | xavier_normal(gain=\"depth^-0.25\")",
        "kaiming_normal(gain=\"max(1,2-blocks)\")" + " | kaiming_normal(gain=\"max(1,2-blocks)\")"
      })
  void theNormalFormIsReadAgain(String written, String canonical) {
    assertThat(Initializers.CATALOG.text(Spec.parse(written))).isEqualTo(canonical);
    assertThat(Initializers.CATALOG.text(Spec.parse(canonical))).isEqualTo(canonical);
    Initializer scheme = Initializers.CATALOG.create(Spec.parse(written));
    assertThat(scheme).isEqualTo(Initializers.CATALOG.create(Spec.parse(canonical)));
  }

  /** Kaiming's formula is kaiming_normal: the same law, the same numbers. */
  @Test
  void aFormulaDrawsWhatItsNumbersDraw() {
    Initializer own = scheme("normal(std=\"sqrt(2/fan_in)\")");
    Initializer kaiming = scheme("kaiming_normal");
    float[] ownWeights = new float[30 * 50];
    float[] weights = new float[30 * 50];
    own.fill(RandomStream.of(3, Role.WEIGHT, 0), 30, 50, ownWeights);
    kaiming.fill(RandomStream.of(3, Role.WEIGHT, 0), 30, 50, weights);
    assertThat(ownWeights).isEqualTo(weights);
    assertThat(own.variance(30, 50)).isCloseTo(0.04, within(1e-16));
    assertThat(own.distribution(30, 50).sameAs(kaiming.distribution(30, 50))).isTrue();
    assertThat(own.law(30, 50)).isPresent();
  }

  /** A bias knows its layer's fan-in: this one is nn.Linear's. */
  @Test
  void aBiasTakesTheFansOfItsWeights() {
    Initializer own = scheme("uniform(a=\"-1/sqrt(fan_in)\",b=\"1/sqrt(fan_in)\")");
    Initializer linear = scheme("torch_default");
    assertThat(Biases.variance(own, 8, 48)).isCloseTo(1.0 / (3 * 48), within(1e-17));
    float[] ownBias = new float[8];
    float[] bias = new float[8];
    Biases.fill(own, RandomStream.of(1, Role.BIAS, 2), 8, 48, ownBias);
    Biases.fill(linear, RandomStream.of(1, Role.BIAS, 2), 8, 48, bias);
    for (int i = 0; i < 8; i++) {
      assertThat(ownBias[i]).isCloseTo(bias[i], within(1e-7f));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "block=gpt2; init=normal(std=\"0.1/sqrt(2*blocks)\") | block=gpt2; init=normal(std=0.025)",
        "init=normal(std=\"1/depth\") | init=normal(std=0.0588235294117647)",
        "init=normal(std=\"width/160\"); bias=normal(std=\"fan_in/320\")"
            + " | init=normal(std=0.25); bias=normal(std=0.125)"
      })
  void aTrialIsThatOfTheNumbers(String formulas, String numbers) {
    TrialResult own = run(formulas);
    TrialResult other = run(numbers);
    assertThat(own.layers()).isEqualTo(other.layers());
    assertThat(TrialIdentity.id(own.trial())).isNotEqualTo(TrialIdentity.id(other.trial()));
    Trial again = TrialIdentity.parse(own.trial().toString());
    assertThat(TrialIdentity.id(again)).isEqualTo(TrialIdentity.id(own.trial()));
  }

  private static TrialResult run(String keys) {
    String net = "depth=17; width=40; activation=relu; seed=5; engine=explicit; ";
    try (TrialRunner runner = new TrialRunner()) {
      return runner.run(TrialIdentity.parse(net + keys));
    }
  }

  @Test
  void aLayerWithoutAValueIsUnsupported() {
    Initializer scheme =
        FormulaInit.in(scheme("normal(std=\"1/sqrt(2*blocks)\")"), new NetSize(3, 8, 0));
    assertThat(scheme.unsupported(8, 4).orElseThrow())
        .isEqualTo(
            "std=\"1/sqrt(2*blocks)\" of normal is Infinity where fan_in is 4, fan_out 8, depth 3,"
                + " width 8, blocks 0");
    assertThat(scheme.variance(8, 4)).isNaN();
    assertThat(scheme.law(8, 4)).isEmpty();
    assertThat(scheme("normal(std=\"10-fan_in\")").unsupported(2, 11).orElseThrow())
        .isEqualTo("std of normal must be between 0 and 3.4028234663852886e38, got -1");
    assertThat(scheme("normal(std=depth)").unsupported(2, 2)).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "normal(std=\"x/2\") | 'x' at character 1 of 'x/2' is not known; a formula has numbers",
        "normal(std=\"sqrt(fan_in, 2)\") | sqrt takes one argument (at character 1",
        "kaiming_normal(mode=fan-in) | mode of kaiming_normal must be one of",
        "kaiming_normal(nonlinearity=fan_in/2) | nonlinearity of kaiming_normal must be one of"
      })
  void whatIsWrongIsSaid(String written, String message) {
    assertThatThrownBy(() -> Initializers.CATALOG.create(Spec.parse(written)))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(message);
  }

  private static Initializer scheme(String text) {
    return Initializers.CATALOG.create(Spec.parse(text));
  }
}
