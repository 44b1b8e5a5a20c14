package io.evenkeel.core.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.arch.NetDesign;
import io.evenkeel.core.theory.block.NetForecast;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Theory of blocks, norms and dropout beside what trials measure.
 *
 * <p>Forward and backward, the mean over seeds of a squared ratio estimates what theory predicts of
 * it. Allowed are five standard errors and what a finite width of n units changes: norms, shares
 * and products of layers err by some 1 / n a layer.
 */
class ForecastAgreementTest {
  private static final int SEEDS = 24;
  private static final int WIDTH = 192;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "block=residual | relu | 9",
        "block=residual(scale=inv_sqrt,skip=0.9) | tanh | 9",
        "block=residual(branch=1) | tanh | 6",
        "block=residual(branch=1) | relu | 6",
        "block=residual(order=preact) | gelu | 9",
        "block=residual(order=preact,branch=1) | relu | 6",
        "block=residual(order=postact) | relu | 13",
        "block=residual(order=postact,scale=0.5) | tanh | 13",
        "block=residual(order=postact,branch=1); norm=layer_norm(place=stream) | gelu | 7",
        "block=residual; norm=layer_norm | relu | 13",
        "block=residual; norm=rms_norm | tanh | 13",
        "block=residual; norm=batch_norm(place=branch) | relu | 9",
        "block=residual(order=preact); norm=layer_norm | tanh | 9",
        "block=residual; norm=layer_norm(place=stream) | tanh | 13",
        "block=residual; norm=batch_norm(place=stream) | tanh | 9",
        "block=residual; norm=layer_norm(place=before_activation) | relu | 9",
        "block=residual; norm=layer_norm(place=after_activation) | relu | 9",
        "block=residual; norm=batch_norm | tanh | 9",
        "block=residual; dropout=0.2 | relu | 9",
        "block=gpt2; norm=layer_norm; dropout=0.1 | gelu | 13",
        "block=deepnorm; norm=layer_norm(place=stream) | gelu | 25",
        "block=fixup | relu | 17",
        "block=rezero | tanh | 9",
        "block=skipinit | relu | 9",
        "norm=layer_norm(place=before_activation) | gelu | 8",
        "norm=layer_norm(place=after_activation) | relu | 8",
        "norm=rms_norm(place=after_activation) | gelu | 8",
        "norm=batch_norm | relu | 6",
        "norm=batch_norm | tanh | 6",
        "norm=batch_norm | gelu | 6",
        "dropout=0.25 | relu | 8",
        "dropout=0.1 | tanh | 8",
        "shape=192-192-96-144-64-192 | relu | 5",
        "shape=96-192-128-160; norm=layer_norm(place=before_activation); dropout=0.1 | gelu | 3",
        "first_init=normal(std=0.5); bias=normal(std=0.3) | tanh | 6",
      })
  void theoryAgreesWithTrials(String keys, String activation, int depth) {
    boolean shaped = keys.contains("shape=");
    String sizes = "depth=%s%s".formatted(depth, shaped ? "" : "; width=" + WIDTH);
    String text =
        "%s; batch=8; activation=%s; init=kaiming_normal(nonlinearity=auto); loss=random_cotangent; engine=explicit; %s"
            .formatted(sizes, activation.strip(), keys.strip());
    NetDesign design = TrialWorkload.design(TrialIdentity.parse(text));
    List<NetForecast.Stop> stops = NetForecast.of(design, 8).stops();
    Ratios forward = new Ratios(stops.size());
    Ratios backward = new Ratios(stops.size());
    Ratios cosines = new Ratios(stops.size());
    try (TrialRunner runner = new TrialRunner()) {
      for (int seed = 0; seed < SEEDS; seed++) {
        List<StreamStats> measured =
            runner.run(TrialIdentity.parse(text + "; seed=" + seed)).layers().stream()
                .limit(depth)
                .flatMap(layer -> layer.stream().stream())
                .toList();
        assertThat(measured).hasSameSizeAs(stops);
        StreamStats last = measured.get(measured.size() - 1);
        for (int i = 0; i < stops.size(); i++) {
          StreamStats here = measured.get(i);
          forward.add(i, Math.pow(here.values().rms(), 2));
          backward.add(
              i,
              Math.pow(
                  10,
                  2
                      * (here.gradient().orElseThrow().rms().log10()
                          - last.gradient().orElseThrow().rms().log10())));
          cosines.add(i, here.cosine());
        }
      }
    }
    for (int i = 0; i < stops.size(); i++) {
      NetForecast.Stop stop = stops.get(i);
      int steps = i + 1;
      int back = stops.size() - i;
      forward.check("square behind stop " + i, i, stop.signal().square(), 3.0 * steps / WIDTH);
      if (!Double.isNaN(stop.gradientSquare())) {
        backward.check("gradient at stop " + i, i, stop.gradientSquare(), 6.0 * back / WIDTH);
      }
      double cosine = stop.signal().cosine();
      if (!Double.isNaN(cosine)) {
        double allowed = (0.02 + 3.0 * steps / WIDTH) / Math.max(0.05, Math.abs(cosine));
        cosines.check("cosine behind stop " + i, i, cosine, allowed);
      }
    }
  }

  /** Mean over seeds of a number at each place. */
  private static final class Ratios {
    private final double[] sums;
    private final double[] squares;

    Ratios(int places) {
      sums = new double[places];
      squares = new double[places];
    }

    void add(int place, double value) {
      sums[place] += value;
      squares[place] += value * value;
    }

    /**
     * @param finite what a finite width may change, relative to the value
     */
    void check(String what, int place, double expected, double finite) {
      double mean = sums[place] / SEEDS;
      double variance = Math.max(0, squares[place] / SEEDS - mean * mean);
      double error = 5 * Math.sqrt(variance / SEEDS);
      double scale = Math.max(0.05, Math.abs(expected));
      assertThat(mean).as(what).isCloseTo(expected, within(error + finite * scale));
    }
  }
}
