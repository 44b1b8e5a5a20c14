package io.evenkeel.core.engine;

/**
 * The sum of the squares of weights that are not held, as a function of the sum of the squares of
 * the normals they began with: {@code ofNormals |V|^2 + known}.
 *
 * @param ofNormals factor of {@code |V|^2}
 * @param known the part that does not depend on V
 */
public record WeightSquares(double ofNormals, double known) {
  /** The sum of the squares of the weights, at least 0. */
  public double value(double squaresOfNormals) {
    return Math.max(0, (ofNormals == 0 ? 0 : ofNormals * squaresOfNormals) + known);
  }
}
