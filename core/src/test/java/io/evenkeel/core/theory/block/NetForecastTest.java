package io.evenkeel.core.theory.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.Spec;
import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.arch.BlockSchemes;
import io.evenkeel.core.arch.NetDesign;
import io.evenkeel.core.arch.NormSchemes;
import io.evenkeel.core.init.Initializers;
import io.evenkeel.core.theory.Kernel;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The theory of whole nets, as sweep files name them, against values derived by hand. */
class NetForecastTest {
  private static final double SIX = 0.5001e-6;

  private static NetForecast forecast(
      String activation, String init, String block, String norm, double dropout, int depth) {
    return forecast(activation, init, block, norm, dropout, depth, 16);
  }

  private static NetForecast forecast(
      String activation,
      String init,
      String block,
      String norm,
      double dropout,
      int depth,
      int batch) {
    NetDesign design =
        new NetDesign(
            128,
            128,
            depth,
            List.of(),
            0,
            Activations.CATALOG.create(Spec.parse(activation)),
            Initializers.CATALOG.create(Spec.parse(init)),
            Optional.of(Initializers.CATALOG.create(Spec.of("lecun_normal"))),
            Optional.empty(),
            BlockSchemes.CATALOG.create(Spec.parse(block)),
            norm.equals("none")
                ? Optional.empty()
                : Optional.of(NormSchemes.CATALOG.create(Spec.parse(norm))),
            dropout);
    return NetForecast.of(design, batch);
  }

  private static NetForecast.Stop last(NetForecast forecast) {
    return forecast.stops().get(forecast.stops().size() - 1);
  }

  private static NetForecast.Stop first(NetForecast forecast) {
    return forecast.stops().get(0);
  }

  private static final String HE = "kaiming_normal(nonlinearity=relu)";
  private static final String HALF = "gain_last=0.7071067811865476";

  @Test
  void aReluStreamGrowsToE() {
    NetForecast forecast =
        forecast("relu", HE, "residual(scale=inv_sqrt," + HALF + ")", "none", 0, 201);
    assertThat(last(forecast).signal().square()).isCloseTo(2.704814, within(SIX));
    assertThat(first(forecast).gradientSquare()).isCloseTo(2.704814, within(SIX));
    assertThat(last(forecast).signal().cosine()).isCloseTo(0.252313, within(SIX));
    assertThat(last(forecast).layer()).isEqualTo(200);
    assertThat(forecast.reason()).isEmpty();
  }

  @Test
  void aReducedBlockGetsAMeanAndNoTheoryOfItsGradient() {
    NetForecast forecast = forecast("relu", HE, "residual(branch=1)", "none", 0, 101);
    Moments before = forecast.stops().get(99).signal();
    Moments after = forecast.stops().get(100).signal();
    assertThat(after.square() / before.square()).isCloseTo(2.904105, within(SIX));
    assertThat(after.mean() / Math.sqrt(after.square())).isCloseTo(0.801242, within(SIX));
    assertThat(first(forecast).gradientSquare()).isNaN();
    assertThat(forecast.reason()).get().asString().contains("has a mean");
  }

  /**
   * relu(x + V relu(W x)): in the second block x is a relu of a normal value, and the growth is 7/4
   * - 3 (acos r - r sqrt(1 - r^2)) / (2 pi) with r^2 = 2/3; then it tends to 1.744143.
   */
  @Test
  void aStreamBehindRelusGrowsByItsLaw() {
    NetForecast forecast =
        forecast("relu", HE, "residual(order=postact," + HALF + ")", "none", 0, 81);
    List<NetForecast.Stop> stops = forecast.stops();
    double r = Math.sqrt(2 / 3.0);
    double second = 1.75 - 3 * (Math.acos(r) - r * Math.sqrt(1 - r * r)) / (2 * Math.PI);
    assertThat(second).isCloseTo(1.681209, within(SIX));
    assertThat(growth(stops, 2)).isCloseTo(second, within(1e-9));
    assertThat(growth(stops, 40)).isCloseTo(1.744143, within(SIX));
  }

  private static double growth(List<NetForecast.Stop> stops, int block) {
    return stops.get(block).signal().square() / stops.get(block - 1).signal().square();
  }

  /** Streams of other activations behind the sum, against rows of independent units. */
  @ParameterizedTest
  @CsvSource({
    "tanh, none, 1",
    "gelu, none, 0.5",
    "elu, layer_norm(place=stream), 0.3",
    "relu6, none, 2"
  })
  void streamsBehindActivationsAreThoseOfIndependentUnits(
      String activation, String norm, double scale) {
    NetForecast forecast =
        forecast(
            activation,
            "lecun_normal",
            "residual(order=postact,scale=%s)".formatted(scale),
            norm,
            0,
            17);
    double[] expected = simulated(activation, scale, !norm.equals("none"), 8);
    for (int block = 1; block <= 8; block++) {
      double square = forecast.stops().get(block).signal().square();
      assertThat(square).as("block %s", block).isCloseTo(expected[block], within(0.006 * square));
    }
  }

  /** x' = phi(x + scale f) with f normal of mean square E phi^2 of a normal of x's mean square. */
  private static double[] simulated(String activation, double scale, boolean normed, int blocks) {
    Activation phi = Activations.CATALOG.create(Spec.parse(activation));
    SplittableRandom random = new SplittableRandom(11);
    double[] x = new double[200_000];
    Arrays.setAll(x, i -> random.nextGaussian());
    double[] squares = new double[blocks + 1];
    squares[0] = square(x);
    for (int block = 1; block <= blocks; block++) {
      double std = scale * Math.sqrt(Kernel.of(phi).square(square(x)));
      double[] next =
          Arrays.stream(x).map(v -> phi.value(v + std * random.nextGaussian())).toArray();
      double mean = normed ? Arrays.stream(next).average().orElseThrow() : 0;
      double root = normed ? Math.sqrt(square(next) - mean * mean) : 1;
      x = Arrays.stream(next).map(v -> (v - mean) / root).toArray();
      squares[block] = square(x);
    }
    return squares;
  }

