package io.evenkeel.core.engine.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.Spec;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.arch.BlockSchemes;
import io.evenkeel.core.arch.NetDesign;
import io.evenkeel.core.arch.NormSchemes;
import io.evenkeel.core.engine.CompiledNet;
import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.engine.Engines;
import io.evenkeel.core.engine.Workload;
import io.evenkeel.core.init.Initializers;
import io.evenkeel.core.linalg.Memory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Gradients of the explicit engine, op by op and in networks of all of them, against central
 * differences of {@link NaiveNet} in double precision.
 *
 * <p>A central difference of step h = 1e-5 errs by h^2 and by 1e-16 / h, both 1e-10. The engine's
 * float32 sums have at most 6 terms, a gradient passes at most 7 layers: 1e-5 of the largest entry
 * is a hundred roundings.
 */
class FiniteDifferencesTest {
  private static final double STEP = 1e-5;
  private static final double ROUNDING = 1e-5;

  /** Under a batch norm terms of this order add up to a bias gradient of 0. */
  private static final double TERMS = 0.1;

  private static final int BATCH = 4;
  private static final int INPUTS = 5;
  private static final int OUTPUTS = 3;
  private static final int UNITS = 6;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          plain                                  | none                                | 0   | tanh
          plain                                  | none                                | 0.4 | gelu
          plain                                  | layer_norm(place=before_activation) | 0   | tanh
          plain                                  | rms_norm(place=after_activation)    | 0   | tanh
          plain                                  | batch_norm                          | 0   | tanh
          residual                               | none                                | 0   | tanh
          residual(skip=0.7,scale=-1.3)          | none                                | 0   | silu
          residual(branch=1,scale=0.5)           | none                                | 0.4 | tanh
          residual(order=preact)                 | layer_norm                          | 0.4 | gelu
          residual(order=preact,branch=1)        | rms_norm                            | 0   | softplus
          residual(order=postact,gain_last=0.5)  | batch_norm(place=stream)            | 0.4 | tanh
          residual(order=postact,branch=1)       | layer_norm(place=stream)            | 0   | mish
          residual                               | batch_norm(place=branch)            | 0.4 | tanh
          residual                               | layer_norm(place=before_activation) | 0   | sigmoid
          residual                               | rms_norm(place=stream)              | 0   | elu
          deepnorm                               | layer_norm(place=stream)            | 0.2 | gelu
          """)
  void gradientsAreThoseOfTheFunction(String block, String norm, double dropout, String phi) {
    NetDesign design =
        new NetDesign(
            INPUTS,
            UNITS,
            block.contains("branch=1") ? 3 : 5,
            List.of(),
            OUTPUTS,
            Activations.CATALOG.create(Spec.of(phi)),
            Initializers.CATALOG.create(Spec.parse("xavier_normal(gain=1.5)")),
            Optional.empty(),
            Optional.of(Initializers.CATALOG.create(Spec.parse("normal(std=0.3)"))),
            BlockSchemes.CATALOG.create(Spec.parse(block)),
            norm.equals("none")
                ? Optional.empty()
                : Optional.of(NormSchemes.CATALOG.create(Spec.parse(norm))),
            dropout);
    Draws draws = Draws.ofSeed(5);
    float[] x = new float[BATCH * INPUTS];
    double[] c = new double[BATCH * OUTPUTS];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) Math.sin(2.3 * i + 1);
    }
    for (int i = 0; i < c.length; i++) {
      c[i] = Math.cos(1.7 * i);
    }
    Map<String, double[]> gradients = gradients(design, draws, x, c);
    NaiveNet net = new NaiveNet(design.architecture(), draws);
    double[][] rows = new double[BATCH][INPUTS];
    for (int i = 0; i < x.length; i++) {
      rows[i / INPUTS][i % INPUTS] = x[i];
    }
    Function function = () -> dot(c, net.forward(rows));
    function.value();
    for (int row = 0; row < BATCH; row++) {
      check("input", gradients.get("grad_input"), row * INPUTS, rows[row], function);
    }
    for (int layer = 0; layer < net.weights.size(); layer++) {
      double[] ofWeights = gradients.get("grad_weight_" + layer);
      double[][] w = net.weights.get(layer);
      for (int unit = 0; unit < w.length; unit++) {
        check("weight of layer " + layer, ofWeights, unit * w[unit].length, w[unit], function);
      }
      check(
          "bias of layer " + layer,
          gradients.get("grad_bias_" + layer),
          0,
          net.biases.get(layer),
          function);
    }
  }

  private interface Function {
    double value();
  }

  /** Compares a stretch of a gradient with differences in those variables. */
  private static void check(
      String what, double[] gradient, int from, double[] variables, Function function) {
    double largest = 0;
    for (double g : gradient) {
      largest = Math.max(largest, Math.abs(g));
    }
    for (int i = 0; i < variables.length; i++) {
      double before = variables[i];
      variables[i] = before + STEP;
      double above = function.value();
      variables[i] = before - STEP;
      double below = function.value();
      variables[i] = before;
      double difference = (above - below) / (2 * STEP);
      assertThat(Math.abs(gradient[from + i] - difference))
          .as("%s, entry %s: %s, not %s", what, from + i, gradient[from + i], difference)
          .isLessThanOrEqualTo(ROUNDING * Math.max(TERMS, largest));
    }
  }

  private static double dot(double[] c, double[][] output) {
    double sum = 0;
    for (int row = 0; row < output.length; row++) {
      for (int unit = 0; unit < output[row].length; unit++) {
        sum += c[row * output[row].length + unit] * output[row][unit];
      }
    }
    return sum;
  }

  private static Map<String, double[]> gradients(
      NetDesign design, Draws draws, float[] x, double[] c) {
    BlockTensors tensors = new BlockTensors();
    try (Memory memory = Memory.allocating();
        CompiledNet net =
            Engines.EXPLICIT.compile(new Workload(design.architecture(), BATCH, true), memory)) {
      net.forward(x, draws, tensors);
      float[] atInput = new float[x.length];
      long exponent = net.backward(c, tensors, atInput);
      tensors.put("grad_input", atInput, atInput.length, exponent);
      return new TreeMap<>(tensors.all());
    }
  }
}
