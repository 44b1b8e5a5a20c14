package io.evenkeel.analysis;

import io.evenkeel.analysis.cells.PassSummary;
import io.evenkeel.analysis.cells.Sample;
import io.evenkeel.analysis.cells.SimulatedPass;
import io.evenkeel.analysis.verdict.Thresholds;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;

/**
 * Cells whose law is known.
 *
 * @param depth hidden layers
 * @param seeds trials of a cell
 */
public record SimulatedCells(int depth, int seeds) {
  /** How the log10 std of one trial goes through the layers, which are counted from 1. */
  public interface Course {
    double[] at(int[] layers, SplittableRandom random);
  }

  /**
   * A given course plus a random walk, as the log std of a product of random layers is.
   *
   * @param noise standard deviation of a step, in decades
   */
  public static Course walk(IntToDoubleFunction expected, double noise) {
    return (layers, random) -> {
      double[] y = new double[layers.length];
      double walk = 0;
      for (int i = 0; i < layers.length; i++) {
        int steps = i == 0 ? layers[0] : layers[i] - layers[i - 1];
        walk += noise * Math.sqrt(steps) * random.nextGaussian();
        y[i] = expected.applyAsDouble(layers[i]) + walk;
      }
      return y;
    };
  }

  /** A steady rate, by which the std changes by so many decades over all layers. */
  public Course steady(ToDoubleFunction<SplittableRandom> change) {
    return (layers, random) -> {
      double rate = change.applyAsDouble(random) / (depth - 1);
      double[] y = new double[layers.length];
      for (int i = 0; i < layers.length; i++) {
        y[i] = rate * (layers[i] - 1);
      }
      return y;
    };
  }

  /**
   * Slopes of log std against log layer: over the first eighth of the layers, up to the half, and
   * over the deeper half, where each trial has its own.
   */
  public Course bent(double first, double early, ToDoubleFunction<SplittableRandom> late) {
    double eighth = Math.log10(Math.floor(depth / 8.0));
    double half = Math.log10(depth / 2.0);
    return (layers, random) -> {
      double slope = late.applyAsDouble(random);
      double[] y = new double[layers.length];
      for (int i = 0; i < layers.length; i++) {
        double x = Math.log10(layers[i]);
        y[i] =
            first * Math.min(x, eighth)
                + early * Math.max(0, Math.min(x, half) - eighth)
                + slope * Math.max(0, x - half);
      }
      return y;
    };
  }

  /** A cell of such trials. */
  public PassSummary cell(Course course, SplittableRandom random) {
    return failing(course, 0, random);
  }

  /** A cell in which trials are non-finite with a given probability. */
  public PassSummary failing(Course course, double probability, SplittableRandom random) {
    SimulatedPass pass = new SimulatedPass(depth, Thresholds.DEFAULT.limits());
    int[] layers = SimulatedPass.layers(depth);
    for (int seed = 0; seed < seeds; seed++) {
      if (random.nextDouble() < probability) {
        pass.addNonFinite();
      } else {
        pass.add(course.at(layers, random));
      }
    }
    return pass.summary();
  }

  public static Sample sample(double[] values) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return new Sample(values.length, mean, Math.sqrt(squares / (values.length - 1)));
  }
}
