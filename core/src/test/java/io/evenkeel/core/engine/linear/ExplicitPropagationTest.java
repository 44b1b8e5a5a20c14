package io.evenkeel.core.engine.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.evenkeel.core.activation.Tanh;
import io.evenkeel.core.arch.MlpShape;
import io.evenkeel.core.engine.Engines;
import io.evenkeel.core.engine.Workload;
import io.evenkeel.core.golden.Golden;
import io.evenkeel.core.golden.GoldenCase;
import io.evenkeel.core.law.WeightLaw;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The explicit propagation against PyTorch's float64 values, entry by entry, each within the bound
 * that a running error analysis of the same computation in float32 gives.
 */
class ExplicitPropagationTest {
  static Stream<GoldenCase> nets() {
    return Golden.load("explicit_nets.json").stream();
  }

  @ParameterizedTest
  @MethodSource("nets")
  void agreesWithFloat64WithinTheRunningErrorBound(GoldenCase golden) {
    ExplicitNet net = ExplicitNet.of(golden);
    Passes ours = Passes.run(net, golden);
    JsonNode expected = golden.expected();
    RunningError[] inputs = new RunningError[net.layers() + 1];
    RunningError[] slopes = new RunningError[net.layers()];
    inputs[0] = RunningError.rounded(net.batch(), net.widths().get(0), Passes.input(golden));
    for (int l = 0; l < net.layers(); l++) {
      RunningError pre = inputs[l].times(weights(net, l).transposed());
      if (net.biases().get(l) != null) {
        pre = pre.plusRow(net.biases().get(l));
      }
      check(golden, "pre", l, ours.pre.get(l), pre.error());
      double[] out = GoldenCase.doubles(expected.required("out").get(l));
      inputs[l + 1] = pre.through(out, net.activations().get(l)::value);
      check(golden, "out", l, ours.act.get(l), inputs[l + 1].error());
      DoubleUnaryOperator slope = net.activations().get(l)::derivative;
      slopes[l] = pre.through(Arrays.stream(pre.value()).map(slope).toArray(), slope);
    }
    assertThat(ours.loss)
        .isCloseTo(
            GoldenCase.number(expected.required("loss")),
            within(lossError(golden, inputs[net.layers()])));

    RunningError gradient = outputGradient(golden, net, inputs[net.layers()]);
    for (int l = net.layers() - 1; l >= 0; l--) {
      check(golden, "grad_out", l, ours.gradient.get(l), gradient.error());
      RunningError pre = gradient.scaledBy(slopes[l]);
      check(golden, "grad_pre", l, ours.preGradient.get(l), pre.error());
      RunningError ofWeights = pre.transposed().times(inputs[l]);
      check(golden, "grad_weight", l, ours.weightGradient.get(l), ofWeights.error());
      assertThat(ours.weightNorm.get(l))
          .isCloseTo(norm(ours.weightGradient.get(l)), within(1e-5 * ours.weightNorm.get(l)));
      gradient = pre.times(weights(net, l));
    }
    assertWithin(
        golden.id() + " grad_input",
        ours.inputGradient,
        GoldenCase.doubles(expected.required("grad_input")),
        gradient.error());
    // The bound adds up worst cases; roundings of random sign stay far below it. At the end of the
    // road, after both passes, a hundred unit roundoffs are left of the whole gradient's length.
    assertThat(distance(ours.inputGradient, gradient.value()))
        .isLessThan(100 * RunningError.U * norm(gradient.value()));
  }

