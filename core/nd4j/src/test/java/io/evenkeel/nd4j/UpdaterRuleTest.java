package io.evenkeel.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.Spec;
import io.evenkeel.core.engine.WeightRule;
import io.evenkeel.core.train.Optimizer;
import io.evenkeel.core.train.Optimizers;
import io.evenkeel.core.train.StepSize;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.RmsProp;

/**
 * ND4J's updaters against the rules in float64, which other tests compare with {@code torch.optim};
 * and where the updaters themselves differ from it.
 */
class UpdaterRuleTest {
  private static final int STEPS = 8;

  /** More than a chunk, and no multiple of it. */
  private static final int LENGTH = (1 << 14) + 7;

  private static final StepSize SIZE = new StepSize(0.01, 0.1);

  /** Unit roundoff of float32. */
  private static final double U = 0x1p-24;

  /**
   * An updater works in float64; what it keeps is float32. A weight is rounded once a step. A state
   * is, too, so that after t steps it is off by t roundings at most, and a change, which at most
   * two states enter, by twice as many. A change is at most 10 rates here, as the rules of mean
   * squares bound it, or what gradients up to 6 and the weights' decay add up to by momentum.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sgd",
        "momentum(beta=0.8)",
        "nesterov(beta=0.8)",
        "adam(beta1=0.8,beta2=0.99,eps=1e-3)",
        "adamw(beta1=0.8,beta2=0.99,eps=1e-3)",
        "rmsprop(alpha=0.9,eps=1e-3)"
      })
  void updatersFollowPyTorch(String text) {
    Optimizer optimizer = Optimizers.CATALOG.create(Spec.parse(text));
    WeightRule ours = UpdaterRule.of(optimizer.spec()).orElseThrow();
    SplittableRandom random = new SplittableRandom(1);
    float[] weights = normals(random, LENGTH);
    double[] exact = widened(weights);
    float[][] states = new float[optimizer.states()][LENGTH];
    double[][] exactStates = new double[optimizer.states()][LENGTH];
    double most = text.startsWith("momentum") || text.startsWith("nesterov") ? 40 : 10;
    for (int step = 1; step <= STEPS; step++) {
      float[] gradient = normals(random, LENGTH);
      double[] before = exact.clone();
      float[] kept = gradient.clone();
      ours.step(SIZE.lr(), SIZE.weightDecay(), step, weights, gradient, states, LENGTH);
      assertThat(gradient).isEqualTo(kept);
      optimizer.step(SIZE, step, exact, widened(gradient), exactStates, LENGTH);
      double moved = step * most * SIZE.lr();
      for (int i = 0; i < LENGTH; i++) {
        double largest = Math.max(Math.abs(before[i]), Math.abs(exact[i])) + moved;
        double bound = step * U * largest + 2 * step * U * moved;
        assertThat((double) weights[i])
            .as("weight %s after step %s", i, step)
            .isCloseTo(exact[i], within(bound));
      }
    }
  }

  @Test
  void everyOptimizerHasARule() {
    Optimizers.CATALOG
        .entries()
        .forEach(
            entry -> {
              Spec spec = Optimizers.CATALOG.create(Spec.of(entry.name())).spec();
              assertThat(UpdaterRule.of(spec)).as(entry.name()).isPresent();
            });
    assertThat(UpdaterRule.of(Spec.of("lion"))).isEmpty();
  }

  /** With a gradient of eps, PyTorch's first step of Adam is lr / 2, ND4J's lr / (1 + 1/.0316). */
  @Test
  void adamAddsEpsWherePyTorchDoes() {
    double root = Math.sqrt(1 - 0.999);
    assertThat(ofUpdater(new Adam(1, 0.9, 0.999, 1e-8), 2, false, 1e-8))
        .isCloseTo(root / (root + 1), within(1e-9));
    assertThat(ofRule("adam(beta1=0.9,beta2=0.999,eps=1e-8)", 2, 1e-8f))
        .isCloseTo(0.5, within(1e-6));
  }

  /** ND4J's mean square starts at eps = 1e-8, which hides a gradient of 1e-4. */
  @Test
  void rmsPropStartsAtZeroAsPyTorchDoes() {
    double first = 1e-4 / (Math.sqrt(0.99 * 1e-8 + 0.01 * 1e-8) + 1e-8);
    assertThat(ofUpdater(new RmsProp(1, 0.99, 1e-8), 1, true, 1e-4)).isCloseTo(first, within(1e-6));
    assertThat(ofRule("rmsprop(alpha=0.99,eps=1e-8)", 1, 1e-4f))
        .isCloseTo(1e-4 / (1e-5 + 1e-8), within(1e-4));
  }

  /** The first change by an updater as ND4J's users have it. */
  private static double ofUpdater(IUpdater updater, int states, boolean starts, double g) {
    INDArray gradient = Nd4j.createFromArray(new double[] {g}).reshape(1, 1);
    INDArray view = Nd4j.createFromArray(new double[states]).reshape(1, states);
    updater.instantiate(view, starts).applyUpdater(gradient, 0, 0);
    return gradient.getDouble(0);
  }

  private static double ofRule(String optimizer, int states, float g) {
    float[] weights = new float[1];
    UpdaterRule.of(Spec.parse(optimizer))
        .orElseThrow()
        .step(1, 0, 1, weights, new float[] {g}, new float[states][1], 1);
    return -weights[0];
  }

  private static float[] normals(SplittableRandom random, int length) {
    float[] normals = new float[length];
    for (int i = 0; i < length; i++) {
      normals[i] = (float) Math.max(-6, Math.min(6, random.nextGaussian()));
    }
    return normals;
  }

  private static double[] widened(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
