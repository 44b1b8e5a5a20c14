package io.evenkeel.core.activation;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.expr.FormulaParser;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Formulas over blocks against the same formulas one number at a time. */
class ExprBlocksTest {
  /**
   * Of float32: half a unit of the last place from rounding, the rest where double roundings, some
   * hundred of them, part two results that lie next to the middle between two floats.
   */
  private static final double ULPS = 1.001;

  /** Every rule, once with a slope that varies and once with one that does not. */
  static Stream<String> formulas() {
    return Stream.of(
        "x",
        "-x",
        "3-x",
        "x-3",
        "-(x*x)",
        "1-x*x",
        "2*x*tanh(x)",
        "x*x*x",
        "(x+1)*(2*x-1)",
        "x/4",
        "x/3",
        "x*x/3",
        "x/(1+x*x)",
        "x*x/(2+abs(x))",
        "3/(1+x*x)",
        "1/(1+exp(-x))",
        "x/(1+(x>0))",
        "x^2",
        "(2*x)^3",
        "tanh(x)^8",
        "abs(x)^1.5",
        "2^x",
        "2^tanh(x)",
        "(1+x*x)^x",
        "min(x,1)",
        "max(2,x*x)",
        "min(x,sin(x))",
        "max(x*x,sin(x))",
        "where(x>0.3,x*x,x)",
        "where(x!=0,tanh(x),0)",
        "(x>=-1)*(x<=1)*x*x",
        "(x==0)+(x<1)+x",
        "exp(x)",
        "exp(-x*x)",
        "expm1(x)",
        "expm1(2*x)",
        "log(1+x*x)",
        "log1p(x*x)",
        "sqrt(1+x*x)",
        "square(3*x)",
        "abs(2*x)",
        "sign(x)*x",
        "cos(3*x)",
        "sin(x)-atan(x)",
        "relu(2*x)",
        "leaky_relu(x,0.2)*x",
        "prelu(2*x,0.1)",
        "relu6(3*x)",
        "hardtanh(x*x,-2,3)",
        "softshrink(2*x,0.3)",
        "hardshrink(2*x,0.3)",
        "threshold(2*x,0.1,20)",
        "softsign(2*x)*x",
        "hardsigmoid(2*x)*x",
        "hardswish(2*x)",
        "(exp(x)-exp(-x))/(exp(x)+exp(-x))",
        "exp(-x)*exp(x*x)+exp(x)",
        "x*tanh(log(1+exp(x)))",
        "x*tanh(log(exp(2*x)+1))",
        "x*tanh(log1p(exp(-x)))",
        "x*tanh(softplus(x))",
        "elu(2*x,0.5)+gelu(x)*selu(x)-mish(x)",
        "logsigmoid(2*x)+tanhshrink(x)+silu(x)+erf(x)");
  }

  @ParameterizedTest
  @MethodSource("formulas")
  void blocksAndSingleNumbersAgree(String formula) {
    assertAgreement(new Expr(formula));
  }

