package io.evenkeel.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs: their draws, their moments, and the identities of trials. */
class InputSchemeTest {
  private static final int LENGTH = 1 << 20;

  /**
   * Sample means of 2^20 values against the stated moments, in standard errors: 5 of them for each
   * of the powers 1, 2 and 4, and for products of neighbours.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "gaussian",
        "gaussian(mean=3,std=0.5)",
        "gaussian(mean=0,std=255)",
        "uniform",
        "uniform(low=-2,high=1)",
        "uniform(low=0,high=255)"
      })
  void momentsAreThoseOfTheDraws(String text) {
    InputScheme scheme = scheme(text);
    InputMoments moments = scheme.moments();
    float[] x = draws(scheme, 11);
    double square = moments.square();
    within5(x, 1, moments.mean());
    within5(x, 2, square);
    within5(x, 4, moments.kurtosis() * square * square);
    double product = 0;
    for (int i = 0; i < LENGTH; i += 2) {
      product += (double) x[i] * x[i + 1];
    }
    // The standard deviation of a product of two is E[x^2] at most.
    assertThat(product / (LENGTH / 2))
        .isCloseTo(moments.cosine() * square, within(5 * square / Math.sqrt(LENGTH / 2.0)));
  }

  private static void within5(float[] x, int power, double expected) {
    double sum = 0;
    double squares = 0;
    for (float value : x) {
      double term = Math.pow(value, power);
      sum += term;
      squares += term * term;
    }
    double mean = sum / LENGTH;
    double error = Math.sqrt((squares / LENGTH - mean * mean) / LENGTH);
    assertThat(mean).isCloseTo(expected, within(5 * error));
  }

  /** x = mean + std z of the very draws z that the default input has. */
  @Test
  void aScaledInputIsTheDefaultScaled() {
    float[] standard = draws(scheme("gaussian"), 4);
    float[] scaled = draws(scheme("gaussian(mean=-1,std=2)"), 4);
    float[] plain = new float[LENGTH];
    RandomStream.of(4, Role.INPUT, 0).fillNormal(0, plain, 0, LENGTH);
    assertThat(standard).isEqualTo(plain);
    for (int i = 0; i < 1000; i++) {
      assertThat(scaled[i]).isEqualTo((float) (2.0 * standard[i] - 1));
    }
  }

  @Test
  void theDefaultKeepsItsIdentity() {
    String net = "depth=3; width=8; activation=relu; init=lecun_normal; seed=1";
    Trial trial = TrialIdentity.parse(net);
    assertThat(trial.toString()).contains("; input=gaussian; ");
    for (String same : new String[] {"gaussian", "gaussian(mean=0)", "normal(0, 1)"}) {
      assertThat(TrialIdentity.id(TrialIdentity.parse(net + "; input=" + same)))
          .isEqualTo(TrialIdentity.id(trial));
    }
    Trial scaled = TrialIdentity.parse(net + "; input=gaussian(0, 255)");
    assertThat(scaled.toString()).contains("; input=gaussian(std=255); ");
    assertThat(TrialIdentity.id(scaled)).isNotEqualTo(TrialIdentity.id(trial));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gaussian(std=0) | std of gaussian must be above 0",
        "gaussian(std=-1) | std of gaussian must be above 0",
        "gaussian(mean=1e39) | mean of gaussian must be a float32 number",
        "uniform(low=1) | low of uniform must be below high",
        "uniform(low=2,high=1) | low of uniform must be below high",
        "gausian | unknown input 'gausian' (did you mean 'gaussian'?); known: gaussian, uniform",
        "uniform(min=0) | unknown parameter 'min' of uniform"
      })
  void whatIsWrongIsSaid(String text, String message) {
    assertThatThrownBy(() -> scheme(text))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(message);
  }

  private static InputScheme scheme(String text) {
    return Inputs.CATALOG.create(Spec.parse(text));
  }

  private static float[] draws(InputScheme scheme, long seed) {
    float[] x = new float[LENGTH];
    scheme.fill(RandomStream.of(seed, Role.INPUT, 0), x, LENGTH);
    return x;
  }
}
