package io.evenkeel.jobs.reproduce;

/**
 * A {@link Selection} over the seeds, as Spark SQL sums it up.
 *
 * @param trials in the cell
 * @param values of them that have the number
 * @param mean of the numbers; NaN if there is none
 * @param std their standard deviation (n - 1); NaN below two
 * @param kurtosis their fourth moment over the squared second, minus 3; NaN if all are equal
 * @param min smallest
 * @param max largest
 */
record Summary(
    long trials, long values, double mean, double std, double kurtosis, double min, double max) {
  /** The summary of a cell without trials. */
  static final Summary NONE =
      new Summary(0, 0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
}