  /** Registers are used again; what is still needed must not be overwritten. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void longFormulasAgree(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> terms = new ArrayList<>(List.of("x", "tanh(x)"));
    for (int i = 0; i < 12; i++) {
      String a = terms.get(random.nextInt(terms.size()));
      String b = terms.get(random.nextInt(terms.size()));
      terms.add(
          switch (random.nextInt(5)) {
            case 0 -> "tanh(" + a + ")";
            case 1 -> "(" + a + "+0.5*" + b + ")";
            case 2 -> "sin(" + a + ")*" + b;
            case 3 -> "(" + a + ")/(2+cos(" + b + "))";
            default -> "max(" + a + ",0.3*" + b + ")";
          });
      terms.removeIf(term -> term.length() > 150);
    }
    assertAgreement(new Expr(String.join("+", terms.subList(terms.size() - 4, terms.size()))));
  }

  /** What only chooses, a few times, takes a way of its own, to the same bits. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "max(x,0)",
        "min(0,-x)",
        "where(x>0,x,0)",
        "where(x,x,3)",
        "where(abs(x)<=2,-2,x)",
        "max(-0.1,x)",
        "relu(x)",
        "relu(-x)",
        "threshold(x,0.1,20)",
        "max(x,-1e300)"
      })
  void choicesAgreeToTheBit(String formula) {
    ExprTape tape = new ExprTape(FormulaParser.parse(formula, ExprNames.NAMES, 1000).formula());
    ExprBlocks blocks = new ExprBlocks(tape);
    ExprPieces pieces = ExprPieces.of(tape, blocks).orElseThrow();
    SplittableRandom random = new SplittableRandom(7);
    float[] x = new float[5000];
    float[] special = {0, -0f, 1, -1, 2, -2, 0.5f, 0.1f, -0.1f, Float.NaN, 1 / 0f, -1 / 0f};
    for (int i = 0; i < x.length; i++) {
      x[i] =
          switch (i % 4) {
            case 0 -> special[random.nextInt(special.length)];
            case 1 -> Math.nextUp(special[random.nextInt(special.length)]);
            case 2 -> Float.intBitsToFloat(random.nextInt());
            default -> (float) random.nextDouble(-3, 3);
          };
    }
    float[][] expected = new float[2][x.length];
    float[][] actual = new float[2][x.length];
    blocks.apply(x, x.length, expected[0], expected[1]);
    pieces.apply(x, x.length, actual[0], actual[1]);
    assertThat(actual).isEqualTo(expected);
    pieces.apply(x, x.length, x, actual[1]);
    assertThat(x).isEqualTo(expected[0]);
    assertThat(actual).isEqualTo(expected);
  }

  /** What has other pieces, or more of them, once infinities and NaN count. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "x*(x>0)",
        "(x>0)*x",
        "-x*(x<=0)",
        "max(-1,min(1,x))",
        "min(max(x,0),6)",
        "hardtanh(x)",
        "relu6(x)",
        "hardshrink(x,0.3)",
        "where(abs(x)>0.5,x,0)",
        "where(x>0.3,-x,max(x,-2))"
      })
  void choicesOfFiniteNumbersAgreeToTheBit(String formula) {
    ExprTape tape = new ExprTape(FormulaParser.parse(formula, ExprNames.NAMES, 1000).formula());
    ExprBlocks blocks = new ExprBlocks(tape);
    ExprPieces pieces = ExprPieces.of(tape, blocks).orElseThrow();
    SplittableRandom random = new SplittableRandom(8);
    float[] special = {0, -0f, 1, -1, 2, -2, 6, 0.5f, 0.3f, -0.3f, -0.5f, Float.MAX_VALUE};
    float[] x = new float[5001];
    for (int i = 0; i < x.length; i++) {
      float some = special[random.nextInt(special.length)];
      float any = Float.intBitsToFloat(random.nextInt());
      x[i] =
          switch (i % 4) {
            case 0 -> some;
            case 1 -> some == Float.MAX_VALUE ? -some : Math.nextUp(some);
            case 2 -> Float.isFinite(any) ? any : Math.nextDown(some);
            default -> (float) random.nextDouble(-7, 7);
          };
    }
    float[][] expected = new float[2][x.length];
    float[][] actual = new float[2][x.length];
    assertThat(pieces.serves(x, x.length)).isTrue();
    pieces.apply(x, x.length, actual[0], actual[1]);
    blocks.apply(x, x.length, expected[0], expected[1]);
    assertThat(actual).isEqualTo(expected);
    for (float other : new float[] {Float.NaN, 1 / 0f, -1 / 0f}) {
      x[random.nextInt(x.length)] = other;
      blocks.apply(x, x.length, expected[0], expected[1]);
      new Expr(formula).apply(x, x.length, actual[0], actual[1]);
      assertThat(actual).isEqualTo(expected);
    }
  }

  /** What rounds, has many pieces, or keeps the sign of a zero. */
  @ParameterizedTest
  @ValueSource(
      strings = {"2*x", "max(x,0)+x", "max(x,0.1*x)", "(x>-3)+(x>-2)+(x>-1)+x*(x>4)", "abs(x)"})
  void otherFormulasAreSteps(String formula) {
    ExprTape tape = new ExprTape(FormulaParser.parse(formula, ExprNames.NAMES, 1000).formula());
    assertThat(ExprPieces.of(tape, new ExprBlocks(tape))).isEmpty();
  }

  private static void assertAgreement(Expr expr) {
    SplittableRandom random = new SplittableRandom(3);
    float[] pre = new float[700];
    for (int i = 0; i < pre.length; i++) {
      pre[i] = i % 7 == 0 ? 0.25f * (i / 7 - 40) : (float) (8 * random.nextDouble() - 4);
    }
    float[] act = new float[pre.length];
    float[] slope = new float[pre.length];
    expr.apply(pre, pre.length, act, slope);
    for (int i = 0; i < pre.length; i++) {
      assertNear(act[i], expr.value(pre[i]), "value", pre[i]);
      assertNear(slope[i], expr.derivative(pre[i]), "slope", pre[i]);
    }
  }

  /** Terms of a sum are of the order of 1: what is left of them is as exact as they are. */
  private static void assertNear(float actual, double expected, String what, float x) {
    double tolerance = ULPS * Math.ulp((float) expected) + 1e-12;
    assertThat(Math.abs(actual - expected)).as("%s at %s", what, x).isLessThanOrEqualTo(tolerance);
  }
}
