package io.evenkeel.core.engine.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.Spec;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.arch.BlockSchemes;
import io.evenkeel.core.arch.NetDesign;
import io.evenkeel.core.arch.NormScheme;
import io.evenkeel.core.arch.NormSchemes;
import io.evenkeel.core.engine.CompiledNet;
import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.engine.Workload;
import io.evenkeel.core.engine.linear.ExplicitMaps;
import io.evenkeel.core.engine.linear.KolmogorovSmirnov;
import io.evenkeel.core.engine.linear.LinearMaps;
import io.evenkeel.core.engine.linear.MatrixFreeMaps;
import io.evenkeel.core.init.Initializers;
import io.evenkeel.core.linalg.Memory;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Nets with residual blocks, norms and dropout have one law in both engines: two-sample
 * Kolmogorov-Smirnov tests of scalars that mix blocks, directions and rows.
 *
 * <p>Each scalar of each net is one test; all together raise a false alarm with a probability of at
 * most {@link #FALSE_ALARM}, by Bonferroni. Seeds are fixed, so an alarm is a change of the code.
 */
@Execution(ExecutionMode.CONCURRENT)
class BlockLawTest {
  private static final double FALSE_ALARM = 1e-4;
  private static final int FUNCTIONALS = 18;

  /** More than there are nets here. */
  private static final int NETS = 40;

  private static final int BATCH = 5;
  private static final int UNITS = 11;
  private static final int INPUTS = 7;
  private static final int OUTPUTS = 3;
  private static final int NETWORKS = 1500;
  private static final int MANY_NETWORKS = 20_000;
  private static final long OTHER_SEEDS = 1L << 40;

  private static NetDesign design(String block, String norm, double dropout) {
    Optional<NormScheme> scheme =
        norm.equals("none")
            ? Optional.empty()
            : Optional.of(NormSchemes.CATALOG.create(Spec.parse(norm)));
    return new NetDesign(
        INPUTS,
        UNITS,
        block.contains("branch=1") ? 3 : 5,
        List.of(),
        OUTPUTS,
        Activations.CATALOG.create(Spec.of("tanh")),
        Initializers.CATALOG.create(Spec.parse("kaiming_normal(nonlinearity=tanh)")),
        Optional.empty(),
        Optional.empty(),
        BlockSchemes.CATALOG.create(Spec.parse(block)),
        scheme,
        dropout);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "residual | layer_norm | 0.2",
        "residual(order=postact) | batch_norm | 0",
        "deepnorm | rms_norm(place=stream) | 0",
      })
  void bothEnginesHaveOneLaw(String block, String norm, double dropout) {
    assertThat(alarms(block, norm, dropout, NETWORKS)).isEmpty();
  }

  @Tag("long")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "residual | none | 0",
        "residual(branch=1) | none | 0.3",
        "residual(order=preact) | none | 0",
        "residual(order=preact,branch=1) | none | 0",
        "residual(order=postact) | none | 0",
        "residual(order=postact,branch=1) | none | 0.3",
        "residual(scale=inv_sqrt,skip=0.8) | none | 0",
        "gpt2 | layer_norm | 0",
        "deepnorm | layer_norm(place=stream) | 0",
        "fixup | none | 0",
        "rezero | none | 0",
        "skipinit | batch_norm(place=branch) | 0",
        "residual | layer_norm | 0.3",
        "residual | rms_norm | 0",
        "residual | batch_norm(place=branch) | 0",
        "residual | layer_norm(place=stream) | 0",
        "residual | rms_norm(place=stream) | 0.3",
        "residual | batch_norm(place=stream) | 0",
        "residual | layer_norm(place=before_activation) | 0",
        "residual | rms_norm(place=before_activation) | 0",
        "residual | batch_norm(place=before_activation) | 0.3",
        "residual | layer_norm(place=after_activation) | 0.3",
        "residual | rms_norm(place=after_activation) | 0",
        "residual | batch_norm(place=after_activation) | 0",
        "residual(order=preact) | layer_norm | 0.3",
        "residual(order=postact) | layer_norm(place=stream) | 0",
      })
  void bothEnginesHaveOneLawInLargeSamples(String block, String norm, double dropout) {
    assertThat(alarms(block, norm, dropout, MANY_NETWORKS)).isEmpty();
  }

  /** Another skip, and another norm at another place. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "residual | none | residual(skip=0.8) | none",
        "residual | layer_norm | residual | rms_norm(place=before_activation)",
      })
  void anotherNetIsNoticed(String block, String norm, String otherBlock, String otherNorm) {
    NetDesign expected = design(block.strip(), norm.strip(), 0);
    NetDesign other = design(otherBlock.strip(), otherNorm.strip(), 0);
    assertThat(alarms(expected, other, NETWORKS, UnaryOperator.identity())).isNotEmpty();
  }

  /** A fault in the backward pass alone. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "residual | none | 0 | SKIP_FORGOTTEN",
        "residual(order=preact,branch=1) | rms_norm | 0 | SKIP_FORGOTTEN",
        "residual(skip=0) | layer_norm | 0 | SECOND_PROJECTION_DROPPED",
        "residual | layer_norm(place=stream) | 0 | SECOND_PROJECTION_DROPPED",
        "residual | none | 0.8 | MASKS_DRAWN_ANEW",
        "residual | layer_norm | 0.8 | MASKS_DRAWN_ANEW",
      })
  void aFaultOfTheBackwardPassIsNoticed(
      String block, String norm, double dropout, BrokenOps broken) {
    NetDesign design = design(block.strip(), norm.strip(), dropout);
    assertThat(alarms(design, design, NETWORKS, broken)).isNotEmpty();
  }

  private static List<String> alarms(String block, String norm, double dropout, int networks) {
    NetDesign design = design(block.strip(), norm.strip(), dropout);
    return alarms(design, design, networks, UnaryOperator.identity());
  }

  /**
   * The scalars whose laws differ between drawn weights and what is tested.
   *
   * @param replacement of the ops of what is tested
   */
  private static List<String> alarms(
      NetDesign design, NetDesign tested, int networks, UnaryOperator<Op> replacement) {
    Map<String, double[]> expected =
        sample(design, 0, networks, new ExplicitMaps(), UnaryOperator.identity());
    Map<String, double[]> actual =
        sample(tested, OTHER_SEEDS, networks, new MatrixFreeMaps(), replacement);
    double threshold = KolmogorovSmirnov.threshold(networks, FALSE_ALARM / (NETS * FUNCTIONALS));
    List<String> alarms = new ArrayList<>();
    expected.forEach(
        (name, values) -> {
          double distance = KolmogorovSmirnov.statistic(values, actual.get(name));
          if (!(distance <= threshold)) {
            alarms.add(String.format(Locale.ROOT, "%s: D = %.3f", name, distance));
          }
        });
    return alarms;
  }

  private static Map<String, double[]> sample(
      NetDesign design,
      long seedFrom,
      int networks,
      LinearMaps maps,
      UnaryOperator<Op> replacement) {
    Map<String, double[]> values = new TreeMap<>();
    Workload workload = new Workload(design.architecture(), BATCH, true);
    try (Memory memory = Memory.allocating();
        CompiledNet net = new Assembly(workload, maps, memory, replacement).net()) {
      for (int i = 0; i < networks; i++) {
        int at = i;
        Map<String, Double> measured = measured(net, seedFrom + i);
        if (measured.size() != FUNCTIONALS) {
          throw new AssertionError("functionals: " + measured.size());
        }
        measured.forEach(
            (name, value) -> values.computeIfAbsent(name, key -> new double[networks])[at] = value);
      }
    }
    return values;
  }

  private static Map<String, Double> measured(CompiledNet net, long seed) {
    float[] x = new float[BATCH * INPUTS];
    RandomStream.of(seed, Role.INPUT, 0).fillNormal(0, x, 0, x.length);
    return functionals(passes(net, x, seed, Draws.ofSeed(seed)), x);
  }

  private static Map<String, double[]> passes(CompiledNet net, float[] x, long seed, Draws draws) {
    BlockTensors tensors = new BlockTensors();
    net.forward(x, draws, tensors);
    float[] cotangent = new float[BATCH * OUTPUTS];
    RandomStream.of(seed, Role.COTANGENT, 0).fillNormal(0, cotangent, 0, cotangent.length);
    tensors.put("output", net.output(), cotangent.length, 0);
    double[] gradient = new double[cotangent.length];
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = cotangent[i] + 0.5 * net.output()[i];
    }
    float[] atInput = new float[x.length];
    long exponent = net.backward(gradient, tensors, atInput);
    tensors.put("grad_input", atInput, atInput.length, exponent);
    return new TreeMap<>(tensors.all());
  }

  private static Map<String, Double> functionals(Map<String, double[]> all, float[] input) {
    double[] x = new double[input.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = input[i];
    }
    double[] s0 = all.get("stream_0");
    double[] s1 = all.get("stream_1");
    double[] g0 = all.get("grad_stream_0");
    double[] g1 = all.get("grad_stream_1");
    double[] gi = all.get("grad_input");
    Map<String, Double> m = new TreeMap<>();
    m.put("s0[0][0]", s0[0]);
    m.put("s0[0].s0[1]", dot(s0, 0, s0, 1, UNITS));
    m.put("|s1[0]|", dot(s1, 0, s1, 0, UNITS));
    m.put("s0[0].s1[0]", dot(s0, 0, s1, 0, UNITS));
    m.put("s0[0].s1[1]", dot(s0, 0, s1, 1, UNITS));
    m.put("s0[0][0] s1[1][1]", s0[0] * s1[UNITS + 1]);
    m.put("gi[0][0]", gi[0]);
    m.put("|gi[0]|", dot(gi, 0, gi, 0, INPUTS));
    m.put("gi[0].gi[1]", dot(gi, 0, gi, 1, INPUTS));
    m.put("g0[0].s0[0]", dot(g0, 0, s0, 0, UNITS));
    m.put("g0[1].s0[0]", dot(g0, 1, s0, 0, UNITS));
    m.put("g0[0].g1[0]", dot(g0, 0, g1, 0, UNITS));
    m.put("gi[0].x[0]", dot(gi, 0, x, 0, INPUTS));
    m.put("gi[1].x[0]", dot(gi, 1, x, 0, INPUTS));
    m.put("dW1", square(all.get("grad_weight_1")));
    m.put("dW2", square(all.get("grad_weight_2")));
    m.put("o[0][0] g0[0][0]", all.get("output")[0] * g0[0]);
    m.put("dW2 dW1", masked(all.get("grad_weight_2"), all.get("grad_weight_1")));
    return m;
  }

  private static double dot(double[] a, int row, double[] b, int other, int length) {
    double sum = 0;
    for (int i = 0; i < length; i++) {
      sum += a[row * length + i] * b[other * length + i];
    }
    return sum;
  }

  /**
   * Sum over the units between the layers of a branch: what goes in forward, times what comes back.
   * A unit that all masks zero has neither.
   */
  private static double masked(double[] second, double[] first) {
    double sum = 0;
    for (int unit = 0; unit < UNITS; unit++) {
      double in = 0;
      double out = 0;
      for (int i = 0; i < UNITS; i++) {
        out += second[i * UNITS + unit] * second[i * UNITS + unit];
        in += first[unit * UNITS + i] * first[unit * UNITS + i];
      }
      sum += in * out;
    }
    return sum;
  }

  private static double square(double[] a) {
    double sum = 0;
    for (double x : a) {
      sum += x * x;
    }
    return sum;
  }
}
