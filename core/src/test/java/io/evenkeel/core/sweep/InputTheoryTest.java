package io.evenkeel.core.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.theory.LayerPrediction;
import io.evenkeel.core.theory.Prediction;
import io.evenkeel.core.theory.block.NetForecast;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Theory follows the input's scale and mean: networks against predictions. */
class InputTheoryTest {
  private static final int SEEDS = 12;

  /**
   * Means over 12 networks of 512 units. The rms of a layer varies by about sqrt(5 layers / (4
   * units)) of itself over networks, 3 %, and 1 % in the mean over 12; 5 % are five of these. A
   * cosine varies by less, and moves by 5 % of its distance from 1.
   */
  @ParameterizedTest
  @CsvSource({
    "relu, 'gaussian(mean=1,std=2)'",
    "tanh, 'gaussian(mean=0,std=255)'",
    "relu, uniform",
    "tanh, 'uniform(low=-1,high=3)'"
  })
  void rmsAndCosinesAreThePredicted(String activation, String input) {
    String net =
        "depth=4; width=512; batch=8; init=kaiming_normal; engine=matrix_free; activation=%s;"
            + " input=%s; seed=";
    Trial trial = TrialIdentity.parse(net.formatted(activation, input) + 0);
    Prediction prediction =
        Prediction.of(
                trial.activation(),
                trial.init(),
                trial.bias(),
                trial.shape(),
                false,
                trial.input().moments())
            .orElseThrow();
    List<NetForecast.Stop> stops =
        NetForecast.of(TrialWorkload.design(trial), 8, trial.input().moments()).stops();
    double[] rms = new double[4];
    double[] cosine = new double[4];
    try (TrialRunner runner = new TrialRunner()) {
      for (int seed = 0; seed < SEEDS; seed++) {
        TrialResult result =
            runner.run(TrialIdentity.parse(net.formatted(activation, input) + seed));
        for (int layer = 0; layer < 4; layer++) {
          rms[layer] += result.layers().get(layer).act().rms() / SEEDS;
          cosine[layer] += result.layers().get(layer).cosine() / SEEDS;
        }
      }
    }
    for (int layer = 0; layer < 4; layer++) {
      LayerPrediction expected = prediction.layers().get(layer);
      assertThat(rms[layer]).isCloseTo(expected.actRms(), within(0.05 * expected.actRms()));
      double apart = 0.05 * (1 - expected.actCosine()) + 0.01;
      assertThat(cosine[layer]).isCloseTo(expected.actCosine(), within(apart));
      assertThat(stops.get(layer).signal().cosine()).isCloseTo(expected.actCosine(), within(1e-9));
      assertThat(Math.sqrt(stops.get(layer).signal().square()))
          .isCloseTo(expected.actRms(), within(1e-9 * expected.actRms()));
    }
  }
}
