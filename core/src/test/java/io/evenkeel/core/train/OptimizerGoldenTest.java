package io.evenkeel.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.stats.Scaled;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of optimisers and of clipping against torch.optim, step by step. */
class OptimizerGoldenTest {
  static List<OptimizerCase> cases() {
    return OptimizerCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void float64AgreesWithTorchAtEachStep(OptimizerCase course) {
    Optimizer optimizer = course.optimizer();
    double[] start = course.start();
    double[][] weights = parts(start);
    double[][][] states = new double[weights.length][optimizer.states()][];
    for (int p = 0; p < weights.length; p++) {
      for (int s = 0; s < optimizer.states(); s++) {
        states[p][s] = new double[weights[p].length];
      }
    }
    for (int t = 0; t < OptimizerCase.STEPS; t++) {
      double[] all = course.gradient(t);
      double factor = Clipping.factor(course.clip(), new Scaled(norm(all), 0));
      double[][] gradients = parts(Arrays.stream(all).map(g -> g * factor).toArray());
      for (int p = 0; p < weights.length; p++) {
        StepSize size = course.size().times(course.rate(p));
        optimizer.step(size, t + 1, weights[p], gradients[p], states[p], weights[p].length);
      }
      double[] expected = course.parameters(t);
      for (int i = 0; i < expected.length; i++) {
        assertThat(at(weights, i))
            .as("parameter %s after step %s", i, t + 1)
            .isCloseTo(expected[i], within(1e-10 * Math.max(1e-3, Math.abs(expected[i]))));
      }
    }
  }

  /**
   * In float32, fed with the same gradients, each weight is off by at most the roundings of its own
   * sum (an ulp a step) and of each change: its terms are rounded about ten times, and an average
   * over steps keeps the relative error of what it averages. Changes are below {@code most}, so
   * that 16 half ulps of the sum of all changes bound the second part. Squares of gradients below
   * 1e-22 vanish in float32 as they do in PyTorch: those cases are left to the trainer's test.
   */
  @ParameterizedTest
  @MethodSource("cases")
  void float32StaysWithinItsRoundings(OptimizerCase course) {
    if (course.scale() < 1e-12) {
      return;
    }
    Optimizer optimizer = course.optimizer();
    double[] start = course.start();
    float[] weights = single(start);
    double[] wide = widened(weights);
    int n = start.length;
    float[][] states = new float[optimizer.states()][n];
    double[][] wideStates = new double[optimizer.states()][n];
    double[] moved = new double[n];
    for (int t = 0; t < OptimizerCase.STEPS; t++) {
      float[] gradient = single(course.gradient(t));
      double[] before = wide.clone();
      optimizer.step(course.size(), t + 1, weights, gradient, states, n);
      optimizer.step(course.size(), t + 1, wide, widened(gradient), wideStates, n);
      for (int i = 0; i < n; i++) {
        moved[i] += largestChange(course, Math.abs(wide[i] - before[i]), Math.abs(before[i]));
        double ulps = (t + 1) * Math.ulp((float) Math.max(Math.abs(before[i]), 1e-3));
        assertThat((double) weights[i])
            .as("weight %s after step %s", i, t + 1)
            .isCloseTo(wide[i], within(ulps + 16 * 0x1p-24 * 4 * moved[i]));
      }
    }
  }

  /** What a change may be made of: cancelling terms are at most the rate, or what decay adds. */
  private static double largestChange(OptimizerCase course, double change, double weight) {
    StepSize size = course.size();
    boolean adaptive = course.optimizer() instanceof Adam || course.optimizer() instanceof RmsProp;
    double terms = size.lr() * size.weightDecay() * weight;
    return change + terms + (adaptive ? 10 * size.lr() : size.lr());
  }

  private static double norm(double[] values) {
    return Math.sqrt(Arrays.stream(values).map(x -> x * x).sum());
  }

  private static double[][] parts(double[] all) {
    double[][] parts = new double[4][];
    for (int p = 0; p < parts.length; p++) {
      parts[p] = Arrays.copyOfRange(all, OptimizerCase.BOUNDS[p], OptimizerCase.BOUNDS[p + 1]);
    }
    return parts;
  }

  private static double at(double[][] parts, int index) {
    int p = 0;
    while (index >= OptimizerCase.BOUNDS[p + 1]) {
      p++;
    }
    return parts[p][index - OptimizerCase.BOUNDS[p]];
  }

  private static float[] single(double[] values) {
    float[] single = new float[values.length];
    for (int i = 0; i < single.length; i++) {
      single[i] = (float) values[i];
    }
    return single;
  }

  private static double[] widened(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
