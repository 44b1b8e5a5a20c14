package io.evenkeel.core.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.Spec;
import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.arch.MlpShape;
import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.init.Initializers;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The spread over seeds against networks multiplied out by the test, in double. */
@Execution(ExecutionMode.CONCURRENT)
class SeedSpreadTest {
  private static final int SEEDS = 2000;

  /**
   * The tolerances: five standard errors of mean and std, plus the terms of second order, which are
   * a share of first-order ones of about the depth's noise itself; none where the law is exact.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "identity; normal(std=0.25); 16; 20; 0",
        "relu; normal(std=0.35355339); 16; 20; 0",
        "relu; orthogonal(gain=1.41421356); 16; 20; 0",
        "identity; orthogonal; 16; 20; 0",
        "identity; lecun_uniform; 8; 20; 0.05",
        "identity; lecun_uniform; 4; 20; 0.09",
        "relu; sparse(sparsity=0.5,std=0.5); 16; 10; 0.12",
        "leaky_relu(negative_slope=0.3); normal(std=0.2394); 32; 20; 0.05",
        "tanh; normal(std=0.3); 32; 20; 0.06",
        "tanh; orthogonal(gain=1.5); 32; 20; 0.06",
        "gelu; normal(std=0.2655); 64; 8; 0.08"
      })
  void meanAndSpreadAreThoseOfSimulatedNetworks(
      String activation, String init, int width, int depth, double secondOrder) {
    // A relu row whose units are all 0 does not count.
    double[] logs =
        Arrays.stream(simulated(activation(activation), init(init), width, depth))
            .filter(Double::isFinite)
            .toArray();
    assertThat(logs).hasSizeGreaterThan(SEEDS - 20);
    double mean = 0;
    for (double log : logs) {
      mean += log / logs.length;
    }
    double variance = 0;
    for (double log : logs) {
      variance += (log - mean) * (log - mean) / (logs.length - 1);
    }
    SeedSpread spread = spread(activation, init, width, depth, depth - 1);
    double std = Math.sqrt(variance);
    double scale = Math.max(spread.std(), Math.abs(spread.mean()));
    assertThat(std)
        .isCloseTo(
            spread.std(),
            within(5 * std / Math.sqrt(2 * SEEDS) * 1.3 + secondOrder * scale + 1e-6));
    double meanField = spread(activation, init, 1 << 24, depth, depth - 1).mean();
    assertThat(mean - meanField)
        .isCloseTo(
            spread.mean() - meanField,
            within(5 * std / Math.sqrt(SEEDS) + secondOrder * scale + 1e-5));
  }

  private static SeedSpread spread(
      String activation, String init, int width, int depth, int layer) {
    Initializer scaled = width == 1 << 24 ? widened(init, activation) : init(init);
    return Prediction.of(
            activation(activation),
            scaled,
            Optional.empty(),
            MlpShape.of(1, width, width, depth, 0),
            false)
        .orElseThrow()
        .layers()
        .get(layer)
        .spread()
        .orElseThrow();
  }

  /** The same sigma_w at a width without noise. */
  private static Initializer widened(String init, String activation) {
    Initializer narrow = init(init);
    int n =
        activation.startsWith("gelu")
            ? 64
            : activation.startsWith("leaky") || activation.startsWith("tanh") ? 32 : 16;
    if (init.contains("normal(") || init.startsWith("sparse")) {
      return init("normal(std=" + Math.sqrt(narrow.variance(n, n) * n / (1 << 24)) + ")");
    }
    return narrow;
  }

