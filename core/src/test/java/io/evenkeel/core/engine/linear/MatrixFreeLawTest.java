package io.evenkeel.core.engine.linear;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Identity;
import io.evenkeel.core.activation.Relu;
import io.evenkeel.core.activation.Tanh;
import io.evenkeel.core.arch.MlpShape;
import io.evenkeel.core.law.WeightLaw;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Matrix-free and explicit propagation have one law: two-sample Kolmogorov-Smirnov tests of scalars
 * that mix layers, directions, rows and both passes.
 *
 * <p>Each scalar of each ensemble is one test; all of them together raise a false alarm with a
 * probability of at most {@link #FALSE_ALARM}, by Bonferroni. Seeds are fixed, so an alarm is a
 * change of the code.
 */
@Execution(ExecutionMode.CONCURRENT)
class MatrixFreeLawTest {
  private static final double FALSE_ALARM = 1e-4;
  private static final int BATCH = 4;
  private static final int NETWORKS = 3000;
  private static final int MANY_NETWORKS = 40_000;
  private static final long OTHER_SEEDS = 1L << 40;

  /** What drawn weights give, by ensemble and sample size: the reference of several tests. */
  private static final Map<String, Map<String, double[]>> DRAWN = new ConcurrentHashMap<>();

  /** Layers of the families' laws on narrow (2 batch) and wide networks. */
  static Stream<LawCase> ensembles() {
    int narrow = 2 * BATCH;
    List<LawCase> cases = new ArrayList<>();
    for (Activation activation : List.of(new Tanh(), new Relu(), new Identity())) {
      for (int n : List.of(narrow, 5 * narrow)) {
        List<Integer> square = List.of(n, n, n, n);
        // The longer side is n in each layer: wide to narrow, narrow to wide, and to a readout.
        List<Integer> rectangular = List.of(n - 3, n, n - 2, n, 3);
        double std = Math.sqrt(2.0 / n);
        cases.add(of("gaussian", square, new WeightLaw.Gaussian(std), activation));
        cases.add(of("gaussian rectangular", rectangular, new WeightLaw.Gaussian(std), activation));
        cases.add(of("haar", square, new WeightLaw.Haar(1.1), activation));
        cases.add(of("haar rectangular", rectangular, new WeightLaw.Haar(-1.1), activation));
        cases.add(of("identity", square, new WeightLaw.Identity(), activation));
        cases.add(of("sparse", rectangular, new WeightLaw.Sparse(0.6, 2 * std), activation));
        cases.add(of("constant", rectangular, new WeightLaw.Constant(1.0 / n), activation));
      }
    }
    return cases.stream();
  }

  private static LawCase of(
      String family, List<Integer> widths, WeightLaw law, Activation activation) {
    String name =
        String.format(Locale.ROOT, "%s, %s, n = %s", family, activation.spec(), widths.get(1));
    return new LawCase(name, new MlpShape(BATCH, widths), law, activation);
  }

  @ParameterizedTest
  @MethodSource("ensembles")
  void isThatOfDrawnWeights(LawCase ensemble) {
    assertThat(alarms(ensemble, new MatrixFreeMaps(), ensemble.law(), NETWORKS)).isEmpty();
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("ensembles")
  void isThatOfDrawnWeightsInLargeSamples(LawCase ensemble) {
    assertThat(alarms(ensemble, new MatrixFreeMaps(), ensemble.law(), MANY_NETWORKS)).isEmpty();
  }

  static Stream<LawCase> randomEnsembles() {
    return ensembles()
        .filter(c -> c.law() instanceof WeightLaw.Gaussian || c.law() instanceof WeightLaw.Haar);
  }

  @ParameterizedTest
  @MethodSource("randomEnsembles")
  void aMissingProjectionIsNoticed(LawCase ensemble) {
    assertThat(alarms(ensemble, BrokenMaps.WITHOUT_PROJECTION, ensemble.law(), NETWORKS))
        .isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("randomEnsembles")
  void normalsUsedTwiceAreNoticed(LawCase ensemble) {
    assertThat(alarms(ensemble, BrokenMaps.REUSING_NORMALS, ensemble.law(), NETWORKS)).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("randomEnsembles")
  void aForgottenForwardPassIsNoticed(LawCase ensemble) {
    assertThat(alarms(ensemble, BrokenMaps.FORGETFUL, ensemble.law(), NETWORKS)).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("randomEnsembles")
  void aWrongStandardDeviationIsNoticed(LawCase ensemble) {
    WeightLaw wrong =
        ensemble.law() instanceof WeightLaw.Gaussian gaussian
            ? new WeightLaw.Gaussian(1.1 * gaussian.std())
            : new WeightLaw.Haar(1.1 * ((WeightLaw.Haar) ensemble.law()).gain());
    assertThat(alarms(ensemble, new MatrixFreeMaps(), wrong, NETWORKS)).isNotEmpty();
  }

  @Test
  void theTestHasACaseOfEveryLaw() {
    assertThat(ensembles().map(c -> (Object) c.law().getClass()).distinct())
        .containsExactlyInAnyOrder((Object[]) WeightLaw.class.getPermittedSubclasses());
  }

  /** The scalars whose laws differ between drawn weights and the maps under test. */
  private static List<String> alarms(
      LawCase ensemble, LinearMaps maps, WeightLaw law, int networks) {
    double level = FALSE_ALARM / (ensembles().count() * LawCase.functionals());
    double threshold = KolmogorovSmirnov.threshold(networks, level);
    LawCase tested = new LawCase(ensemble.name(), ensemble.shape(), law, ensemble.activation());
    List<String> alarms = new ArrayList<>();
    Map<String, double[]> expected =
        DRAWN.computeIfAbsent(ensemble.name() + networks, key -> drawn(ensemble, networks));
    try (TestNet free = TestNet.with(maps, ensemble.shape(), tested.network())) {
      Map<String, double[]> actual = tested.sample(free, OTHER_SEEDS, networks);
      expected.forEach(
          (name, values) -> {
            double distance = KolmogorovSmirnov.statistic(values, actual.get(name));
            if (!(distance <= threshold)) {
              alarms.add(String.format(Locale.ROOT, "%s: D = %.3f", name, distance));
            }
          });
    }
    return alarms;
  }

  private static Map<String, double[]> drawn(LawCase ensemble, int networks) {
    try (TestNet explicit = TestNet.explicit(ensemble.shape(), true, ensemble.network())) {
      return ensemble.sample(explicit, 0, networks);
    }
  }
}
