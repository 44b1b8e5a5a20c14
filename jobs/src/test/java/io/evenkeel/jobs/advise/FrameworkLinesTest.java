package io.evenkeel.jobs.advise;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines to paste: what each framework's documentation says such a call draws. */
class FrameworkLinesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kaiming_normal(gain=1.5) | none | PyTorch |"
            + " nn.init.normal_(m.weight, std=1.5 / m.in_features**0.5); nn.init.zeros_(m.bias)",
        "kaiming_normal(gain=1.5) | none | Keras | keras.layers.Dense(units,"
            + " kernel_initializer=keras.initializers.VarianceScaling(2.25, \"fan_in\","
            + " \"untruncated_normal\"))",
        "kaiming_normal(gain=1.5) | none | JAX (flax) | nn.Dense(units,"
            + " kernel_init=nn.initializers.variance_scaling(2.25, \"fan_in\", \"normal\"))",
        "kaiming_normal(gain=1.5) | none | DL4J |"
            + " .weightInit(new NormalDistribution(0, 1.5 / Math.sqrt(nIn))).biasInit(0)",
        "orthogonal(gain=1.5) | none | PyTorch |"
            + " nn.init.orthogonal_(m.weight, gain=1.5); nn.init.zeros_(m.bias)",
        "orthogonal(gain=1.5) | none | DL4J |"
            + " .weightInit(new OrthogonalDistribution(1.5)).biasInit(0)",
        "xavier_uniform(gain=2) | none | Keras | keras.layers.Dense(units,"
            + " kernel_initializer=keras.initializers.VarianceScaling(4, \"fan_avg\", \"uniform\"))",
        "xavier_normal | normal(std=0.25) | PyTorch | nn.init.normal_(m.weight, std=1 /"
            + " ((m.in_features + m.out_features) / 2)**0.5); nn.init.normal_(m.bias, std=0.25)",
        "lecun_uniform | none | PyTorch | k = 1.73205081 / m.in_features**0.5;"
            + " nn.init.uniform_(m.weight, -k, k); nn.init.zeros_(m.bias)",
        "normal(std=0.02) | none | JAX (flax) |"
            + " nn.Dense(units, kernel_init=nn.initializers.normal(0.02))"
      })
  void saysTheSameLaw(String init, String bias, String framework, String line) {
    assertThat(FrameworkLines.of(new Scheme(init, bias))).containsEntry(framework, line);
  }
}
