package io.evenkeel.core.activation;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.Spec;
import io.evenkeel.core.expr.FormulaParser;
import io.evenkeel.core.golden.Golden;
import io.evenkeel.core.golden.GoldenCase;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoublePredicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Formulas of straight lines and simple fractions, which run in float32. */
class ExprLinesTest {
  /** What {@link Activation#apply} promises. */
  private static final double MOST_ULPS = 4;

  /** PyTorch's slope at kinks is its own in each spelling: they are left out here. */
  private static final double KINK = 1e-6;

  private static Optional<ExprLines> lines(String formula) {
    ExprTape tape = new ExprTape(FormulaParser.parse(formula, ExprNames.NAMES, 1000).formula());
    return ExprLines.of(tape, new ExprBlocks(tape));
  }

  static Stream<GoldenCase> references() {
    return Golden.load("expr_float.json").stream();
  }

  /** Where PyTorch carries out the same operations the results are the same floats. */
  @ParameterizedTest
  @MethodSource("references")
  void valuesArePytorchsToTheBit(GoldenCase reference) {
    double[] x = GoldenCase.doubles(reference.inputs().get("x"));
    double[] y = GoldenCase.doubles(reference.expected().get("y"));
    float[] act = new float[x.length];
    ActivationCases.of(reference).apply(floats(x), x.length, act, new float[x.length]);
    for (int i = 0; i < x.length; i++) {
      assertThat(act[i] + 0.0).as("at %s", x[i]).isEqualTo(y[i] + 0.0);
    }
  }

  /** Each spelling beside the activation that it spells out, over all floats. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "softsign | x/(1+abs(x))",
        "softsign | x*(1/(abs(x)+1))",
        "softsign | x/(1+max(x,-x))",
        "hardsigmoid | relu6(x+3)/6",
        "hardsigmoid | hardtanh(x/6+0.5,0,1)",
        "hardsigmoid | max(0,min(1,x/6+0.5))",
        "leaky_relu | where(x>0,x,0.01*x)",
        "leaky_relu | max(x,0)+0.01*min(x,0)",
        "leaky_relu(negative_slope=-1.5) | relu(x)+1.5*relu(-x)",
        "relu | 0.5*(x+abs(x))",
        "relu6 | relu(x)-relu(x-6)",
        "hardtanh | 0.5*(abs(x+1)-abs(x-1))",
        "softshrink | sign(x)*max(abs(x)-0.5,0)",
        "softshrink | x-hardtanh(x,-0.5,0.5)",
        "softshrink(lambd=2) | relu(x-2)-relu(-x-2)"
      })
  void floatsAreTheRoundedDoubles(String activation, String formula) {
    Activation exact = Activations.CATALOG.create(Spec.parse(activation));
    assertThat(lines(formula)).isPresent();
    Expr expr = new Expr(formula);
    float[] pre = new float[4096];
    float[] act = new float[pre.length];
    float[] slope = new float[pre.length];
    double worst = 0;
    long bits = 0;
    while (bits < 1L << 32) {
      int n = 0;
      for (; n < pre.length && bits < 1L << 32; bits += 65_537) {
        float x = Float.intBitsToFloat((int) bits);
        if (Float.isFinite(x)) {
          pre[n++] = x;
        }
      }
      expr.apply(pre, n, act, slope);
      for (int i = 0; i < n; i++) {
        worst = Math.max(worst, ulps(act[i], exact.value(pre[i])));
        if (Arrays.stream(exact.kinks()).noneMatch(isAt(pre[i]))) {
          worst = Math.max(worst, ulps(slope[i], exact.derivative(pre[i])));
        }
      }
    }
    assertThat(worst).isLessThanOrEqualTo(MOST_ULPS);
  }

  private static double ulps(float actual, double expected) {
    float rounded = (float) expected;
    return actual == rounded ? 0 : Math.abs(actual - expected) / Math.ulp(rounded);
  }

  private static DoublePredicate isAt(double x) {
    return kink -> Math.abs(x - kink) <= KINK;
  }

  private static void assertNear(float actual, double expected, float x) {
    assertThat(ulps(actual, expected)).as("at %s", x).isLessThanOrEqualTo(MOST_ULPS);
  }

  /** Ties have half of either slope, and both sides of a kink their own, to the last float. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "max(x,0.1*x)",
        "relu6(x+3)/6",
        "abs(x-0.3)+0",
        "min(2*x,x+1)",
        "hardtanh(3*x)",
        "where(x<=0.7,x,2*x)",
        "x/(1+relu(x))"
      })
  void slopesAtKinksAreThoseOfTheSteps(String formula) {
    Expr expr = new Expr(formula);
    for (double kink : expr.kinks()) {
      float near = (float) kink;
      float[] x = {Math.nextDown(near), near, Math.nextUp(near)};
      float[] slope = new float[3];
      expr.apply(x, 3, new float[3], slope);
      for (int i = 0; i < 3; i++) {
        assertNear(slope[i], expr.derivative(x[i]), x[i]);
      }
    }
  }

  /** No number's result depends on others; an array may be written in place. */
  @ParameterizedTest
  @ValueSource(strings = {"relu6(x+3)/6", "x/(1+abs(x))", "2*x/(1+4*abs(x))", "max(x,0.1*x)"})
  void resultsDependOnTheNumberAlone(String formula) {
    Expr expr = new Expr(formula);
    SplittableRandom random = new SplittableRandom(4);
    float[] special = {Float.NaN, 1 / 0f, -1 / 0f, 3e38f, -3e38f, 1e20f, Float.MIN_VALUE, 0};
    float[] x = new float[3000];
    for (int i = 0; i < x.length; i++) {
      x[i] = i % 3 == 0 ? special[i / 3 % special.length] : (float) random.nextDouble(-4, 4);
    }
    float[][] all = new float[2][x.length];
    expr.apply(x, x.length, all[0], all[1]);
    for (int i = 0; i < x.length; i++) {
      float[] act = {x[i]};
      float[] slope = new float[1];
      expr.apply(act, 1, act, slope);
      assertThat(act[0]).isEqualTo(Float.valueOf(all[0][i])); // NaN, too
      assertThat(slope[0]).isEqualTo(Float.valueOf(all[1][i]));
      if (!Float.isFinite(x[i])) {
        assertThat(act[0]).isEqualTo(Float.valueOf((float) expr.value(x[i])));
      }
    }
  }

  /** Curves, roots that float32 does not hold, and divisors that round more than once. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "x*x",
        "x*relu6(x+3)/6",
        "0.3*x+0.5",
        "sign(x)*max(abs(x)-0.3,0)",
        "1/(1+abs(x))",
        "x/(1+3*abs(x))",
        "0.1*x+0.2*x-0.3*x",
        "(x>-3)+(x>-2)+(x>-1)+(x>2)+x*(x>4)",
        "x/(1+x^2)"
      })
  void otherFormulasRunInDoublePrecision(String formula) {
    assertThat(lines(formula)).isEmpty();
  }

  private static float[] floats(double[] x) {
    float[] floats = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      floats[i] = (float) x[i];
    }
    return floats;
  }
}
