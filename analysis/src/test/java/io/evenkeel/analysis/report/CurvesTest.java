package io.evenkeel.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.analysis.LocalSpark;
import io.evenkeel.analysis.ReportTables;
import io.evenkeel.analysis.RunFixture;
import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.analysis.verdict.Thresholds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Curves against values that a reader can work out. */
class CurvesTest {
  @TempDir private static Path run;
  private static List<StabilityRow> rows;

  /**
   * Eleven seeds of tanh with xavier_uniform(5/3) at depth 10 whose std is 10^seed in every layer,
   * and whose gradient's logarithm falls from layer to layer; one cell of depth 100; one whose
   * third layer and later are not finite for odd seeds.
   */
  @BeforeAll
  static void write() throws IOException {
    RunFixture fixture = new RunFixture();
    for (int seed = 0; seed <= 10; seed++) {
      int decade = seed;
      fixture
          .trial("xavier_uniform(gain=1.6666666666666667)", 10, seed)
          .withCosine(layer -> decade / 10.0)
          .layers(layer -> Math.pow(10, decade), layer -> -decade - layer);
      fixture.trial("lecun_normal", 100, seed).layers(layer -> 1 + layer, layer -> 0);
      fixture
          .trial("normal", 5, seed)
          .layers(
              layer -> layer >= 3 && decade % 2 == 1 ? Double.POSITIVE_INFINITY : 0.1, layer -> 0);
    }
    SparkSession spark = LocalSpark.session();
    fixture.write(run);
    rows = ReportTables.write(spark, run.toString(), Thresholds.DEFAULT);
  }

  @Test
  void medianAndBandAreQuantilesOverSeeds() {
    Curve curve = curve("xavier");
    assertThat(curve.layers()).isEqualTo(IntStream.range(0, 10).boxed().toList());
    assertThat(curve.finite()).containsOnly(11L);
    // Of eleven evenly spaced values the tenth, half and nine tenths are the second, sixth, tenth.
    assertAll(curve.activations().low(), 1);
    assertAll(curve.activations().median(), 5);
    assertAll(curve.activations().high(), 9);
    assertAll(curve.cosines().median(), 0.5);
    for (int layer = 0; layer < 10; layer++) {
      assertThat(curve.gradients().median().get(layer).orElseThrow()).isEqualTo(-5.0 - layer);
    }
  }

  @Test
  void theoryOfTheGradientStartsAtTheLastLayer() {
    Curve.Quantity gradients = curve("xavier").gradients();
    assertThat(gradients.theory().get(9).orElseThrow())
        .isCloseTo(gradients.median().get(9).orElseThrow(), within(1e-12));
    // tanh with gain 5/3: chi_1 above 1, so the gradient grows towards the input.
    assertThat(gradients.theory().get(0).orElseThrow())
        .isGreaterThan(gradients.theory().get(9).orElseThrow());
    assertThat(gradients.z().get(0)).isPresent();
  }

  @Test
  void deepNetworksAreThinnedBehindTheirFirstLayers() {
    Curve curve = curve("lecun", 30);
    assertThat(curve.layers()).startsWith(0, 1, 2).containsSubsequence(8, 9, 10, 15, 20);
    assertThat(curve.layers()).endsWith(90, 95, 99).hasSize(10 + 18 + 1);
    assertThat(curve.activations().median().get(5).orElseThrow())
        .isCloseTo(Math.log10(6), within(1e-12));
  }

  @Test
  void infinitiesAreCountedAndLeftOut() {
    Curve curve = curve("normal");
    assertThat(curve.finite()).containsExactly(11L, 11L, 11L, 6L, 6L);
    assertAll(curve.activations().high(), -1);
    assertThat(curve.cosines().median()).containsOnly(Optional.empty());
  }

  private static Curve curve(String init) {
    return curve(init, 60);
  }

  private static Curve curve(String init, int mostLayers) {
    List<Optional<Curve>> curves =
        Curves.of(LocalSpark.session(), run.toString(), rows, mostLayers);
    int index =
        IntStream.range(0, rows.size())
            .filter(i -> rows.get(i).cell().get("init").toString().startsWith(init))
            .findFirst()
            .orElseThrow();
    return curves.get(index).orElseThrow();
  }

  private static void assertAll(List<Optional<Double>> values, double expected) {
    assertThat(values)
        .allSatisfy(value -> assertThat(value.orElseThrow()).isCloseTo(expected, within(1e-12)));
  }
}