  private static double[] simulated(Activation activation, Initializer init, int n, int depth) {
    double[] logs = new double[SEEDS];
    SplittableRandom random = new SplittableRandom(3);
    float[] weights = new float[n * n];
    for (int seed = 0; seed < SEEDS; seed++) {
      double[] x = new double[n];
      double size = 0;
      for (int i = 0; i < n; i++) {
        x[i] = random.nextGaussian();
        size += x[i] * x[i] / n;
      }
      for (int i = 0; i < n; i++) {
        x[i] /= Math.sqrt(size);
      }
      double first = 0;
      for (int layer = 0; layer < depth; layer++) {
        init.fill(RandomStream.of(seed, Role.WEIGHT, layer), n, n, weights);
        double[] y = new double[n];
        double square = 0;
        for (int o = 0; o < n; o++) {
          double sum = 0;
          for (int i = 0; i < n; i++) {
            sum += weights[o * n + i] * x[i];
          }
          y[o] = activation.value(sum);
          square += y[o] * y[o];
        }
        x = y;
        first = layer == 0 ? Math.log(square) : first;
        logs[seed] = (Math.log(square) - first) / 2;
      }
    }
    return logs;
  }

  @Test
  void lyapunovExponentsOfNarrowLinearNetworks() {
    // psi(n / 2) / 2 - ln(n / 2) / 2 nats a layer.
    for (int n : new int[] {2, 4, 8}) {
      SeedSpread normal = spread("identity", "lecun_normal", n, 101, 100);
      double exponent = (Polygamma.digamma(n / 2.0) - Math.log(n / 2.0)) / 2;
      assertThat(normal.mean()).isCloseTo(100 * exponent, within(1e-10));
      assertThat(normal.std())
          .isCloseTo(10 * Math.sqrt(Polygamma.trigamma(n / 2.0)) / 2, within(1e-10));
    }
    double four = spread("identity", "lecun_normal", 4, 101, 100).mean() / 100;
    assertThat(four).isCloseTo(-0.1352, within(0.5e-4));
    // Uniform entries lose less: -0.106 by simulation.
    double uniform = spread("identity", "lecun_uniform", 4, 101, 100).mean() / 100;
    assertThat(uniform).isBetween(-0.112, -0.088);
  }

  @Test
  void sharesAndTheDepthWhereATenthIsLost() {
    SeedSpread spread = new SeedSpread(0, 1);
    // P(|z| > 1.6448536) = 0.1.
    assertThat(spread.shareBeyond(Math.exp(1.6448536269514722))).isCloseTo(0.1, within(1e-12));
    assertThat(new SeedSpread(-2, 0).shareBeyond(Math.E)).isEqualTo(1);
    assertThat(new SeedSpread(0, 0).shareBeyond(1)).isZero();
    Prediction linear =
        Prediction.of(
                activation("identity"),
                init("lecun_normal"),
                Optional.empty(),
                MlpShape.of(1, 16, 16, 400, 0),
                false)
            .orElseThrow();
    OptionalInt lost = SeedSpread.depthLost(linear.layers(), 0.1, depth -> 10 * Math.sqrt(depth));
    int depth = lost.orElseThrow();
    double before =
        linear
            .layers()
            .get(depth - 2)
            .spread()
            .orElseThrow()
            .shareBeyond(10 * Math.sqrt(depth - 1));
    assertThat(before).isLessThanOrEqualTo(0.1);
    assertThat(
            SeedSpread.depthLost(
                linear.layers().subList(0, depth - 1), 0.1, d -> 10 * Math.sqrt(d)))
        .isEmpty();
    double[] logs = simulated(activation("identity"), init("lecun_normal"), 16, depth);
    int beyond = 0;
    for (double log : logs) {
      beyond += Math.abs(log) > Math.log(10 * Math.sqrt(depth)) ? 1 : 0;
    }
    // Five standard deviations of a binomial share of 0.1.
    assertThat(beyond / (double) SEEDS).isCloseTo(0.1, within(5 * 0.3 / Math.sqrt(SEEDS)));
  }

  private static Activation activation(String text) {
    return Activations.CATALOG.create(Spec.parse(text));
  }

  private static Initializer init(String text) {
    return Initializers.CATALOG.create(Spec.parse(text));
  }
}
