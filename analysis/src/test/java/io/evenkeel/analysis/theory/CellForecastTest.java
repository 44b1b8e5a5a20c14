package io.evenkeel.analysis.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.analysis.cells.Cell;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CellForecastTest {
  private static Cell cell(String shape, int depth, int width, String block) {
    Map<String, Object> values = new HashMap<>();
    values.putAll(Map.of("depth", depth, "width", width, "batch", 16, "input_width", 784));
    values.putAll(Map.of("readout_width", 10, "activation", "relu", "bias", "none"));
    values.putAll(Map.of("init", "kaiming_normal(nonlinearity=relu)", "input", "gaussian"));
    values.putAll(Map.of("loss", "mse", "engine", "explicit", "shape", shape, "block", block));
    return Cell.of(values);
  }

  /**
   * He's weights of variance 2 / fan_in keep E[relu^2] at 1 whatever the widths. Going back, a
   * layer multiplies the gradient's mean square by 1/2 fan_out 2 / fan_in, the linear readout by 2
   * fan_out / fan_in.
   */
  @Test
  void eachLayerHasItsOwnFans() {
    int[] widths = {784, 512, 64, 256, 10};
    CellForecast forecast = CellForecast.of(cell("784-512-64-256", 3, 512, "plain"));
    assertThat(forecast.reason()).isEmpty();
    assertThat(forecast.stops()).hasSize(4);
    double square = 1;
    for (int layer = 3; layer >= 0; layer--) {
      assertThat(forecast.stops().get(layer).log10GradRms())
          .isCloseTo(Math.log10(square) / 2, within(1e-12));
      square *= (layer == 3 ? 2.0 : 1.0) * widths[layer + 1] / widths[layer];
      double rms = layer == 3 ? Math.sqrt(2) : 1;
      assertThat(forecast.stops().get(layer).actRms()).isCloseTo(rms, within(1e-12));
    }
  }

  @Test
  void residualBlocksOfSeveralWidthsHaveNone() {
    CellForecast forecast = CellForecast.of(cell("784-64-32-64", 3, 64, "gpt2"));
    assertThat(forecast.stops()).isEmpty();
    assertThat(forecast.reason())
        .contains("block gpt2 needs hidden layers of one width, got " + List.of(64, 32, 64));
  }
}
