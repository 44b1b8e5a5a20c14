package io.evenkeel.core.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.axis.Axis;
import io.evenkeel.core.axis.AxisValues;
import io.evenkeel.core.axis.IntegerRuns;
import io.evenkeel.core.engine.EngineKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a shape says, how it is named, and what it refuses. */
class ShapesTest {
  private static Trial trial(String keys) {
    return TrialIdentity.parse(keys + "; activation=relu; init=kaiming_normal; engine=explicit");
  }

  @Test
  void aShapeSaysDepthAndWidths() {
    Trial trial = trial("shape=784-512-64; readout_width=10");
    assertThat(trial.depth()).isEqualTo(2);
    assertThat(trial.width()).isEqualTo(512);
    assertThat(trial.inputWidth()).isEqualTo(784);
    assertThat(trial.shape().widths()).containsExactly(784, 512, 64, 10);
    assertThat(trial.toString())
        .contains("depth=2; width=512", "input_width=784", "shape=784-512-64");
    assertThat(TrialIdentity.parse(trial.toString())).isEqualTo(trial);
  }

  /** One network has one identity, however it is spelled. */
  @Test
  void hiddenLayersOfOneWidthAreNoShape() {
    Trial plain = trial("depth=3; width=64; input_width=784");
    assertThat(trial("shape=784-64-64-64")).isEqualTo(plain);
    assertThat(plain.toString()).doesNotContain("shape");
    assertThat(trial("shape=64-64-64")).isEqualTo(trial("depth=2; width=64"));
  }

  @Test
  void theOrderOfWidthsIsPartOfTheIdentity() {
    assertThat(TrialIdentity.id(trial("shape=8-4-6-4")))
        .isNotEqualTo(TrialIdentity.id(trial("shape=8-6-4-4")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          depth=3; shape=8-4-6              | depth must be 2 beside shape 8-4-6, or left out, got 3
          width=4; shape=8-4-6              | width must be 6 beside shape 8-4-6, or left out, got 4
          input_width=width; shape=8-4-6    | input_width must be 8 beside shape 8-4-6, or left out, got width
          shape=8                           | shape must be a list of at least 2 whole numbers from 1 to 10000000, or none, got 8
          shape=8-0                         | shape must be a list of at least 2 whole numbers from 1 to 10000000, or none, got 8-0
          shape=8-4-6; 8-4-5                | '8-4-5' is not of the form key=value
          """)
  void sizesThatAreNotThoseOfTheShapeAreRefused(String keys, String message) {
    assertThatThrownBy(() -> trial(keys)).isInstanceOf(SpecException.class).hasMessage(message);
  }

  @Test
  void sizesThatAreThoseOfTheShapeAreNot() {
    assertThat(trial("depth=2; width=8; input_width=width; shape=8-4-8"))
        .isEqualTo(trial("shape=8-4-8"));
  }

  /** A shape and sizes say the same thing: what is said nearer to the trial counts. */
  @Test
  void aShapeReplacesSizesAndSizesReplaceAShape() {
    Map<Axis<?>, AxisValues> sizes =
        Map.of(
            Axes.DEPTH, AxisValues.of(IntegerRuns.of(3)),
            Axes.WIDTH, AxisValues.of(IntegerRuns.of(8)),
            Axes.BATCH, AxisValues.of(IntegerRuns.of(2)));
    Map<Axis<?>, AxisValues> shape = Map.of(Axes.SHAPE, AxisValues.of("8-4"));
    assertThat(Shapes.over(sizes, shape)).containsOnlyKeys(Axes.BATCH, Axes.SHAPE);
    assertThat(Shapes.over(shape, sizes)).isEqualTo(sizes);
    assertThat(Shapes.over(shape, Map.of(Axes.BATCH, AxisValues.of(IntegerRuns.of(2)))))
        .containsOnlyKeys(Axes.BATCH, Axes.SHAPE);
  }

  @ParameterizedTest
  @CsvSource({
    "parametrization=mup(base_width=4); readout_width=3, mup needs hidden layers of one width but got [4 6 4]",
    "block=residual(branch=1), block residual needs hidden layers of one width but got [4 6 4]",
    "block=gpt2, block gpt2 needs hidden layers of one width but got [4 6 4]"
  })
  void residualBlocksNeedOneWidth(String block, String reason) {
    Trial trial = trial("shape=8-4-6-4; " + block);
    assertThat(TrialFeasibility.reason(trial, Long.MAX_VALUE).orElseThrow().replace(",", ""))
        .isEqualTo(reason.replace(" but", ""));
  }

  /** All engines: what is planned is what the layers are. */
  @ParameterizedTest
  @CsvSource({"explicit", "matrix_free"})
  void everyLayerHasItsOwnFans(String engine) {
    Trial trial =
        trial("shape=40-60-20-50; bias=lecun_normal; batch=4; loss=random_cotangent; seed=3")
            .with(EngineKind.of(engine));
    assertThat(trial.toString()).endsWith("bias_fan=weights");
    try (TrialRunner runner = new TrialRunner()) {
      TrialResult result = runner.run(trial);
      List<Integer> widths = List.of(40, 60, 20, 50);
      assertThat(result.layers()).hasSize(3);
      for (int layer = 0; layer < 3; layer++) {
        double std = result.layers().get(layer).weightStd();
        // He: 2 / fan_in; a sample of 800 or more weights has it within five times 1 / sqrt(2 n).
        assertThat(std * Math.sqrt(widths.get(layer) / 2.0)).isBetween(0.87, 1.13);
      }
    }
    assertThat(TrialFeasibility.bytes(trial))
        .isLessThan(TrialFeasibility.bytes(trial.with(Axes.SHAPE, List.of(60, 60, 60, 60))));
  }
}
