package io.evenkeel.analysis.cells;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/** Branches of a cell's trials whose shares have a known law. */
public final class SimulatedBranches {
  private SimulatedBranches() {}

  /**
   * Shares with log-normal noise.
   *
   * @param log10Share expected at a block, from 1
   * @param noise standard deviation of its decades over seeds and blocks
   */
  public static BranchSummary cell(
      int blocks,
      int seeds,
      IntToDoubleFunction log10Share,
      double noise,
      SplittableRandom random) {
    return drawn(
        blocks,
        seeds,
        block -> Math.pow(10, log10Share.applyAsDouble(block) + noise * random.nextGaussian()));
  }

  /**
   * Shares r / (1 + r) of log-normal ratios r of branch and stream.
   *
   * @param centre decades of the median r
   * @param noise standard deviation of the decades of r over seeds and blocks
   */
  public static BranchSummary ratios(
      int blocks, int seeds, double centre, double noise, SplittableRandom random) {
    return drawn(
        blocks,
        seeds,
        block -> {
          double ratio = Math.pow(10, centre + noise * random.nextGaussian());
          return ratio / (1 + ratio);
        });
  }

  /**
   * Decades of the median ratio whose shares have that mean, by the rectangle rule.
   *
   * @param meanLog10Share expectation of the share's decimal logarithm, below 0
   */
  public static double centre(double meanLog10Share, double noise) {
    double low = -10;
    double high = 10;
    for (int i = 0; i < 100; i++) {
      double middle = (low + high) / 2;
      double mean = 0;
      double mass = 0;
      for (double z = -9; z <= 9; z += 0.01) {
        double density = Math.exp(-z * z / 2);
        mean -= density * Math.log10(1 + Math.pow(10, -middle - noise * z));
        mass += density;
      }
      if (mean / mass < meanLog10Share) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static BranchSummary drawn(int blocks, int seeds, IntToDoubleFunction share) {
    Moments moments = new Moments(2);
    for (int seed = 0; seed < seeds; seed++) {
      BranchCourse course = new BranchCourse(blocks);
      for (int block = 1; block <= blocks; block++) {
        course.add(block, share.applyAsDouble(block));
      }
      moments.add(0, course.log10Share());
      moments.add(1, course.exponent());
    }
    return new BranchSummary(
        moments.sample(0), moments.sample(1), Optional.empty(), Optional.empty());
  }
}
