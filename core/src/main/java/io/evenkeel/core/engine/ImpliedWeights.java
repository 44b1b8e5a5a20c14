package io.evenkeel.core.engine;

/**
 * The weights {@code W = std c V + P^T U Q} of a layer, which are not held. V is a matrix of
 * standard normals, drawn as far as it has been looked at. P and Q have orthonormal rows: P spans
 * the gradients at the layer's output that have been met since the draw, Q the inputs. Gradients of
 * the weights are of the form {@code P^T G Q}, so a linear rule changes c and U alone.
 *
 * <p>Coefficients are the entries of U, row-major, and c behind them. Entries for directions that
 * have not been met are 0.
 */
public interface ImpliedWeights {
  /** How many coefficients there are. */
  int length();

  /** The coefficients of the weights; whoever changes them changes the weights. */
  double[] coefficients();

  /** The coefficients of the arrays that the rule of training keeps; 0 after a draw. */
  double[][] arrays();

  /** Room for coefficients: those of the gradient, once {@link #formGradient} has written them. */
  double[] gradient();

  /** Room for other coefficients, which the layers of a network use in turn. */
  double[] room();

  /**
   * Writes the coefficients of the gradient of the last pass each way, before the factor of two to
   * the power of the exponent of the gradient at the layer's output.
   */
  void formGradient();

  /** The sum of the squares of the matrix with some coefficients. */
  WeightSquares squares(double[] coefficients);

  /**
   * The sum of the squares of V, its unseen part drawn: asked for when nothing more will be looked
   * at.
   *
   * @param layer number of the layer, from 0
   */
  double squaresOfNormals(Draws draws, int layer);
}
