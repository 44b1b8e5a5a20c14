package io.evenkeel.core.theory.block;

/**
 * The moments of a signal that theory follows: over units and draws of the weights, for two rows of
 * the same length. All are dimensionless; NaN where theory does not cover the signal.
 *
 * @param mean E[x]; over units, the same for both rows
 * @param square E[x^2]
 * @param product E[x x'] between the two rows
 * @param law of x; normal: x and x' are jointly normal of mean 0
 */
public record Moments(double mean, double square, double product, UnitLaw law) {
  /** A signal that theory does not cover. */
  static final Moments UNKNOWN = new Moments(Double.NaN, Double.NaN, Double.NaN, UnitLaw.UNKNOWN);

  /** Normal values of mean 0 with a mean square and the cosine between two rows. */
  public static Moments normal(double square, double cosine) {
    return new Moments(0, square, cosine * square, UnitLaw.NORMAL);
  }

  /** Whether the signal is normal of mean 0, as an activation's theory of two rows needs. */
  public boolean normal() {
    return law.normal();
  }

  /** The cosine between the two rows; NaN if the signal is 0. */
  public double cosine() {
    return product / square;
  }

  /** The variance over units. */
  double variance() {
    return square - mean * mean;
  }

  /** The moments of {@code factor} times the signal. */
  Moments times(double factor) {
    double squared = factor * factor;
    return new Moments(factor * mean, squared * square, squared * product, law.scaled(factor, 0));
  }
}
