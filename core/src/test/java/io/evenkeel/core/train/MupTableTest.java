package io.evenkeel.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.Spec;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The constants of muP against the rules of the paper's Table 3, which are in terms of fans:
 * initial variance 1/fan_in (input, hidden) or 1/fan_in^2 (output); SGD's rate fan_out (input,
 * biases), 1/fan_in (output) or 1 (hidden); Adam's rate 1/fan_in (hidden, output) or 1 (input,
 * biases).
 */
class MupTableTest {
  private static final int FIXED = 10;
  private static final int BASE = 64;

  /** A layer between fans of which those that grow are equal to the width. */
  private record Layer(MupTable role, boolean inGrows, boolean outGrows) {
    double in(int width) {
      return inGrows ? width : FIXED;
    }

    double out(int width) {
      return outGrows ? width : FIXED;
    }
  }

  private static final List<Layer> WEIGHTS =
      List.of(
          new Layer(MupTable.INPUT, false, true),
          new Layer(MupTable.HIDDEN, true, true),
          new Layer(MupTable.OUTPUT, true, false));

  private static final List<Layer> BIASES =
      List.of(new Layer(MupTable.BIAS, false, true), new Layer(MupTable.OUTPUT_BIAS, false, false));

  @ParameterizedTest
  @ValueSource(ints = {16, 64, 256, 65536})
  void factorsAreThoseOfTheRulesAtTwoWidths(int width) {
    Optimizer sgd = Optimizers.CATALOG.create(Spec.of("momentum"));
    Optimizer adam = Optimizers.CATALOG.create(Spec.of("adam"));
    double ratio = new Parametrization(BASE).ratio(width);
    for (Layer layer : WEIGHTS) {
      assertThat(layer.role().initialStd(ratio))
          .as("initial std of %s", layer.role())
          .isCloseTo(Math.sqrt(variance(layer, width) / variance(layer, BASE)), within(1e-12));
      assertThat(layer.role().rate(sgd, ratio))
          .as("rate of sgd of %s", layer.role())
          .isCloseTo(sgdRate(layer, width) / sgdRate(layer, BASE), within(1e-12 * ratio));
      assertThat(layer.role().rate(adam, ratio))
          .as("rate of adam of %s", layer.role())
          .isCloseTo(adamRate(layer, width) / adamRate(layer, BASE), within(1e-12));
    }
    for (Layer layer : BIASES) {
      assertThat(layer.role().rate(sgd, ratio))
          .isCloseTo(layer.out(width) / layer.out(BASE), within(1e-12 * ratio));
      assertThat(layer.role().rate(adam, ratio)).isEqualTo(1);
    }
  }

  private static double variance(Layer layer, int width) {
    double in = layer.in(width);
    return layer.role() == MupTable.OUTPUT ? 1 / (in * in) : 1 / in;
  }

  private static double sgdRate(Layer layer, int width) {
    return switch (layer.role()) {
      case INPUT -> layer.out(width);
      case OUTPUT -> 1 / layer.in(width);
      default -> 1;
    };
  }

  private static double adamRate(Layer layer, int width) {
    return layer.role() == MupTable.INPUT ? 1 : 1 / layer.in(width);
  }
}
