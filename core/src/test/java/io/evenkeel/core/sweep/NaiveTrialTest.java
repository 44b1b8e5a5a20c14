package io.evenkeel.core.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import io.evenkeel.core.table.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Networks of 3 layers of up to 5 units and a batch of 2, computed from its draws by plain loops in
 * double precision: every number of both tables is compared with the definition of its column.
 *
 * <p>Sums have at most 5 terms and a value passes at most six of them on its way; twelve roundings
 * to float32 each, of values that these layers do not amplify, stay below 1e-5 of the largest.
 */
class NaiveTrialTest {
  private static final int DEPTH = 3;
  private static final int BATCH = 2;
  private static final double ROUNDING = 1e-5;

  private static final String TRIAL =
      "%s; batch=2; activation=tanh; init=xavier_normal; bias=normal(std=0.5);"
          + " loss=random_cotangent; engine=explicit; seed=11";

  private Trial trial;

  /** Of the input and of each layer. */
  private int[] units;

  /** By layer: inputs, pre-activations, outputs, and the gradients with respect to these. */
  private final double[][][] x = new double[DEPTH + 1][][];

  private final double[][][] z = new double[DEPTH][][];
  private final double[][][] gradOfOutput = new double[DEPTH][][];
  private final double[][][] gradOfPre = new double[DEPTH][][];
  private final double[][][] weights = new double[DEPTH][][];
  private double[][] cotangent;

  @ParameterizedTest
  @CsvSource({"depth=3; width=5, 5-5-5-5", "shape=4-5-3-2, 4-5-3-2"})
  void everyColumnIsWhatItsDefinitionGives(String sizes, String expected) {
    trial = TrialIdentity.parse(TRIAL.formatted(sizes));
    units = Stream.of(expected.split("-")).mapToInt(Integer::parseInt).toArray();
    compute();
    TrialResult result;
    try (TrialRunner runner = new TrialRunner()) {
      result = runner.run(trial);
    }
    Set<String> compared = new TreeSet<>();
    check(TrialColumns.ALL, result, trialColumns(), compared);
    for (int layer = 0; layer < DEPTH; layer++) {
      LayerRow row = new LayerRow(result, result.layers().get(layer));
      check(LayerColumns.ALL, row, layerColumns(layer), compared);
    }
    Set<String> grid = new TreeSet<>(TrialColumns.GRID.stream().map(Column::name).toList());
    Set<String> all = new TreeSet<>(LayerColumns.ALL.stream().map(Column::name).toList());
    TrialColumns.ALL.forEach(column -> all.add(column.name()));
    all.removeAll(grid);
    assertThat(compared).as("columns that were compared").containsExactlyElementsOf(all);
  }

  private void compute() {
    Draws draws = Draws.ofSeed(trial.seed());
    float[] drawn = new float[BATCH * units[0]];
    RandomStream.of(trial.seed(), Role.INPUT, 0).fillNormal(0, drawn, 0, drawn.length);
    x[0] = matrix(drawn, BATCH);
    for (int l = 0; l < DEPTH; l++) {
      int in = units[l];
      int out = units[l + 1];
      float[] w = new float[out * in];
      trial.init().fill(RandomStream.of(trial.seed(), Role.WEIGHT, l), out, in, w);
      weights[l] = matrix(w, out);
      float[] b = new float[out];
      draws.bias(l, new io.evenkeel.core.arch.Dense(out, trial.init(), trial.bias()), in, b);
      z[l] = new double[BATCH][out];
      x[l + 1] = new double[BATCH][out];
      for (int row = 0; row < BATCH; row++) {
        for (int unit = 0; unit < out; unit++) {
          double sum = b[unit];
          for (int k = 0; k < in; k++) {
            sum += x[l][row][k] * weights[l][unit][k];
          }
          z[l][row][unit] = sum;
          x[l + 1][row][unit] = Math.tanh(sum);
        }
      }
    }
    float[] ofOutput = new float[BATCH * units[DEPTH]];
    RandomStream.of(trial.seed(), Role.COTANGENT, 0).fillNormal(0, ofOutput, 0, ofOutput.length);
    cotangent = matrix(ofOutput, BATCH);
    double[][] gradient = cotangent;
    for (int l = DEPTH - 1; l >= 0; l--) {
      int in = units[l];
      int out = units[l + 1];
      gradOfOutput[l] = gradient;
      gradOfPre[l] = new double[BATCH][out];
      double[][] before = new double[BATCH][in];
      for (int row = 0; row < BATCH; row++) {
        for (int unit = 0; unit < out; unit++) {
          double slope = 1 - x[l + 1][row][unit] * x[l + 1][row][unit];
          gradOfPre[l][row][unit] = gradient[row][unit] * slope;
        }
        for (int k = 0; k < in; k++) {
          for (int unit = 0; unit < out; unit++) {
            before[row][k] += gradOfPre[l][row][unit] * weights[l][unit][k];
          }
        }
      }
      gradient = before;
    }
  }

