package io.evenkeel.core.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActivationMessagesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "celu(alpha=0) | alpha of celu must be a finite number other than 0, got 0",
        "softplus(beta=0) | beta of softplus must be a finite number other than 0, got 0",
        "softshrink(lambd=-0.5)"
            + " | lambd of softshrink must be a finite number of at least 0, got -0.5",
        "hardtanh(min_val=1,max_val=1) | min_val of hardtanh must be below max_val=1, got 1",
        "hardtanh(max_val=-2) | min_val of hardtanh must be below max_val=-2, got -1",
        "elu(alpha=NaN) | alpha of elu must be a finite number, got NaN",
        "gelu(approximate=fast) | approximate of gelu must be one of none, tanh, got fast",
        "threshold(value=1) | threshold needs threshold",
        "threshold | threshold needs threshold, value",
        "relu(slope=1) | relu takes no parameters, got slope"
      })
  void oneLineSaysWhatWhereAndWhatIsAllowed(String text, String message) {
    assertThatThrownBy(() -> Activations.CATALOG.create(Spec.parse(text)))
        .isInstanceOf(SpecException.class)
        .hasMessage(message);
  }

  @Test
  void aConstructorChecksToo() {
    assertThatThrownBy(() -> new LeakyRelu(Double.NaN))
        .isInstanceOf(SpecException.class)
        .hasMessage("negative_slope of leaky_relu must be a finite number, got NaN");
    assertThatThrownBy(() -> new Prelu(Double.POSITIVE_INFINITY))
        .hasMessage("init of prelu must be a finite number, got Infinity");
    assertThatThrownBy(() -> new Hardshrink(Double.NaN))
        .hasMessage("lambd of hardshrink must be a finite number, got NaN");
  }

  @Test
  void aliasesAreTheSameMember() {
    assertThat(Activations.CATALOG.create(Spec.of("linear"))).isEqualTo(new Identity());
    assertThat(Activations.CATALOG.create(Spec.of("swish"))).isEqualTo(new Silu());
  }

  @Test
  void parametersHavePytorchsDefaults() {
    assertThat(Activations.CATALOG.entries().stream().map(e -> e.name()))
        .filteredOn(name -> !name.equals("threshold") && !name.equals("expr"))
        .extracting(name -> Activations.CATALOG.complete(Spec.of(name)).text())
        .contains(
            "leaky_relu(negative_slope=0.01)",
            "elu(alpha=1)",
            "celu(alpha=1)",
            "gelu(approximate=none)",
            "softplus(beta=1,threshold=20)",
            "hardtanh(min_val=-1,max_val=1)",
            "softshrink(lambd=0.5)",
            "hardshrink(lambd=0.5)",
            "prelu(init=0.25)");
  }
}
