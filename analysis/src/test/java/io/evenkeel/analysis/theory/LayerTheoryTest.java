package io.evenkeel.analysis.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.analysis.SampleRows;
import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.cells.LayerCurve;
import io.evenkeel.analysis.cells.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One cell's curve beside theory. */
class LayerTheoryTest {
  private static final int SEEDS = 25;
  private static final double LN_10 = Math.log(10);

  /**
   * Theory for relu with kaiming_normal, 256 x 100: E ln M = -0.983 and Var ln M = 1.982 of a row's
   * squared length, as mean square 1 goes in; the rms is sqrt of that.
   */
  private static final double MEAN = -0.983 / (2 * LN_10);

  private static final double SPREAD = Math.sqrt(1.982) / (2 * LN_10);

  @Test
  void zIsTheDistanceInStandardErrorsOfTheFiniteWidthLaw() {
    double standardError = SPREAD / Math.sqrt(SEEDS);
    LayerTheory row =
        last("relu", "kaiming_normal(nonlinearity=relu)", MEAN + 2 * standardError, SPREAD);
    assertThat(row.expectedLog10ActRms().get()).isCloseTo(MEAN, within(2e-4));
    assertThat(row.expectedSpread().get()).isCloseTo(SPREAD, within(2e-4));
    assertThat(row.actRmsZ().get()).isCloseTo(2, within(0.01));
  }

  @Test
  void rowsThatMoveInPartTakeThatPartOfTheDrift() {
    LayerTheory row = last("relu", "kaiming_normal(nonlinearity=relu)", MEAN / 4, SPREAD / 2);
    assertThat(row.expectedLog10ActRms().get()).isCloseTo(MEAN / 4, within(2e-4));
    assertThat(row.actRmsZ().get()).isCloseTo(0, within(0.01));
  }

  @Test
  void aWrongScaleIsFarOff() {
    LayerTheory row = last("relu", "lecun_normal", MEAN, SPREAD);
    // lecun_normal loses half the square in each of 100 layers: 15 decades of rms.
    assertThat(row.actRmsZ().get()).isGreaterThan(100);
  }

  @Test
  void gradientsAreComparedWithTheLastLayers() {
    LayerTheory first =
        rows("tanh", "xavier_uniform(gain=1.6666666666666667)", 0, 0.01, -0.04).get(0);
    assertThat(first.log10GradGrowth().get()).isCloseTo(0.04 * 99, within(1e-12));
    // chi_1^(99 / 2) with chi_1 = 1.20983, but for a few first layers where q has not settled.
    assertThat(first.expectedLog10GradGrowth().get())
        .isCloseTo(Math.log10(1.20983) * 99 / 2, within(0.06));
    assertThat(first.gradGrowthZ().get()).isNegative();
  }

  @Test
  void whatTheoryDoesNotCoverHasMeasurementsAlone() {
    for (String init : List.of("identity", "ones", "scheme_of_the_future")) {
      LayerTheory row = last("relu", init, 0, 0.1);
      assertThat(row.expected()).isEmpty();
      assertThat(row.actRmsZ()).isEmpty();
      assertThat(row.gradGrowthZ()).isEmpty();
      assertThat(row.log10GradGrowth()).hasValue(0.0);
    }
  }

  @Test
  void orthogonalWeightsKeepWhatTheyMultiply() {
    // A relu layer of 256 orthogonal units spreads by 3 / 256 instead of 5 / 256.
    LayerTheory relu = last("relu", "orthogonal(gain=1.4142135623730951)", 0, 0.1);
    assertThat(relu.expectedSpread().get())
        .isCloseTo(SPREAD * Math.sqrt(3 / 5.0), within(0.005 * SPREAD));
    LayerTheory linear = last("linear", "orthogonal", 0, 0.1);
    assertThat(linear.expectedLog10ActRms().get()).isCloseTo(0, within(1e-9));
    assertThat(linear.expectedSpread()).hasValue(0.0);
    assertThat(linear.actRmsZ()).isEmpty();
  }

  private static LayerTheory last(String activation, String init, double mean, double std) {
    return rows(activation, init, mean, std, 0).get(99);
  }

  /** {@code gradient}: decades per layer, from the input to the output. */
  private static List<LayerTheory> rows(
      String activation, String init, double mean, double std, double gradient) {
    Map<String, Object> cell = SampleRows.cell(activation, init);
    List<LayerCurve.Layer> layers = new ArrayList<>();
    for (int layer = 0; layer < 100; layer++) {
      Sample rms = new Sample(SEEDS, mean, std);
      layers.add(
          new LayerCurve.Layer(
              rms,
              rms,
              new Sample(SEEDS, gradient * layer, 0.02),
              new Sample(SEEDS, 0.5, 0.1),
              Sample.NONE));
    }
    return LayerTheory.of(new LayerCurve(Cell.of(cell), layers));
  }
}