  private static double[][] matrix(float[] values, int rows) {
    double[][] matrix = new double[rows][values.length / rows];
    for (int i = 0; i < values.length; i++) {
      matrix[i / matrix[0].length][i % matrix[0].length] = values[i];
    }
    return matrix;
  }

  private Map<String, Object> trialColumns() {
    double[] samples = new double[BATCH];
    for (int row = 0; row < BATCH; row++) {
      for (int unit = 0; unit < units[DEPTH]; unit++) {
        samples[row] += x[DEPTH][row][unit] * cotangent[row][unit];
      }
    }
    double mean = (samples[0] + samples[1]) / 2;
    Map<String, Object> expected = new HashMap<>();
    expected.put("status", "ok");
    expected.put("reason", null);
    expected.put("backward", true);
    expected.put("fan_in", units[1]);
    // Xavier: the variance of a weight is 2 / (fan_in + fan_out).
    expected.put("sigma_w2", units[1] * 2.0 / (units[1] + units[2]));
    expected.put("first_nonfinite_layer", null);
    expected.put("last_nonfinite_grad_layer", null);
    // Courses and kernels are compared in CourseTest and TangentKernelTest; here there are none.
    List.of(
            "first_nonfinite_step",
            "ntk_max",
            "ntk_min",
            "ntk_condition",
            "lr_max",
            "loss_scale_used")
        .forEach(column -> expected.put(column, null));
    expected.put("loss_mean", mean);
    // With two samples the deviation (n - 1) is their distance over the square root of 2.
    expected.put("loss_std", Math.abs(samples[0] - samples[1]) / Math.sqrt(2));
    expected.put("loss_min", Math.min(samples[0], samples[1]));
    expected.put("loss_max", Math.max(samples[0], samples[1]));
    expected.put("loss_floor", 0.0);
    putGradient(expected, "loss_grad_rms", rms(cotangent));
    // fp16: at most 1 % of each layer's gradient at or below 2^-25, nothing from 65520 on.
    double low = Double.NEGATIVE_INFINITY;
    double high = Double.POSITIVE_INFINITY;
    for (double[][] gradient : gradOfOutput) {
      low = Math.max(low, -25 - log2OfHundredth(gradient));
      high = Math.min(high, log2(65520) - log2(largest(gradient)));
    }
    expected.put("loss_scale_log2_low", low);
    expected.put("loss_scale_log2_high", high);
    return expected;
  }

  private Map<String, Object> layerColumns(int l) {
    Map<String, Object> expected = new HashMap<>();
    expected.put("layer", l);
    expected.put("step", 0);
    expected.put("fan_in", units[l]);
    expected.put("sigma_w2", units[l] * 2.0 / (units[l] + units[l + 1]));
    putTensor(expected, "pre", z[l]);
    putTensor(expected, "act", x[l + 1]);
    long saturated = 0;
    for (double[] row : x[l + 1]) {
      for (double a : row) {
        saturated += 1 - a * a <= 0.01 ? 1 : 0;
      }
    }
    expected.put("act_zero_fraction", 0.0);
    expected.put("act_saturated_fraction", (double) saturated / (BATCH * units[l + 1]));
    double dot = 0;
    double first = 0;
    double second = 0;
    for (int unit = 0; unit < units[l + 1]; unit++) {
      dot += x[l + 1][0][unit] * x[l + 1][1][unit];
      first += x[l + 1][0][unit] * x[l + 1][0][unit];
      second += x[l + 1][1][unit] * x[l + 1][1][unit];
    }
    expected.put("act_cosine", dot / Math.sqrt(first * second));
    expected.put("act_cosine_magnitude", Math.abs(dot) / Math.sqrt(first * second));
    expected.put("weight_std", std(weights[l]));
    expected.put("weight_std_declared", false);
    putGradient(expected, "grad_std", std(gradOfOutput[l]));
    putGradient(expected, "grad_rms", rms(gradOfOutput[l]));
    putGradient(expected, "grad_max", largest(gradOfOutput[l]));
    putGradient(expected, "pre_grad_rms", rms(gradOfPre[l]));
    double[][] ofWeights = new double[units[l + 1]][units[l]];
    for (int row = 0; row < BATCH; row++) {
      for (int unit = 0; unit < units[l + 1]; unit++) {
        for (int k = 0; k < units[l]; k++) {
          ofWeights[unit][k] += gradOfPre[l][row][unit] * x[l][row][k];
        }
      }
    }
    putGradient(expected, "weight_grad_rms", rms(ofWeights));
    expected.put("grad_nonfinite_count", 0L);
    expected.put("grad_lost_in_float32", false);
    for (String ofActivation : List.of("std", "rms", "cosine", "cosine_magnitude")) {
      expected.put("stream_" + ofActivation, expected.get("act_" + ofActivation));
    }
    putGradient(expected, "stream_grad_std", std(gradOfOutput[l]));
    putGradient(expected, "stream_grad_rms", rms(gradOfOutput[l]));
    for (String ofOtherNets :
        List.of(
            "branch_rms",
            "branch_share",
            "norm_divisor",
            "norm_eps_share",
            "twin_distance",
            "flushed_fraction",
            "overflow_count",
            "mask_cosine",
            "act_change_rms",
            "weight_change_rms",
            "update_ratio",
            "update_lost_fraction")) {
      expected.put(ofOtherNets, null);
    }
    expected.put("act_exponents", exponents(x[l + 1]));
    expected.put("grad_exponents", exponents(gradOfOutput[l]));
    return expected;
  }

