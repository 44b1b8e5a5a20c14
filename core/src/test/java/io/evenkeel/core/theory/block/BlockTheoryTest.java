package io.evenkeel.core.theory.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.Spec;
import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.theory.Kernel;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Composed theory against values derived by hand and checked by simulation elsewhere, each given to
 * half a unit of its last digit.
 */
class BlockTheoryTest {
  private static final double SIX = 0.5001e-6;

  private static Step ffn(String activation, double sw2, double sv2, double scale) {
    return new Residual(1, scale, branch(activation, sw2, sv2));
  }

  private static Serial branch(String activation, double sw2, double sv2) {
    return Serial.of(new Dense(sw2, 0), activate(activation), new Dense(sv2, 0));
  }

  private record Run(Moments moments, double lnGradient) {}

  private static Run run(Step block, Moments in, int blocks) {
    Moments moments = in;
    double ln = 0;
    for (int i = 0; i < blocks; i++) {
      Step.Passed passed = block.pass(moments);
      moments = passed.moments();
      ln += Math.log(passed.gradient());
    }
    return new Run(moments, ln);
  }

  @Test
  void reluDoublesPerBlockOrGrowsToE() {
    Step.Passed one = ffn("relu", 2, 1, 1).pass(Moments.normal(1, 0));
    assertThat(one.moments().square()).isCloseTo(2, within(1e-14));
    assertThat(one.gradient()).isCloseTo(2, within(1e-14));
    Run hundred = run(ffn("relu", 2, 1, 0.1), Moments.normal(1, 0), 100);
    assertThat(hundred.moments().square()).isCloseTo(2.704814, within(SIX));
    assertThat(Math.exp(hundred.lnGradient())).isCloseTo(2.704814, within(SIX));
  }

  @Test
  void reluOfTheBranchAloneGivesTheStreamAMean() {
    RectifiedResidual stream = new RectifiedResidual(0, 1);
    double factor = 0;
    for (int i = 0; i < 100; i++) {
      RectifiedResidual next = stream.next(2);
      factor = next.square() / stream.square();
      stream = new RectifiedResidual(next.mean() / Math.sqrt(next.square()), 1);
    }
    assertThat(factor).isCloseTo(2.904105, within(SIX));
    assertThat(stream.mean()).isCloseTo(0.801242, within(SIX));
    Step unknown = new Residual(1, 1, Serial.of(new Dense(2, 0), activate("relu")));
    assertThat(unknown.pass(Moments.normal(1, 0)).gradient()).isNaN();
    assertThat(unknown.pass(Moments.normal(1, 0)).moments().square()).isCloseTo(2, within(1e-14));
  }

  /** After relu the stream is not normal: the next block's sum has no theory. */
  @Test
  void postActivationIsUnknownFromTheSecondBlockOn() {
    Step block = Serial.of(ffn("relu", 2, 1, 1), activate("relu"));
    Step.Passed first = block.pass(Moments.normal(1, 0));
    assertThat(first.moments().square()).isCloseTo(1, within(1e-14));
    assertThat(block.pass(first.moments()).gradient()).isNaN();
  }

