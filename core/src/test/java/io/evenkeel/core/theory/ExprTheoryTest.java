package io.evenkeel.core.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.Spec;
import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.activation.Expr;
import io.evenkeel.core.init.Gain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A formula's theory is that of the activation which it spells out. */
@Execution(ExecutionMode.CONCURRENT)
class ExprTheoryTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x*tanh(softplus(x)) | mish",
        "x*sigmoid(x) | silu",
        "x/2*(1+erf(x/sqrt(2))) | gelu",
        "x*(x>0) | relu",
        "where(x>0,x,0.2*x) | leaky_relu(negative_slope=0.2)",
        "min(max(x,-1),1) | hardtanh",
        "max(0,min(6,x)) | relu6",
        "where(abs(x)>0.5,x,0) | hardshrink",
        "where(x>0.1,x,2) | threshold(threshold=0.1,value=2)",
        "sign(x)*max(abs(x)-0.5,0) | softshrink",
        "(exp(x)-exp(-x))/(exp(x)+exp(-x)) | tanh",
        "where(x>0,x,exp(min(x,0))-1) | elu",
        "x/(1+abs(x)) | softsign",
        "sin(x) | sin"
      })
  void agreesWithTheBuiltIn(String formula, String builtIn) {
    Kernel own = Kernel.of(new Expr(formula));
    Kernel other = Kernel.of(activation(builtIn));
    assertThat(own.continuous()).isEqualTo(other.continuous());
    for (double q : new double[] {1e-3, 0.7, 30}) {
      double square = other.square(q);
      assertThat(own.square(q)).isCloseTo(square, within(1e-12 * square));
      assertThat(own.mean(q)).isCloseTo(other.mean(q), within(1e-12 * Math.sqrt(square)));
      double slope = other.slopeSquare(q);
      assertThat(own.slopeSquare(q)).isCloseTo(slope, within(1e-12 * slope));
      assertThat(own.squareSlope(q))
          .isCloseTo(other.squareSlope(q), within(1e-11 * (slope + square / q)));
    }
    double square = other.square(0.7);
    for (double c : new double[] {0.005, 0.9}) {
      assertThat(own.product(0.7, 0.7, c))
          .isCloseTo(other.product(0.7, 0.7, c), within(1e-9 * square));
      assertThat(own.productSlope(0.7, 0.7, c))
          .isCloseTo(other.productSlope(0.7, 0.7, c), within(1e-9 * square));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"x*tanh(softplus(x)) | mish", "x/2*(1+erf(x/sqrt(2))) | gelu", "erf(x) | erf"})
  void gainsAndCriticalPointsAreTheBuiltIns(String formula, String builtIn) {
    Activation own = new Expr(formula);
    Activation other = activation(builtIn);
    assertThat(Gain.auto(own)).isCloseTo(Gain.auto(other), within(1e-12));
    for (double bias : new double[] {0, 0.1}) {
      assertThat(CriticalGain.find(own, bias).isPresent())
          .isEqualTo(CriticalGain.find(other, bias).isPresent());
      CriticalGain.find(other, bias)
          .ifPresent(
              point ->
                  assertThat(CriticalGain.gain(CriticalGain.find(own, bias).orElseThrow()))
                      .isCloseTo(CriticalGain.gain(point), within(1e-9)));
    }
  }

  /** The square of 1/(2 sqrt|u|) has no mean; phi's own square has. */
  @Test
  void aSlopeTooSteepForAMeanIsInfinite() {
    Kernel kernel = Kernel.of(new Expr("sign(x)*sqrt(abs(x))"));
    assertThat(kernel.slopeSquare(1)).isInfinite();
    assertThat(kernel.square(1)).isCloseTo(Math.sqrt(2 / Math.PI), within(1e-12));
    assertThat(kernel.slopeProduct(1, 1, 0.5)).isNaN();
    assertThat(kernel.slopeProduct(1, 1, -1)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  /** E[log(1+|u|)^2] goes like (log s)^2, not like a straight line. */
  @Test
  void logarithmicGrowthIsNotExtrapolatedAsALine() {
    Kernel kernel = Kernel.of(new Expr("sign(x)*log1p(abs(x))"));
    double logStd = Math.log(1e20);
    double square = kernel.product(1e40, 1e40, 0.999999);
    assertThat(square).isBetween(0.9 * logStd * logStd, logStd * logStd);
  }

  /** phi'(0) is 0: no weights are large enough to carry a small signal. */
  @Test
  void aFlatFormulaHasNoCriticalScale() {
    assertThat(Kernel.of(new Expr("x*x")).slopeSquare(0)).isZero();
    assertThat(CriticalGain.find(new Expr("x*x"), 0)).isEmpty();
  }

  private static Activation activation(String text) {
    return Activations.CATALOG.create(Spec.parse(text));
  }
}