  private static double distance(double[] a, double[] b) {
    double[] difference = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      difference[i] = a[i] - b[i];
    }
    return norm(difference);
  }

  private static RunningError weights(ExplicitNet net, int layer) {
    return RunningError.rounded(
        net.widths().get(layer + 1), net.widths().get(layer), net.weights().get(layer));
  }

  private static double lossError(GoldenCase golden, RunningError output) {
    double e = output.largestError();
    if (Passes.isCrossEntropy(golden)) {
      return 2 * e;
    }
    double largest = 0;
    double[] target = GoldenCase.doubles(golden.inputs().required("target"));
    for (int i = 0; i < target.length; i++) {
      largest = Math.max(largest, Math.abs(output.value()[i] - target[i]));
    }
    return 2 * e * largest + e * e;
  }

  /** Softmax moves at most as far as its logits do; the gradient of mse is linear. */
  private static RunningError outputGradient(
      GoldenCase golden, ExplicitNet net, RunningError output) {
    double[] exact =
        GoldenCase.doubles(golden.expected().required("grad_out").get(net.layers() - 1));
    double scale = Passes.isCrossEntropy(golden) ? 1.0 / net.batch() : 2.0 / exact.length;
    double[] error = new double[exact.length];
    Arrays.fill(error, scale * output.largestError() + RunningError.U);
    return new RunningError(output.rows(), output.columns(), exact, error);
  }

  private static void check(
      GoldenCase golden, String what, int layer, double[] actual, double[] error) {
    assertWithin(
        golden.id() + " " + what + " of layer " + layer,
        actual,
        GoldenCase.doubles(golden.expected().required(what).get(layer)),
        error);
  }

  private static void assertWithin(
      String what, double[] actual, double[] expected, double[] error) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i]).as("%s, entry %s", what, i).isCloseTo(expected[i], within(error[i]));
    }
  }

  private static double norm(double[] x) {
    double squares = 0;
    for (double value : x) {
      squares += value * value;
    }
    return Math.sqrt(squares);
  }

  @ParameterizedTest
  @MethodSource("nets")
  void fiveStepsOfGradientDescentFollowFloat64(GoldenCase golden) {
    ExplicitNet net = ExplicitNet.of(golden);
    double rate = GoldenCase.number(golden.params().required("lr"));
    double[] losses = GoldenCase.doubles(golden.expected().required("losses"));
    // One step keeps the gradient's bound (checked above, below 1e-4 of its scale) times the rate;
    // five steps on a loss of order 1 keep its order.
    for (int step = 0; step < 5; step++) {
      Passes passes = Passes.run(net, golden);
      assertThat(passes.loss).isCloseTo(losses[step], within(2e-5 * (1 + losses[step])));
      net = net.step(rate, passes.weightGradient, passes.biasGradient);
      if (step == 0) {
        checkParameters(golden, "after_1", net, 2e-6);
      }
    }
    assertThat(Passes.run(net, golden).loss).isCloseTo(losses[5], within(2e-5 * (1 + losses[5])));
    checkParameters(golden, "after_5", net, 1e-5);
  }

  private static void checkParameters(
      GoldenCase golden, String when, ExplicitNet net, double tolerance) {
    for (int l = 0; l < net.layers(); l++) {
      JsonNode expected = golden.expected().required(when);
      double[] weights = GoldenCase.doubles(expected.required("weight").get(l));
      double[] bounds = new double[weights.length];
      Arrays.fill(bounds, tolerance);
      assertWithin(golden.id() + " weights " + when, net.weights().get(l), weights, bounds);
      if (net.biases().get(l) != null) {
        double[] biases = GoldenCase.doubles(expected.required("bias").get(l));
        assertWithin(
            golden.id() + " biases " + when,
            net.biases().get(l),
            biases,
            Arrays.copyOf(bounds, biases.length));
      }
    }
  }

  @Test
  void aPropagationWithoutBackwardPassSaysSo() {
    MlpShape shape = MlpShape.of(2, 3, 3, 2, 0);
    LawNetwork network = new LawNetwork(new WeightLaw.Gaussian(1), new Tanh(), 1);
    try (TestNet test = TestNet.explicit(shape, false, network)) {
      assertThatThrownBy(() -> test.net().backward(new double[6], new Passes(List.of())))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("backward");
    }
  }

  @Test
  void theForwardPassIsTheSameWithAndWithoutABackwardPass() {
    GoldenCase golden = Golden.load("explicit_nets.json").get(1);
    ExplicitNet net = ExplicitNet.of(golden);
    Workload forwardOnly = new Workload(net.workload().architecture(), net.batch(), false);
    try (TestNet lean = new TestNet(Engines.EXPLICIT, forwardOnly)) {
      Passes passes = new Passes(List.of());
      lean.net().forward(Passes.floats(Passes.input(golden)), net.draws(), passes);
      Passes full = Passes.run(net, golden);
      for (int l = 0; l < net.layers(); l++) {
        assertThat(passes.act.get(l)).containsExactly(full.act.get(l));
      }
    }
  }
}
