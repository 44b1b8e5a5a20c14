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
    Moments moments = new Moments(2);
    for (int seed = 0; seed < seeds; seed++) {
      BranchCourse course = new BranchCourse(blocks);
      for (int block = 1; block <= blocks; block++) {
        double decades = log10Share.applyAsDouble(block) + noise * random.nextGaussian();
        course.add(block, Math.pow(10, decades));
      }
      moments.add(0, course.log10Share());
      moments.add(1, course.exponent());
    }
    return new BranchSummary(
        moments.sample(0), moments.sample(1), Optional.empty(), Optional.empty());
  }
}
