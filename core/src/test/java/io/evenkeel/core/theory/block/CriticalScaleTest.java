package io.evenkeel.core.theory.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.Spec;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.arch.BlockScheme;
import io.evenkeel.core.arch.BlockSchemes;
import io.evenkeel.core.arch.NetDesign;
import io.evenkeel.core.arch.NormSchemes;
import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.init.Normal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Execution(ExecutionMode.CONCURRENT)
class CriticalScaleTest {
  private static final int WIDTH = 1000;

  private static CriticalScale scale(String activation, double sigmaB2, String block, String norm) {
    BlockScheme scheme = BlockSchemes.CATALOG.create(Spec.parse(block));
    int depth =
        scheme.residual() ? 1 + scheme.branch() * CriticalScale.PLACES : CriticalScale.PLACES;
    Optional<Initializer> bias =
        sigmaB2 == 0 ? Optional.empty() : Optional.of(new Normal(0, Math.sqrt(sigmaB2)));
    return CriticalScale.of(
        sigmaW2 ->
            new NetDesign(
                WIDTH,
                WIDTH,
                depth,
                List.of(),
                0,
                Activations.CATALOG.create(Spec.parse(activation)),
                new Normal(0, Math.sqrt(sigmaW2 / WIDTH)),
                Optional.empty(),
                bias,
                scheme,
                norm.equals("none")
                    ? Optional.empty()
                    : Optional.of(NormSchemes.CATALOG.create(Spec.parse(norm))),
                0),
        16);
  }

  /** A norm before relu, E phi'^2 = E phi^2; post-LN of relu: (1 + v) / (1 + v) at any scale. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plain | rms_norm(place=before_activation,eps=1e-30)",
        "plain | rms_norm(place=after_activation,eps=1e-30)",
        "plain | layer_norm(place=before_activation,eps=1e-30)",
        "residual | layer_norm(place=stream,eps=1e-30)",
      })
  void everyScaleIsCriticalForReluUnderSomeNorms(String block, String norm) {
    CriticalScale scale = scale("relu", 0, block.strip(), norm.strip());
    assertThat(scale.all()).isTrue();
    assertThat(scale.sigmaW2()).isEmpty();
  }

  /** E phi'^2 / Var phi = pi / (pi - 1), and (B-2+f'+f) / ((B-3)(1-f)) of 16 rows, at any scale. */
  @ParameterizedTest
  @CsvSource({
    "layer_norm(place=after_activation;eps=1e-30), 1.466942",
    "batch_norm(eps=1e-30), 1.589950"
  })
  void noScaleIsCriticalWhereEachLayerMultipliesByMoreThanOne(String norm, double factor) {
    CriticalScale scale = scale("relu", 0, "plain", norm.replace(';', ','));
    assertThat(scale.all()).isFalse();
    assertThat(scale.sigmaW2()).isEmpty();
    assertThat(scale.slowing()).isFalse();
    assertThat(scale.least()).isCloseTo(factor, within(1e-6));
    assertThat(scale.most()).isCloseTo(factor, within(1e-6));
  }

  /**
   * Before the activation a norm leaves variance 1, so that a layer multiplies by sigma_w^2 E
   * phi'^2 / (sigma_w^2 E phi^2 + sigma_b^2): 1 at sigma_b^2 / (E phi'^2 - E phi^2). For tanh E
   * phi'^2 = .464403, E phi^2 = .394294, to six digits.
   */
  @Test
  void aBiasMakesAScaleCritical() {
    CriticalScale scale =
        scale("tanh", 0.05, "plain", "rms_norm(place=before_activation,eps=1e-30)");
    assertThat(scale.sigmaW2()).hasSize(1);
    assertThat(scale.sigmaW2().get(0)).isCloseTo(0.05 / (0.464403 - 0.394294), within(1e-4));
  }

  /** Pre-LN of relu, from a stream of mean square p: f(l) = 1 + v / (p + (l - 1) v). */
  @Test
  void preLayerNormIsAPowerLaw() {
    CriticalScale scale = scale("relu", 0, "residual", "layer_norm(eps=1e-30)");
    assertThat(scale.slowing()).isTrue();
    assertThat(scale.all()).isFalse();
    assertThat(scale.sigmaW2()).isEmpty();
    double v = 10 * 10 / 2.0;
    assertThat(scale.most()).isCloseTo(1 + v / (10 + 39 * v), within(1e-9));
  }

  @Test
  void whatTheoryDoesNotKnowHasAReason() {
    assertThat(scale("relu", 0, "residual(order=postact)", "none").reason()).isPresent();
  }
}
