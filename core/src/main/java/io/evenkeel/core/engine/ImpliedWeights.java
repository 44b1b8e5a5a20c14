package io.evenkeel.core.engine;

/**
 * The weights {@code W = std c V + P^T U Q} of a layer, which are not held. V is a matrix of
 * standard normals, of which only those products are drawn that passes have needed. P and Q have
 * orthonormal rows: P spans the gradients at the layer's output since the draw, Q spans the inputs.
 * Gradients of the weights are of the form {@code P^T G Q}, so a linear rule changes c and U alone.
 *
 * <p>Coefficients are the entries of U, row-major, and c behind them. Entries for directions that
 * have not occurred yet are 0.
 */
public interface ImpliedWeights {
  /** The number of coefficients. */
  int length();

  /** The coefficients of the weights; changing them changes the weights. */
  double[] coefficients();

  /** The coefficients of the arrays that an optimiser keeps; 0 after a draw. */
  double[][] arrays();

  /** An array for the coefficients of the gradient, which {@link #formGradient} writes. */
  double[] gradient();

  /** A scratch array for coefficients, which all layers of a network share. */
  double[] room();

  /**
   * Writes the coefficients of the gradient of the last pass each way, before the factor of two to
   * the power of the exponent of the gradient at the layer's output.
   */
  void formGradient();

  /** The sum of the squares of the matrix that has these coefficients. */
  WeightSquares squares(double[] coefficients);

  /**
   * The sum of the squares of V. This draws its part that no pass has used, and so must come last.
   *
   * @param layer number of the layer, from 0
   */
  double squaresOfNormals(Draws draws, int layer);
}
