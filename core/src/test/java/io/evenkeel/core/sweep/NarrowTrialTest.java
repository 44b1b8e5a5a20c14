package io.evenkeel.core.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.Numbers;
import io.evenkeel.core.engine.EngineKind;
import io.evenkeel.core.stats.LayerStats;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trials in narrower formats. */
class NarrowTrialTest {
  private static TrialResult run(String text) {
    try (TrialRunner runner = new TrialRunner()) {
      return runner.run(TrialIdentity.parse(text));
    }
  }

  private static String tanh(String precision, long seed) {
    return "depth=50; width=256; batch=16; activation=tanh; init=xavier_normal(gain=1.6666666666666667);"
        + " loss=cross_entropy; engine=explicit; precision=%s; seed=%s".formatted(precision, seed);
  }

  /**
   * Rounding noise of tanh networks with gain 5/3 grows with depth: bounds of the mean distance
   * that independent simulations gave for networks of 256 units.
   */
  @ParameterizedTest
  @CsvSource({"19, 5e-4, 1.1e-3", "29, 3.5e-3, 8e-3", "49, 0.08, 0.24"})
  void noiseOfBf16GrowsAlongTanhNetworks(int layer, double least, double most) {
    double sum = 0;
    for (long seed = 0; seed < 4; seed++) {
      sum +=
          run(tanh("bf16", seed))
              .layers()
              .get(layer)
              .narrow()
              .orElseThrow()
              .twinDistance()
              .orElseThrow();
    }
    assertThat(sum / 4).isBetween(least, most);
  }

  /** fp16 has three more bits, noise power is 64 times smaller. */
  @Test
  void noiseOfFp16Is64TimesSmaller() {
    double fp16 = 0;
    double bf16 = 0;
    for (long seed = 0; seed < 4; seed++) {
      fp16 +=
          run(tanh("fp16", seed))
              .layers()
              .get(9)
              .narrow()
              .orElseThrow()
              .twinDistance()
              .orElseThrow();
      bf16 +=
          run(tanh("bf16", seed))
              .layers()
              .get(9)
              .narrow()
              .orElseThrow()
              .twinDistance()
              .orElseThrow();
    }
    assertThat(bf16 / fp16).isBetween(48.0, 85.0);
  }

  /** A rounding at random has twice the noise power of one to the nearest value. */
  @Test
  void roundingResultsAtRandomAddsNoise() {
    String text = "bf16(weights=false,rounding=%s)";
    double nearest = 0;
    double random = 0;
    for (long seed = 0; seed < 6; seed++) {
      nearest +=
          run(tanh(text.formatted("nearest"), seed))
              .layers()
              .get(3)
              .narrow()
              .get()
              .twinDistance()
              .get();
      random +=
          run(tanh(text.formatted("stochastic"), seed))
              .layers()
              .get(3)
              .narrow()
              .get()
              .twinDistance()
              .get();
    }
    // Results alone are rounded at random, and the input is not.
    assertThat(random / nearest).isBetween(1.6, 2.4);
  }

  /** Without weights the distance is that of the same law: of the rows' mean, layer by layer. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bf16(weights=false) |",
        "fp16(weights=false) |",
        "fp8_e4m3(weights=false) |",
        "bf16(weights=false) | dropout=0.2",
        "bf16(weights=false) | block=residual(branch=1); norm=layer_norm",
        "bf16(rounding=stochastic,weights=false) |",
      })
  void enginesWithoutWeightsHaveTheSameDistances(String precision, String keys) {
    double[] drawn = distances(precision, keys, "explicit");
    double[] free = distances(precision, keys, "matrix_free");
    for (int layer = 0; layer < drawn.length; layer++) {
      assertThat(free[layer] / drawn[layer]).as("layer %s", layer).isBetween(0.8, 1.25);
    }
  }

  private static double[] distances(String precision, String keys, String engine) {
    double[] sums = new double[6];
    for (int seed = 0; seed < 8; seed++) {
      String text =
          "depth=6; width=192; batch=8; activation=tanh; init=xavier_normal(gain=1.5); loss=mse;"
              + " engine=%s; precision=%s; seed=%s%s"
                  .formatted(engine, precision, seed, keys == null ? "" : "; " + keys);
      TrialResult result = run(text);
      for (int layer = 0; layer < sums.length; layer++) {
        sums[layer] +=
            result.layers().get(layer).narrow().orElseThrow().twinDistance().orElseThrow();
      }
    }
    return sums;
  }

  @Test
  void rowsThatABatchNormMixesHaveNoTwinWithoutWeights() {
    String text =
        "depth=3; width=64; batch=8; activation=tanh; init=lecun_normal; loss=mse; norm=batch_norm;"
            + " engine=%s; precision=bf16(weights=false); seed=1";
    assertThat(run(text.formatted("matrix_free")).layers().get(1).narrow().get().twinDistance())
        .isEmpty();
    assertThat(run(text.formatted("explicit")).layers().get(1).narrow().get().twinDistance())
        .isPresent();
  }

  /** A layer of standard normal weights multiplies by 16: 4096 values pass 65520 in layer 3. */
  @Test
  void overflowsAreCountedWhereTheyHappen() {
    TrialResult result =
        run(
            "depth=6; width=256; batch=16; activation=identity; init=normal; loss=mse;"
                + " engine=explicit; precision=fp16; seed=1");
    List<Long> overflows = new ArrayList<>();
    result.layers().forEach(layer -> overflows.add(layer.narrow().orElseThrow().overflows()));
    assertThat(overflows.subList(0, 3)).containsOnly(0L);
    assertThat(overflows.get(3)).isPositive();
    assertThat(result.status()).isEqualTo(TrialStatus.NONFINITE);
    assertThat(result.firstNonFiniteLayer()).contains(3);
  }

