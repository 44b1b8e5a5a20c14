package io.evenkeel.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.Spec;
import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Activations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The formulas over arrays against the definitions that each activation gives of itself. */
class CurvesTest {
  /** A value is rounded to float32 in the end; until then it is in float64. */
  private static final double ONE_ULP = 0x1p-23;

  static Stream<Activation> activations() {
    Stream<Activation> defaults =
        Activations.CATALOG.entries().stream()
            .filter(entry -> !entry.name().equals("threshold") && !entry.name().equals("expr"))
            .map(entry -> Activations.CATALOG.create(Spec.of(entry.name())));
    Stream<Activation> others =
        Stream.of(
                "leaky_relu(negative_slope=-0.5)",
                "elu(alpha=2)",
                "celu(alpha=0.5)",
                "gelu(approximate=tanh)",
                "softplus(beta=2,threshold=3)",
                "hardtanh(min_val=-2,max_val=0.5)",
                "softshrink(lambd=1.5)",
                "hardshrink(lambd=2)",
                "threshold(threshold=0.7,value=-3)",
                "prelu(init=0.7)",
                "sin(w0=30)",
                "expr(\"x*tanh(softplus(x))\")",
                "expr(\"where(x>1,2-x,-0.1*x^3)\")",
                "expr(\"max(x,-0.5)*min(x,2)/(1+abs(x))^1.5\")",
                "expr(\"2^-abs(x)+gelu(x,approximate=tanh)/3\")",
                "expr(\"sign(x)*log1p(square(x))-cos(x)\")",
                "expr(\"(x>=0)*(x!=3)*atan(x)-expm1(-relu(x))\")",
                "expr(\"sqrt(1+x^2)-log(2+exp(-abs(x)))\")")
            .map(text -> Activations.CATALOG.create(Spec.parse(text)));
    return Stream.concat(defaults, others);
  }

  @Test
  void everyActivationHasAFormula() {
    Set<Class<?>> known =
        activations().filter(Curves::knows).map(Object::getClass).collect(Collectors.toSet());
    assertThat(known).containsExactlyInAnyOrder(Activation.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @MethodSource("activations")
  void valuesAndSlopesAreThoseOfTheDefinition(Activation activation) {
    double[] x = arguments(activation);
    Curves.Curve curve = Curves.of(activation);
    compare(activation + " value", x, activation::value, curve.value());
    compare(activation + " slope", x, activation::derivative, curve.slope());
  }

  /** Magnitudes from 1e-30 to 1e30, both infinities, and the kinks with their neighbours. */
  private static double[] arguments(Activation activation) {
    List<Double> x = new ArrayList<>();
    x.add(0.0);
    for (double exponent = -30; exponent <= 30; exponent += 0.37) {
      x.add(Math.pow(10, exponent));
    }
    for (double small = 0.05; small < 20; small += 0.173) {
      x.add(small);
    }
    for (double kink : activation.kinks()) {
      x.add(kink);
      x.add((double) Math.nextUp((float) kink));
      x.add((double) Math.nextDown((float) kink));
    }
    x.add(Double.POSITIVE_INFINITY);
    return x.stream()
        .flatMap(value -> Stream.of(value, -value))
        .mapToDouble(value -> (double) (float) (double) value)
        .toArray();
  }

  private static void compare(
      String what, double[] x, DoubleUnaryOperator expected, Curves.Formula formula) {
    INDArray argument = Nd4j.createFromArray(x).reshape(1, x.length);
    double[] actual = formula.of(argument).toDoubleVector();
    assertThat(argument.toDoubleVector()).as("%s leaves its argument alone", what).isEqualTo(x);
    String[] wrong = new String[x.length];
    for (int i = 0; i < x.length; i++) {
      double exact = expected.applyAsDouble(x[i]);
      double bound = ONE_ULP * Math.abs(exact) + Float.MIN_VALUE;
      boolean right =
          Double.isFinite(exact)
              ? Math.abs(actual[i] - exact) <= bound
              : Double.compare(actual[i], exact) == 0;
      wrong[i] = right ? "" : "at %s: %s, not %s".formatted(x[i], actual[i], exact);
    }
    assertThat(Arrays.stream(wrong).filter(text -> !text.isEmpty()).limit(10)).as(what).isEmpty();
  }
}
