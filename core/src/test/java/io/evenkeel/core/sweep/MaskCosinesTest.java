package io.evenkeel.core.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.data.InputMoments;
import io.evenkeel.core.theory.block.NetForecast;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One row under two sets of dropout masks. */
class MaskCosinesTest {
  private static final int SEEDS = 10;
  private static final int WIDTH = 192;

  /** Two masks of one row are two rows that theory begins with at a cosine of 1. */
  private static final InputMoments ALIKE = new InputMoments(0, 1, 1, 3);

  private static String text(String keys, String activation, int depth, String engine) {
    return "depth=%s; width=%s; batch=4; activation=%s; init=kaiming_normal(nonlinearity=auto); loss=random_cotangent; engine=%s; %s"
        .formatted(depth, WIDTH, activation, engine, keys);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dropout=0.2 | identity | 6 | explicit",
        "dropout=0.2 | identity | 6 | matrix_free",
        "dropout=0.1; bias=normal(std=0.2) | tanh | 12 | matrix_free",
        "dropout=0.3; block=residual; norm=layer_norm | relu | 13 | explicit",
        "dropout=0.3; block=residual; norm=layer_norm | relu | 13 | matrix_free",
      })
  void followTheory(String keys, String activation, int depth, String engine) {
    String text = text(keys, activation, depth, engine);
    List<NetForecast.Stop> stops =
        NetForecast.of(TrialWorkload.design(TrialIdentity.parse(text)), 4, ALIKE).stops();
    double[] sums = new double[depth];
    double[] squares = new double[depth];
    try (TrialRunner runner = new TrialRunner()) {
      for (int seed = 0; seed < SEEDS; seed++) {
        TrialResult result = runner.run(TrialIdentity.parse(text + "; seed=" + seed));
        for (NetForecast.Stop stop : stops) {
          double cosine = result.maskCosine(stop.layer()).orElseThrow();
          sums[stop.layer()] += cosine / SEEDS;
          squares[stop.layer()] += cosine * cosine / SEEDS;
        }
      }
    }
    for (NetForecast.Stop stop : stops) {
      int layer = stop.layer();
      double spread = Math.sqrt(Math.max(0, squares[layer] - sums[layer] * sums[layer]));
      double allowed = 5 * spread / Math.sqrt(SEEDS) + 2.0 * (layer + 1) / WIDTH;
      assertThat(sums[layer])
          .as("layer %s", layer)
          .isCloseTo(stop.signal().cosine(), within(allowed));
    }
  }

  /** With a dropout that hardly ever drops, both sets of masks are alike. */
  @Test
  void areOneWhereNothingIsDropped() {
    try (TrialRunner runner = new TrialRunner()) {
      TrialResult result =
          runner.run(
              TrialIdentity.parse(text("dropout=1e-12", "tanh", 4, "explicit") + "; seed=1"));
      for (int layer = 0; layer < 4; layer++) {
        assertThat(result.maskCosine(layer).orElseThrow()).isCloseTo(1, within(1e-6));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"dropout=0", "dropout=0.1; norm=batch_norm", "block=residual; dropout=0"})
  void areNoneWithoutDropoutOrWithAnotherBatch(String keys) {
    try (TrialRunner runner = new TrialRunner()) {
      TrialResult result =
          runner.run(TrialIdentity.parse(text(keys, "tanh", 5, "explicit") + "; seed=1"));
      assertThat(result.maskCosine(1)).isEqualTo(Optional.empty());
    }
  }

  /** Inside of a branch the column is empty. */
  @Test
  void followTheStream() {
    try (TrialRunner runner = new TrialRunner()) {
      TrialResult result =
          runner.run(
              TrialIdentity.parse(
                  text("dropout=0.5; block=residual", "relu", 5, "explicit") + "; seed=1"));
      assertThat(result.maskCosine(1)).isEmpty();
      assertThat(result.maskCosine(0).orElseThrow()).isCloseTo(1, within(1e-6));
      assertThat(result.maskCosine(2).orElseThrow()).isBetween(0.3, 0.95);
    }
  }
}
