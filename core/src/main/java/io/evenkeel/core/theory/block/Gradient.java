package io.evenkeel.core.theory.block;

/**
 * The moments of a gradient that theory follows: over units and draws of the weights, for two rows.
 *
 * @param square mean square of an entry
 * @param product mean product of the entries of two rows
 */
record Gradient(double square, double product) {
  /** A gradient that theory does not cover. */
  static final Gradient UNKNOWN = new Gradient(Double.NaN, Double.NaN);

  /** A gradient whose rows are uncorrelated, as a loss gives it in wide networks. */
  public static Gradient independent(double square) {
    return new Gradient(square, 0);
  }

  Gradient times(double ofSquare, double ofProduct) {
    return new Gradient(ofSquare * square, ofProduct * product);
  }

  Gradient plus(Gradient other) {
    return new Gradient(square + other.square, product + other.product);
  }
}
