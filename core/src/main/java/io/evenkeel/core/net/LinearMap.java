package io.evenkeel.core.net;

/**
 * One layer's linear map {@code x -> x W^T}, forward and backward, for one network after the other.
 *
 * <p>All arrays are row-major with {@code batch} rows and belong to the caller.
 */
interface LinearMap extends AutoCloseable {
  /** Takes the weights (or their law) of a new network. */
  void draw(Network network, int layer);

  /** Standard deviation of the weights. */
  double weightStd();

  /** Whether {@link #weightStd} is the law's instead of measured. */
  boolean weightStdDeclared();

  /**
   * The forward product.
   *
   * @param x {@code [batch][in]}
   * @param z receives {@code x W^T}, {@code [batch][out]}
   */
  void forward(Batch x, float[] z);

  /**
   * Sum of the squares of the weight gradient {@code d^T x}, before its factor of {@code 2^(2
   * d.exponent)}.
   *
   * @param d gradient with respect to z, {@code [batch][out]}
   * @param x what the forward pass was given
   */
  double weightGradientSquares(ScaledGradient d, Batch x);

  /**
   * Sum of the squares of {@code d}, before its factor of {@code 2^(2 d.exponent)}; of the {@code
   * d} that {@link #weightGradientSquares} was last asked with.
   */
  double preGradientSquares();

  /**
   * The backward product. May be asked once per forward pass, after {@link #weightGradientSquares}.
   *
   * @param d gradient with respect to z, {@code [batch][out]}
   * @param x what the forward pass was given
   * @param g receives {@code d W}, {@code [batch][in]}
   */
  void inputGradient(ScaledGradient d, Batch x, ScaledGradient g);

  @Override
  void close();
}
