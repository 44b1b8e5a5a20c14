package io.evenkeel.core.theory.block;

/**
 * What theory follows of a gradient: moments over units and draws of the weights, for two rows.
 *
 * @param square mean square of an entry
 * @param product mean product of the entries of two rows
 */
record Gradient(double square, double product) {
  /** A gradient that theory does not cover. */
  static final Gradient UNKNOWN = new Gradient(Double.NaN, Double.NaN);

  /** Rows without correlation, as a loss sends them into wide networks. */
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
