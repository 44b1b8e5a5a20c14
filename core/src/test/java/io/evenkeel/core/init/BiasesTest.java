package io.evenkeel.core.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.Spec;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BiasesTest {
  private static final int UNITS = 4096;
  private static final int FAN_IN = 100;
  private static final RandomStream STREAM = RandomStream.of(11, Role.BIAS, 3);

  private static Initializer scheme(String text) {
    return Initializers.CATALOG.create(Spec.parse(text));
  }

  private static float[] drawn(Initializer scheme, int fanIn) {
    float[] bias = new float[UNITS];
    Biases.fill(scheme, STREAM, UNITS, fanIn, bias);
    return bias;
  }

  /** {@code torch.nn.Linear.reset_parameters}: U(-1/sqrt(fan_in), 1/sqrt(fan_in)) for both. */
  @Test
  void kaimingUniformWithAOfRootFiveIsTheBiasOfALinearLayer() {
    float[] bias = drawn(scheme("kaiming_uniform(a=2.23606797749979)"), FAN_IN);
    float largest = 0;
    for (float b : bias) {
      largest = Math.max(largest, Math.abs(b));
    }
    // All of 4096 lie below 0.99 times the bound with probability 0.99^4096 = 1e-18.
    assertThat((double) largest).isBetween(0.99 / 10, 1.0 / 10 + 1e-8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lecun_uniform",
        "lecun_normal",
        "kaiming_normal",
        "kaiming_uniform(mode=fan_out)",
        "xavier_normal",
        "xavier_uniform(gain=2)",
        "variance_scaling",
        "variance_scaling(scale=3,mode=fan_avg,distribution=uniform)",
        "variance_scaling(mode=fan_out,distribution=untruncated_normal)"
      })
  void anEntryHasTheLawOfAWeightOfTheLayer(String text) {
    Initializer scheme = scheme(text);
    double variance = scheme.variance(UNITS, FAN_IN);
    assertThat(Biases.variance(scheme, UNITS, FAN_IN)).isEqualTo(variance);
    double squares = 0;
    for (float b : drawn(scheme, FAN_IN)) {
      squares += (double) b * b / UNITS;
    }
    // A normal's square has variance 2 var^2, other laws' less: five standard errors.
    assertThat(squares / variance).isCloseTo(1, within(5 * Math.sqrt(2.0 / UNITS)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "normal(std=0.5)",
        "normal(mean=-1,std=0.01)",
        "uniform(a=-2,b=3)",
        "constant(val=-1)",
        "ones",
        "zeros",
        "trunc_normal(std=0.02)",
        "orthogonal",
        "sparse(sparsity=0.5)"
      })
  void schemesWithoutAFanDrawAsAColumn(String text) {
    Initializer scheme = scheme(text);
    float[] column = new float[UNITS];
    scheme.fill(STREAM, UNITS, 1, column);
    assertThat(drawn(scheme, FAN_IN)).isEqualTo(column);
    assertThat(Biases.usesFanIn(scheme, UNITS, FAN_IN)).isFalse();
    assertThat(Biases.mean(scheme, UNITS, FAN_IN)).isEqualTo(scheme.mean(UNITS, 1));
    assertThat(Biases.variance(scheme, UNITS, FAN_IN)).isEqualTo(scheme.variance(UNITS, 1));
  }

  @Test
  void onlyALawThatChangesWithTheFanInUsesIt() {
    assertThat(Biases.usesFanIn(scheme("lecun_uniform"), UNITS, FAN_IN)).isTrue();
    assertThat(Biases.usesFanIn(scheme("xavier_normal"), UNITS, FAN_IN)).isTrue();
    assertThat(Biases.usesFanIn(scheme("variance_scaling"), UNITS, FAN_IN)).isTrue();
    assertThat(Biases.usesFanIn(scheme("lecun_uniform"), UNITS, 1)).isFalse();
    assertThat(Biases.usesFanIn(scheme("kaiming_normal(mode=fan_out)"), UNITS, FAN_IN)).isFalse();
  }

  @Test
  void theIdentityIsNoBias() {
    assertThat(Biases.unsupported(scheme("identity"), UNITS, UNITS)).isPresent();
  }
}
