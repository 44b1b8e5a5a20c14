package io.evenkeel.core.activation;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.Catalog;
import io.evenkeel.core.Spec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every activation keeps, whatever its formula. */
class ActivationContractTest {
  /** Step of the central difference. */
  private static final double STEP = 1e-5;

  private static final float[] SPECIAL = {
    0f,
    -0f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    1e-38f,
    -1e-38f,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN,
    1f,
    -1f,
    3f,
    -3f,
    6f,
    0.5f,
    -0.5f
  };

  static Stream<Activation> all() {
    return ActivationCases.all();
  }

  @Test
  void theCatalogHoldsEveryMemberOnce() {
    assertThat(all().map(Object::getClass).distinct().toList())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.<Class<?>>asList(Activation.class.getPermittedSubclasses()));
    assertThat(Activations.CATALOG.entries())
        .hasSameSizeAs(Activation.class.getPermittedSubclasses());
  }

  @Test
  void everyEntryHasALineOfFormulaAndMeaning() {
    for (Catalog.Entry<Activation> entry : Activations.CATALOG.entries()) {
      assertThat(entry.formula()).isNotBlank().doesNotContain("\n");
      entry.parameters().forEach(parameter -> assertThat(parameter.meaning()).isNotBlank());
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void itsSpecIsCompleteAndMakesItAgain(Activation activation) {
    Spec spec = activation.spec();
    assertThat(Activations.CATALOG.complete(spec).text()).isEqualTo(spec.text());
    assertThat(Activations.CATALOG.create(Spec.parse(spec.text()))).isEqualTo(activation);
  }

  /**
   * The central difference errs by h^2/6 |phi'''| (for h = 1e-5 and |phi'''| up to 20: 3e-10) and
   * by rounding, 1e-16 |phi| / h (1e-10 for |phi| up to 10).
   */
  @ParameterizedTest
  @MethodSource("all")
  void theDerivativeIsTheSlopeAwayFromKinks(Activation activation) {
    for (int k = -800; k <= 800; k++) {
      double x = 0.01 * k + 0.0031;
      if (Arrays.stream(activation.kinks()).anyMatch(kink -> Math.abs(kink - x) < 2 * STEP)) {
        continue;
      }
      double difference = (activation.value(x + STEP) - activation.value(x - STEP)) / (2 * STEP);
      assertThat(activation.derivative(x))
          .as("x = %s", x)
          .isCloseTo(difference, org.assertj.core.data.Offset.offset(1e-8));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void kinksAreWhereTheDerivativeJumpsOrBends(Activation activation) {
    double[] kinks = activation.kinks();
    assertThat(kinks).isSorted().doesNotHaveDuplicates();
    for (double kink : kinks) {
      // 2e-9 is the jump of a default softplus, 1e-7 what the slope of a smooth one changes by.
      double before = activation.derivative(kink - 1e-12);
      double after = activation.derivative(kink + 1e-12);
      // The second derivative to either side, by differences that its own slope moves by 1e-3.
      double here = activation.derivative(kink);
      double left = (here - activation.derivative(kink - 1e-4)) / 1e-4;
      double right = (activation.derivative(kink + 1e-4) - here) / 1e-4;
      boolean jumps = Math.abs(after - before) > 1e-9;
      assertThat(jumps || Math.abs(right - left) > 0.1).as("at %s", kink).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void actMayBeTheSameArrayAsPre(Activation activation) {
    float[] pre = inputs();
    float[] act = new float[pre.length];
    float[] slope = new float[pre.length];
    activation.apply(pre.clone(), pre.length, act, slope);
    float[] both = pre.clone();
    float[] slopeInPlace = new float[pre.length];
    activation.apply(both, pre.length, both, slopeInPlace);
    assertThat(bits(both)).isEqualTo(bits(act));
    assertThat(bits(slopeInPlace)).isEqualTo(bits(slope));
  }

  @ParameterizedTest
  @MethodSource("all")
  void onlyTheFirstEntriesAreTouchedAndPreIsNot(Activation activation) {
    float[] pre = inputs();
    float[] kept = pre.clone();
    for (int n : List.of(0, 1, 17, 511, 512, 513, pre.length - 1)) {
      float[] act = filled(pre.length);
      float[] slope = filled(pre.length);
      activation.apply(pre, n, act, slope);
      for (int i = n; i < pre.length; i++) {
        assertThat(act[i]).isEqualTo(-77f);
        assertThat(slope[i]).isEqualTo(-77f);
      }
    }
    assertThat(bits(pre)).isEqualTo(bits(kept));
  }

  @ParameterizedTest
  @MethodSource("all")
  void aResultDependsOnItsInputAlone(Activation activation) {
    float[] pre = inputs();
    float[] act = new float[pre.length];
    float[] slope = new float[pre.length];
    activation.apply(pre, pre.length, act, slope);
    float[] oneAct = new float[1];
    float[] oneSlope = new float[1];
    for (int i = 0; i < pre.length; i++) {
      activation.apply(new float[] {pre[i]}, 1, oneAct, oneSlope);
      assertThat(bits(oneAct)[0]).isEqualTo(bits(act)[i]);
      assertThat(bits(oneSlope)[0]).isEqualTo(bits(slope)[i]);
    }
  }

  /** Specials, then a sweep over both signs, longer than one block. */
  private static float[] inputs() {
    float[] inputs = Arrays.copyOf(SPECIAL, 1300);
    for (int i = SPECIAL.length; i < inputs.length; i++) {
      inputs[i] = (i - 650) * 0.037f;
    }
    return inputs;
  }

  private static float[] filled(int n) {
    float[] array = new float[n];
    Arrays.fill(array, -77f);
    return array;
  }

  /** Equal for equal floats, any two NaNs included. */
  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      bits[i] = Float.floatToIntBits(values[i]);
    }
    return bits;
  }
}
