package io.evenkeel.analysis;

import io.evenkeel.analysis.cells.PassSummary;
import io.evenkeel.analysis.cells.Sample;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/**
 * Cells whose law is known: a trial's log10 std is a given course through the layers plus a random
 * walk, as the log std of a product of random layers is.
 *
 * @param depth hidden layers, at least 8
 * @param seeds trials of a cell
 * @param noise standard deviation of a step, in decades
 */
record SimulatedCells(int depth, int seeds, double noise) {

  /** A cell with expected log10 std {@code course} at layers counted from 1. */
  PassSummary cell(IntToDoubleFunction course, SplittableRandom random) {
    double[] rate = new double[seeds];
    double[] contrast = new double[seeds];
    double[] exponent = new double[seeds];
    int half = depth / 2;
    int eighth = depth / 8;
    double powerLaw =
        Math.log((double) depth / half)
            / (depth - half)
            / (Math.log((double) half / eighth) / (half - eighth));
    for (int seed = 0; seed < seeds; seed++) {
      double[] y = new double[depth + 1];
      double walk = 0;
      for (int layer = 1; layer <= depth; layer++) {
        walk += noise * random.nextGaussian();
        y[layer] = course.applyAsDouble(layer) + walk;
      }
      double late = y[depth] - y[half];
      double early = y[half] - y[eighth];
      rate[seed] = (y[depth] - y[1]) / (depth - 1);
      contrast[seed] = late / (depth - half) - (1 + powerLaw) / 2 * early / (half - eighth);
      exponent[seed] = late / Math.log10((double) depth / half);
    }
    return pass(seeds, 0, sample(rate), sample(contrast), sample(exponent));
  }

  /** A level cell in which trials are non-finite with a given probability. */
  PassSummary failing(double probability, SplittableRandom random) {
    int failures = 0;
    for (int seed = 0; seed < seeds; seed++) {
      failures += random.nextDouble() < probability ? 1 : 0;
    }
    Sample rate = new Sample(seeds - failures, 0, 0);
    return pass(seeds, failures, rate, Sample.NONE, Sample.NONE);
  }

  private static PassSummary pass(
      int computed, int nonFinite, Sample rate, Sample contrast, Sample exponent) {
    return new PassSummary(
        computed,
        nonFinite,
        0,
        0,
        0,
        OptionalInt.empty(),
        Optional.empty(),
        rate,
        contrast,
        exponent);
  }

  static Sample sample(double[] values) {
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