  @Test
  void tanhWithoutNormGrowsLinearly() {
    Run run = run(ffn("tanh", 1, 1, 1), Moments.normal(1, 0), 100);
    assertThat(run.moments().square()).isCloseTo(84.449479, within(SIX));
    assertThat(run.lnGradient()).isCloseTo(10.545549, within(SIX));
    double gain = 25 / 9.0;
    Run wrong = run(ffn("tanh", gain, gain, 1), Moments.normal(1, 0), 100);
    assertThat(Math.exp(wrong.lnGradient() / 2)).isCloseTo(344601, within(0.5001));
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 0.159155", "10, 1, 0.707557", "100, 1, 0.987092", "100, 0.1, 0.252313"})
  void rowsOfReluStreamsJoin(int blocks, double scale, double cosine) {
    Run run = run(ffn("relu", 2, 1, scale), Moments.normal(1, 0), blocks);
    assertThat(run.moments().cosine()).isCloseTo(cosine, within(SIX));
  }

  @Test
  void seedsOfAReluStreamSpread() {
    double perBlock = Residual.spread(1, Kernel.of(activation("relu")).kurtosis(1), 128);
    assertThat(20 * perBlock).isCloseTo(0.4297, within(0.5001e-4));
    assertThat(perBlock).isCloseTo((4 + 7) / (128 * 4.0), within(1e-15));
  }

  /** Blocks multiplied out: mean and variance of the squared length over 4000 draws. */
  @Test
  void aReluBlockMeetsASimulation() {
    int n = 24;
    int draws = 4000;
    SplittableRandom random = new SplittableRandom(5);
    double sum = 0;
    double logs = 0;
    double squares = 0;
    for (int draw = 0; draw < draws; draw++) {
      double[] h = new double[n];
      double[] x = new double[n];
      java.util.Arrays.fill(x, 1);
      for (int i = 0; i < n; i++) {
        double u = 0;
        for (int k = 0; k < n; k++) {
          u += random.nextGaussian() * Math.sqrt(2.0 / n) * x[k];
        }
        h[i] = Math.max(0, u);
      }
      double square = 0;
      for (int i = 0; i < n; i++) {
        double u = x[i];
        for (int k = 0; k < n; k++) {
          u += random.nextGaussian() * Math.sqrt(1.0 / n) * h[k];
        }
        square += u * u / n;
      }
      sum += square;
      logs += Math.log(square);
      squares += Math.log(square) * Math.log(square);
    }
    double variance = squares / draws - (logs / draws) * (logs / draws);
    double expected = Residual.spread(1, 6, n);
    // Five standard errors, and terms of second order in 1 / n: a tenth at n = 24.
    assertThat(sum / draws).isCloseTo(2, within(5 * 2 * Math.sqrt(expected / draws) * 1.1));
    assertThat(variance).isCloseTo(expected, within(expected * (5 * Math.sqrt(2.0 / draws) + 0.1)));
  }

  @ParameterizedTest
  @CsvSource({"relu, 1.466942", "tanh, 1.177807", "gelu, 1.318845"})
  void layerNormAfterAndBatchNormBeforeTheActivation(String name, double factor) {
    Step after = Serial.of(new Dense(1, 0), activate(name), new LayerNorm(0));
    assertThat(after.pass(Moments.normal(1, 0.3)).gradient()).isCloseTo(factor, within(SIX));
    Step before = Serial.of(new Dense(1, 0), new BatchNorm(0, 1_000_000_000, activation(name)));
    Moments settled = before.pass(Moments.normal(1, 0)).moments();
    assertThat(before.pass(settled).gradient()).isCloseTo(factor, within(SIX));
  }

  @ParameterizedTest
  @CsvSource({"relu, 1", "tanh, 1.177807", "gelu, 1.072032"})
  void layerAndRmsNormBeforeAndRmsNormAfterTheActivation(String name, double factor) {
    for (Step norm : new Step[] {new LayerNorm(0), new RmsNorm(0)}) {
      Step before = Serial.of(new Dense(1.7, 0), norm, activate(name));
      Moments settled = before.pass(Moments.normal(1, 0)).moments();
      assertThat(before.pass(settled).gradient()).isCloseTo(factor, within(SIX));
    }
    Step after = Serial.of(new Dense(1, 0), activate(name), new RmsNorm(0));
    assertThat(after.pass(Moments.normal(1, 0)).gradient()).isCloseTo(factor, within(SIX));
  }

  @ParameterizedTest
  @CsvSource({
    "relu, 8, 1.788190",
    "relu, 16, 1.589950",
    "relu, 64, 1.493063",
    "linear, 16, 1.076923"
  })
  void batchNormInABatch(String name, int batch, double factor) {
    assertThat(BatchNorm.homogeneousFactor(Kernel.of(activation(name)), batch))
        .isCloseTo(factor, within(SIX));
    assertThat(BatchNorm.homogeneousFactor(Kernel.of(activation(name)), 3)).isInfinite();
  }

  @ParameterizedTest
  @CsvSource({"relu, 7.141428, 7.141428", "tanh, 6.358416, 8.673465"})
  void preNormIsAPowerLaw(String name, double std, double gradient) {
    Step block =
        new Residual(
            1, 1, Serial.of(new LayerNorm(0), new Dense(1, 0), activate(name), new Dense(1, 0)));
    Run run = run(block, Moments.normal(1, 0), 100);
    assertThat(Math.sqrt(run.moments().square())).isCloseTo(std, within(SIX));
    assertThat(Math.exp(run.lnGradient() / 2)).isCloseTo(gradient, within(SIX));
  }

  @ParameterizedTest
  @CsvSource({"relu, 1", "tanh, 1.050282"})
  void postNormKeepsOrGrows(String name, double factor) {
    Step block = Serial.of(ffn(name, 1, 1, 1), new LayerNorm(0));
    assertThat(block.pass(Moments.normal(1, 0)).gradient()).isCloseTo(factor, within(SIX));
    assertThat(block.pass(Moments.normal(1, 0)).moments().square()).isCloseTo(1, within(1e-14));
  }

  /** The last matrix's gradient goes like that at the block's sum, before the norm behind it. */
  @Test
  void lastGradientsOfPostOverPreNorm() {
    Moments post = ffn("relu", 1, 1, 1).pass(Moments.normal(1, 0)).moments();
    Step pre = new Residual(1, 1, Serial.of(new LayerNorm(0), branch("relu", 1, 1)));
    Moments end = run(pre, Moments.normal(1, 0), 24).moments();
    double ratio = new LayerNorm(0).pass(post).gradient() / new LayerNorm(0).pass(end).gradient();
    assertThat(Math.sqrt(ratio)).isCloseTo(2.943920, within(SIX));
  }

  @Test
  void dropoutMovesTheFixedPoints() {
    double sigmaW2 = 1.76095;
    Step layer = Serial.of(activate("tanh"), new Dropout(0.9), new Dense(sigmaW2, 0.05));
    Moments settled = run(layer, Moments.normal(1, 0), 400).moments();
    assertThat(settled.square()).isCloseTo(0.693520, within(SIX));
    assertThat(settled.cosine()).isCloseTo(0.356415, within(SIX));
    assertThat(layer.pass(settled).gradient()).isCloseTo(1.039441, within(SIX));
    double step = 1e-5;
    double q = settled.square();
    double c = settled.cosine();
    double slope =
        (layer.pass(Moments.normal(q, c + step)).moments().cosine()
                - layer.pass(Moments.normal(q, c - step)).moments().cosine())
            / (2 * step);
    assertThat(-1 / Math.log(slope)).isCloseTo(4.666899, within(2e-6));
    Step relu = Serial.of(new Dense(2, 0), activate("relu"), new Dropout(0.8));
    assertThat(relu.pass(Moments.normal(1, 0)).moments().square()).isCloseTo(1.25, within(1e-14));
  }

  @Test
  void deepNormAndFixup() {
    double alpha = Presets.deepNormAlpha(12);
    double beta = Presets.deepNormBeta(12);
    assertThat(alpha).isCloseTo(2.213364, within(SIX));
    assertThat(beta).isCloseTo(0.319472, within(SIX));
    Residual block = new Residual(alpha, 1, branch("relu", beta * beta, beta * beta));
    assertThat(block.share(Moments.normal(1, 0))).isCloseTo(0.00106315, within(0.5001e-8));
    assertThat(Presets.fixup(100, 2)).isCloseTo(0.1, within(1e-15));
    assertThat(Presets.fixup(16, 3)).isCloseTo(0.5, within(1e-15));
  }

  /** A pre-activation block of two layers: x + V phi(W phi(x)), composed by hand. */
  @Test
  void preactivationBlocksOfTwoLayersCompose() {
    Kernel tanh = Kernel.of(activation("tanh"));
    Step block =
        new Residual(
            1,
            0.5,
            Serial.of(activate("tanh"), new Dense(1.5, 0), activate("tanh"), new Dense(0.7, 0)));
    double inner = 1.5 * tanh.square(1.2);
    double out = 1.2 + 0.25 * 0.7 * tanh.square(inner);
    double gradient = 1 + 0.25 * tanh.slopeSquare(1.2) * 1.5 * tanh.slopeSquare(inner) * 0.7;
    Step.Passed passed = block.pass(Moments.normal(1.2, 0.1));
    assertThat(passed.moments().square()).isCloseTo(out, within(1e-14));
    assertThat(passed.gradient()).isCloseTo(gradient, within(1e-14));
  }

  @Test
  void epsilonCounts() {
    // A stream of std 0.001 through LayerNorm with eps 1e-5.
    Moments small = Moments.normal(1e-6, 0);
    assertThat(Math.sqrt(new LayerNorm(1e-5).pass(small).moments().square()))
        .isCloseTo(0.3015, within(1e-4));
  }

  private static Step activate(String name) {
    return new Activate(activation(name));
  }

  private static Activation activation(String name) {
    return Activations.CATALOG.create(Spec.parse(name));
  }
}