  private static double square(double[] x) {
    return Arrays.stream(x).map(v -> v * v).average().orElseThrow();
  }

  @Test
  void tanhAccumulates() {
    NetForecast forecast = forecast("tanh", "lecun_normal", "residual", "none", 0, 201);
    assertThat(last(forecast).signal().square()).isCloseTo(84.449479, within(SIX));
    assertThat(Math.log(first(forecast).gradientSquare())).isCloseTo(10.545549, within(SIX));
  }

  @ParameterizedTest
  @CsvSource({"relu, 7.141428, 7.141428", "tanh, 6.358416, 8.673465"})
  void preNormIsAPowerLaw(String activation, double std, double gradient) {
    NetForecast forecast =
        forecast(activation, "lecun_normal", "residual", "layer_norm(eps=1e-30)", 0, 201);
    assertThat(Math.sqrt(last(forecast).signal().square())).isCloseTo(std, within(SIX));
    assertThat(Math.sqrt(first(forecast).gradientSquare())).isCloseTo(gradient, within(SIX));
  }

  @ParameterizedTest
  @CsvSource({"relu, 1", "tanh, 1.050282"})
  void postNormKeepsOrGrows(String activation, double factor) {
    NetForecast forecast =
        forecast(
            activation, "lecun_normal", "residual", "layer_norm(place=stream,eps=1e-30)", 0, 201);
    double each = Math.pow(first(forecast).gradientSquare(), 1 / 100.0);
    assertThat(each).isCloseTo(factor, within(SIX));
  }

  @ParameterizedTest
  @CsvSource({
    "relu, 8, 1.788190",
    "relu, 16, 1.589950",
    "relu, 64, 1.493063",
    "identity, 16, 1.076923"
  })
  void batchNormBeforeTwoSlopes(String activation, int batch, double factor) {
    NetForecast forecast = forecast(activation, HE, "plain", "batch_norm(eps=1e-30)", 0, 12, batch);
    double low = forecast.stops().get(2).gradientSquare();
    double high = forecast.stops().get(3).gradientSquare();
    assertThat(low / high).isCloseTo(factor, within(SIX));
  }

  /** Integrals over the sphere give what the arc-cosine kernel gives, and that of many rows. */
  @Test
  void otherActivationsAreIntegratedOverTheSphere() {
    double relu =
        BatchNorm.homogeneousFactor(
            Kernel.of(Activations.CATALOG.create(Spec.parse("leaky_relu(negative_slope=0.5)"))), 8);
    // The same function by a name that is integrated: threshold 0 of slopes 1 and 0.5.
    NetForecast leaky =
        forecast("leaky_relu(negative_slope=0.5)", HE, "plain", "batch_norm(eps=1e-30)", 0, 12, 8);
    assertThat(leaky.stops().get(2).gradientSquare() / leaky.stops().get(3).gradientSquare())
        .isCloseTo(relu, within(1e-9));
    NetForecast gelu =
        forecast("gelu", "lecun_normal", "plain", "batch_norm(eps=1e-30)", 0, 12, 1_000_000);
    assertThat(gelu.stops().get(2).gradientSquare() / gelu.stops().get(3).gradientSquare())
        .isCloseTo(1.318845, within(1e-5));
    SphereLaw elu = SphereLaw.of(Activations.CATALOG.create(Spec.of("relu6")), 64, 0.01);
    SphereLaw relu64 = SphereLaw.of(Activations.CATALOG.create(Spec.of("relu")), 64, 0.01);
    assertThat(elu.square()).isCloseTo(relu64.square(), within(1e-6));
    assertThat(elu.product()).isCloseTo(relu64.product(), within(1e-6));
    assertThat(elu.slopeProduct()).isCloseTo(relu64.slopeProduct(), within(2e-3));
    assertThat(elu.turnedProduct()).isCloseTo(relu64.turnedProduct(), within(2e-5));
  }

  @Test
  void deepNormsShareIsThatOfItsPaper() {
    NetForecast forecast =
        forecast("relu", "lecun_normal", "deepnorm", "layer_norm(place=stream)", 0, 49);
    double share = last(forecast).branchShare();
    assertThat(share / (1 - share)).isCloseTo(0.00106315, within(0.5001e-8));
  }

  @Test
  void dropoutDividesSquares() {
    NetForecast forecast = forecast("relu", HE, "plain", "none", 0.2, 3);
    double ratio = last(forecast).signal().square() / forecast.stops().get(1).signal().square();
    assertThat(ratio).isCloseTo(1.25, within(1e-14));
  }

  @Test
  void whatIsNotCoveredHasAReason() {
    NetForecast after = forecast("relu", HE, "residual(order=postact)", "none", 0, 5);
    assertThat(after.reason()).get().asString().contains("an activation follows the sum");
    assertThat(first(after).gradientSquare()).isNaN();
    assertThat(last(after).signal().cosine()).isNaN();
    assertThat(
            forecast("relu", HE, "residual(order=postact)", "batch_norm(place=stream)", 0, 7)
                .reason())
        .get()
        .asString()
        .contains("not normal");
    NetForecast identity = forecast("relu", "identity", "residual", "none", 0, 5);
    assertThat(identity.stops()).isEmpty();
    assertThat(identity.reason()).isPresent();
  }
}