  /** Gradients of 2^-30 vanish in fp16, unless the loss is scaled. */
  @Test
  void aLossScaleSavesSmallGradients() {
    String net =
        "depth=12; width=64; batch=16; activation=sigmoid; init=xavier_normal; loss=cross_entropy;"
            + " engine=explicit; precision=fp16%s; seed=1";
    assertThat(firstGradient(net.formatted(""))).isZero();
    double scaled = firstGradient(net.formatted("; loss_scale=65536"));
    double exact = firstGradient(net.formatted("").replace("precision=fp16; ", ""));
    assertThat(scaled / exact).isBetween(0.9, 1.1);
  }

  private static String sigmoid(String precision, int depth, String scale) {
    return "depth=%s; width=64; batch=16; activation=sigmoid; init=xavier_normal; bias=normal(std=0.1); loss=cross_entropy; engine=explicit; precision=%s%s; seed=3"
        .formatted(depth, precision, scale.isEmpty() ? "" : "; loss_scale=" + scale);
  }

  private static long overflows(String precision, int depth, int power) {
    long nonFinite = 0;
    for (LayerResult layer :
        run(sigmoid(precision, depth, Numbers.text(Math.scalb(1.0, power)))).layers()) {
      nonFinite += layer.gradient().orElseThrow().nonFinite();
    }
    return nonFinite;
  }

  /**
   * The scale that is found overflows nothing, twice it does; all numbers are those of the scale.
   */
  @ParameterizedTest
  @CsvSource({"fp16, 8", "fp16(rounding=stochastic), 8", "fp8_e5m2, 3", "fp16, 1"})
  void autoIsTheLargestScaleThatOverflowsNothing(String precision, int depth) {
    TrialResult found = run(sigmoid(precision, depth, "auto"));
    int power = found.lossScale().orElseThrow();
    assertThat(power).isBetween(3, 40);
    assertThat(overflows(precision, depth, power)).isZero();
    assertThat(overflows(precision, depth, power + 1)).isPositive();
    TrialResult fixed = run(sigmoid(precision, depth, Numbers.text(Math.scalb(1.0, power))));
    assertThat(found.layers()).usingRecursiveComparison().isEqualTo(fixed.layers());
    assertThat(found.loss()).isEqualTo(fixed.loss());
    assertThat(found.lossScale()).isEqualTo(fixed.lossScale());
  }

  @Test
  void autoIsOneWhereThereIsNothingToScale() {
    String net =
        "depth=6; width=256; batch=16; activation=identity; init=%s; loss=mse; engine=explicit;"
            + " precision=fp16; loss_scale=auto; seed=1";
    assertThat(run(net.formatted("normal")).lossScale()).hasValue(0); // NaN from layer 3 on
    assertThat(run(net.formatted("zeros").replace("mse", "random_cotangent")).lossScale())
        .isPresent();
    String float32 = net.formatted("lecun_normal").replace(" precision=fp16;", "");
    assertThat(run(float32).lossScale()).isEmpty();
  }

  @Test
  void autoNeedsAnEngineThatPassesANetworkTwice() {
    String text =
        "depth=3; width=64; batch=4; activation=tanh; init=normal; loss=mse; engine=%s;"
            + " precision=bf16(weights=false); loss_scale=auto; seed=1";
    assertThat(
            TrialFeasibility.reason(TrialIdentity.parse(text.formatted("matrix_free")), 1L << 30))
        .contains(
            "engine matrix_free cannot pass a network twice, as loss_scale=auto needs: engine"
                + " explicit can");
    assertThat(TrialFeasibility.reason(TrialIdentity.parse(text.formatted("explicit")), 1L << 30))
        .isEmpty();
    assertThat(EngineChoice.of(TrialIdentity.parse(text.formatted("matrix_free"))))
        .isEqualTo(EngineKind.EXPLICIT);
  }

  private static double firstGradient(String text) {
    return run(text).layers().get(0).gradient().orElseThrow().rms().value();
  }

  @Test
  void resultsAreValuesOfTheFormat() {
    TrialResult result = run(tanh("fp8_e4m3", 3));
    for (LayerResult layer : result.layers()) {
      LayerStats values = layer.act();
      assertThat((float) values.max() * 8 % 0.0625f).isZero(); // 3 bits behind the leading one
    }
  }

  @Test
  void rotationInvariantEnginesRoundNoWeights() {
    Trial trial =
        TrialIdentity.parse(
            "depth=3; width=64; batch=4; activation=tanh; init=normal; loss=mse; engine=matrix_free;"
                + " precision=bf16; seed=1");
    assertThat(TrialFeasibility.reason(trial, 1L << 30))
        .contains(
            "rounded weights have no law that holds without them: engine explicit, or"
                + " weights=false");
    Trial unroundedWeights =
        TrialIdentity.parse(
            TrialIdentity.canonicalText(trial).replace("bf16", "bf16(weights=false)"));
    assertThat(TrialFeasibility.reason(unroundedWeights, 1L << 30)).isEmpty();
  }
}