  private static NavigableMap<Integer, Integer> byExponent(double[][] values) {
    NavigableMap<Integer, Integer> counts = new TreeMap<>();
    for (double[] row : values) {
      for (double value : row) {
        counts.merge(Math.getExponent(value), 1, Integer::sum);
      }
    }
    return counts;
  }

  private static String exponents(double[][] values) {
    NavigableMap<Integer, Integer> counts = byExponent(values);
    List<String> texts = new ArrayList<>();
    for (int e = counts.firstKey(); e <= counts.lastKey(); e++) {
      texts.add(Integer.toString(counts.getOrDefault(e, 0)));
    }
    return counts.firstKey() + ":" + String.join(",", texts);
  }

  /** A tenth of a value is 1 % of ten: it lies within the smallest exponent. */
  private static double log2OfHundredth(double[][] values) {
    NavigableMap<Integer, Integer> counts = byExponent(values);
    double share = 0.01 * BATCH * values[0].length / counts.firstEntry().getValue();
    return counts.firstKey() + log2(1 + share);
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }

  private static void putTensor(Map<String, Object> expected, String prefix, double[][] values) {
    expected.put(prefix + "_mean", mean(values));
    expected.put(prefix + "_std", std(values));
    expected.put(prefix + "_rms", rms(values));
    expected.put(prefix + "_min", -largestOf(values, -1));
    expected.put(prefix + "_max", largestOf(values, 1));
    expected.put(prefix + "_nan_count", 0L);
    expected.put(prefix + "_inf_count", 0L);
  }

  private static void putGradient(Map<String, Object> expected, String name, double value) {
    expected.put(name, value);
    expected.put("log10_" + name, Math.log10(value));
  }

  private static double mean(double[][] values) {
    double sum = 0;
    for (double[] row : values) {
      for (double value : row) {
        sum += value;
      }
    }
    return sum / (values.length * values[0].length);
  }

  private static double std(double[][] values) {
    double mean = mean(values);
    double squares = 0;
    for (double[] row : values) {
      for (double value : row) {
        squares += (value - mean) * (value - mean);
      }
    }
    return Math.sqrt(squares / (values.length * values[0].length - 1));
  }

  private static double rms(double[][] values) {
    double squares = 0;
    for (double[] row : values) {
      for (double value : row) {
        squares += value * value;
      }
    }
    return Math.sqrt(squares / (values.length * values[0].length));
  }

  private static double largest(double[][] values) {
    return Math.max(largestOf(values, 1), largestOf(values, -1));
  }

  private static double largestOf(double[][] values, double sign) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double[] row : values) {
      for (double value : row) {
        largest = Math.max(largest, sign * value);
      }
    }
    return largest;
  }

  private static <R> void check(
      List<Column<R>> columns, R row, Map<String, Object> expected, Set<String> compared) {
    for (Column<R> column : columns) {
      String name = column.name();
      if (!expected.containsKey(name)) {
        continue;
      }
      compared.add(name);
      Object actual = column.value().apply(row);
      if (expected.get(name) instanceof Double exact && actual instanceof Double measured) {
        assertThat(Math.abs(measured - exact))
            .as("%s: %s, not %s", name, measured, exact)
            .isLessThanOrEqualTo(ROUNDING * Math.max(1, Math.abs(exact)));
      } else {
        assertThat(actual).as(name).isEqualTo(expected.get(name));
      }
    }
  }
}
