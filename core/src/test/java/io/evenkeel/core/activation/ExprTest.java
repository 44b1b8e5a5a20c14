package io.evenkeel.core.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Formulas as activations: their normal form, bends, ends and messages. */
class ExprTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "expr(\"x * tanh( softplus(x) )\") | expr(formula=\"x*tanh(softplus(x))\")",
        "expr('x*tanh(softplus(x))') | expr(formula=\"x*tanh(softplus(x))\")",
        "expr(x*tanh(softplus(x))) | expr(formula=\"x*tanh(softplus(x))\")",
        "expr(formula=x*tanh(softplus(x))) | expr(formula=\"x*tanh(softplus(x))\")",
        "expr(x) | expr(formula=x)",
        "expr((abs(x)) ** 2.50 - (-x)) | expr(formula=\"abs(x)^2.5--x\")",
        "expr(-(x*2)+((x+1)+1)+(x+(1+x))) | expr(formula=\"-(x*2)+(x+1+1)+(x+(1+x))\")",
        "expr(2^-x^2/(3*(x*x+1))) | expr(formula=\"2^-x^2/(3*(x*x+1))\")",
        "expr((-x)^2*1e-7) | expr(formula=\"(-x)^2*1e-7\")",
        "expr(where(x >= 0, x, 0.10*x)) | expr(formula=\"where(x>=0,x,0.1*x)\")",
        "expr((x>0)*(x != 2)*x) | expr(formula=\"(x>0)*(x!=2)*x\")",
        "expr(swish(x)+leaky_relu(x, 0.2)+leaky_relu(x,negative_slope=0.01))"
            + " | expr(formula=\"silu(x)+leaky_relu(x,negative_slope=0.2)+leaky_relu(x)\")",
        "expr(gelu(x, approximate=tanh) - gelu_new(x/2)*pi)"
            + " | expr(formula=\"gelu(x,approximate=tanh)-gelu(x/2,approximate=tanh)*pi\")",
        "expr(maximum(x, sqrt(2)/e) + pow(2, min(x, 1)))"
            + " | expr(formula=\"max(x,sqrt(2)/e)+2^min(x,1)\")"
      })
  void theNormalFormIsReadAgain(String written, String canonical) {
    assertThat(Activations.CATALOG.text(Spec.parse(written))).isEqualTo(canonical);
    assertThat(Activations.CATALOG.text(Spec.parse(canonical))).isEqualTo(canonical);
    Activation activation = Activations.CATALOG.create(Spec.parse(written));
    assertThat(activation).isEqualTo(Activations.CATALOG.create(Spec.parse(canonical)));
    assertThat(activation.spec().text()).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x*tnah(x) | 'tnah' at character 3 of 'x*tnah(x)' is not known (did you mean 'tanh'?)",
        "x*y | 'y' at character 3 of 'x*y' is not known; a formula has x, numbers",
        "x*(1+x | expected ')' at character 7 of 'x*(1+x', got its end",
        "x) | expected an operator at character 2 of 'x)', got ')'",
        "2 x | expected an operator at character 3 of '2 x', got 'x'",
        "x*/2 | expected a number, a name or '(' at character 3",
        "max(x) | expected ',' at character 6 of 'max(x)', got ')'",
        "where(x,1) | expected ',' at character 10",
        "-1<x<1 | a comparison must have two sides, got a third at character 5",
        "exp(x,2) | exp takes one argument (at character 1 of 'exp(x,2)')",
        "elu(x,x) | a parameter of a function must be a number (at character 7",
        "elu(x,2,3) | there is no place for 3 (at character 1",
        "elu(x,alhpa=2) | unknown parameter 'alhpa' of elu (did you mean 'alpha'?)",
        "2*3+pi | a formula must vary with x, got '2*3+pi'",
        "1e999*x | 1e999 is beyond the range of numbers (at character 1",
        "log(x) | 'log' at character 1 of 'log(x)' has no finite value at x = -",
        "1+sqrt(x) | 'sqrt' at character 3 of '1+sqrt(x)' has no finite value at x = -",
        "x^0.5 | '^' at character 2 of 'x^0.5' has no finite value at x = -",
        "1/x | '/' at character 2 of '1/x' has no finite value at x = 0",
        "1/(x-0.123) | '/' at character 2 of '1/(x-0.123)' has no finite value at x = 0.123",
        "x/(x*x-2*x+1) | has no finite value at x = 1",
        "log(abs(x)) | 'log' at character 1 of 'log(abs(x))' has no finite value at x = 0",
        "log(x+1e5) | has no finite value at x = -",
        "sqrt(relu(x)) | 'sqrt' at character 1 of 'sqrt(relu(x))' has no finite slope at x = -",
        "where(x>0,sqrt(x),0) | 'sqrt' at character 11",
        "sqrt(2-3)*x | 'sqrt(2-3)' at character 1",
        "expr(x) | 'expr' at character 1 of 'expr(x)' is not known",
        "System.exit(1) | 'System' at character 1 of 'System.exit(1)' is not known"
      })
  void whatIsWrongIsSaidWithItsPlace(String formula, String message) {
    assertThatThrownBy(() -> new Expr(formula))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "-", "relu(", "2^", "where(x>0,x,"})
  void depthIsBounded(String opening) {
    String formula = opening.repeat(3000 / opening.length() / 4) + "x";
    assertThatThrownBy(() -> Activations.CATALOG.create(Spec.of("expr").with("formula", formula)))
        .isInstanceOf(SpecException.class)
        .hasMessageMatching("a formula must be nested at most 50 deep, more at character [0-9]+");
    assertThatThrownBy(() -> new Expr(opening.repeat(5000) + "x"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("at most 1000 characters long");
  }

  @Test
  void aLongSumIsRead() {
    Expr sum = new Expr("x" + "+x".repeat(499));
    assertThat(sum.value(2)).isEqualTo(1000);
    assertThat(sum.derivative(2)).isEqualTo(500);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "abs(x-0.1) | 0.1",
        "max(x,-2)+min(x,3) | -2 3",
        "where(x>=0.25,x,0) | 0.25",
        "where((x>-1)*(x<2),x,0) | -1 2",
        "where(relu(x)-1,x,2) | 0 1",
        "relu(x^3-8) | 2",
        "abs(x^2-2) | -1.414213562373095 1.414213562373095",
        "hardtanh(2*x+1) | -1 0",
        "softplus(x) | 20",
        "1/(1+abs(x)) | 0",
        "tanh(x)*sigmoid(x) | none"
      })
  void kinksOfFormulasAreFound(String formula, String expected) {
    double[] kinks = new Expr(formula).kinks();
    String[] places = expected.equals("none") ? new String[0] : expected.split(" ");
    assertThat(kinks).hasSize(places.length);
    for (int i = 0; i < places.length; i++) {
      assertThat(kinks[i]).isCloseTo(Double.parseDouble(places[i]), within(1e-14));
    }
  }

  /** Theory must not see a NaN that comes of double precision's end. */
  @ParameterizedTest
  @CsvSource({"x/(1+exp(-x)),0,1", "exp(x)/(1+exp(x)),0,0", "x*exp(x)/(exp(x)+1),0,1"})
  void whereStepsOverflowTheFormulaGoesOnStraight(String formula, double left, double right) {
    Expr expr = new Expr(formula);
    assertThat(expr.derivative(-1e5)).isCloseTo(left, within(1e-12));
    assertThat(expr.derivative(1e5)).isCloseTo(right, within(1e-12));
    assertThat(expr.value(1e5) / (right == 0 ? 1 : 1e5)).isCloseTo(1, within(1e-12));
    assertThat(expr.straight()).isTrue();
  }

  @Test
  void growthTowardsInfinityIsRecognised() {
    assertThat(new Expr("sign(x)*log1p(abs(x))").straight()).isFalse();
    assertThat(new Expr("sign(x)*sqrt(abs(x))").steep()).isTrue();
    assertThat(new Expr("sign(x)*sqrt(abs(x)+1)").steep()).isFalse();
    assertThat(new Expr("where(x>0,x,x/4)").rays()).containsExactly(0.25, 1);
    assertThat(new Expr("max(x,0)").rays()).containsExactly(0, 1);
    assertThat(new Expr("elu(x)").rays()).isEmpty();
  }
}
