package io.evenkeel.analysis.cells;

/**
 * The contributions of one trial's residual blocks to the stream, added block by block from the
 * first.
 */
final class BranchCourse {
  /** With fewer blocks a power law cannot be recognised. */
  private static final int FEWEST_WITH_SHAPE = 8;

  /** The decimal logarithm for a share that is 0 or smaller than this. */
  private static final double LEAST = -12;

  private final int blocks;
  private final int halfway;
  private double sum;
  private long counted;
  private double half = Double.NaN;
  private double last = Double.NaN;
  private double lowest = Double.POSITIVE_INFINITY;
  private double highest = Double.NEGATIVE_INFINITY;

  /**
   * @param blocks how many there are; 0 in a plain net
   */
  BranchCourse(int blocks) {
    this.blocks = blocks;
    halfway = blocks / 2;
  }

  /**
   * Adds a block.
   *
   * @param block from 1
   * @param share of its branch in the squared sum; NaN where both are 0 or not finite
   */
  void add(int block, double share) {
    if (Double.isNaN(share)) {
      return;
    }
    double decades = Math.max(LEAST, StrictMath.log10(share));
    sum += decades;
    counted++;
    if (block == halfway) {
      half = decades;
    }
    if (block == blocks) {
      last = decades;
    }
  }

  /** Adds the weight gradient of a hidden layer, as the decimal logarithm of its rms. */
  void addWeights(double log10GradRms) {
    if (Double.isFinite(log10GradRms)) {
      lowest = Math.min(lowest, log10GradRms);
      highest = Math.max(highest, log10GradRms);
    }
  }

  /** Mean over blocks of log10 of the share; NaN without a block. */
  double log10Share() {
    return counted > 0 ? sum / counted : Double.NaN;
  }

  /** Slope of log share against log block over the deeper half; NaN where it cannot be told. */
  double exponent() {
    boolean shaped = blocks >= FEWEST_WITH_SHAPE && half > LEAST && last > LEAST;
    return shaped ? (last - half) / StrictMath.log10((double) blocks / halfway) : Double.NaN;
  }

  /** Decades between the smallest and the largest weight gradient; NaN without two layers. */
  double weightGradSpread() {
    return highest >= lowest ? highest - lowest : Double.NaN;
  }
}
