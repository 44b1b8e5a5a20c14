package io.evenkeel.core.engine.linear;

import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.engine.ImpliedWeights;
import io.evenkeel.core.probe.WeightSpread;
import java.util.Optional;

/**
 * One layer's linear map {@code x -> x W^T}, forward and backward, for one network after the other.
 */
public interface LinearMap {
  /**
   * Draws the weights, or the numbers that take their place.
   *
   * @param layer its number
   */
  WeightSpread draw(Draws draws, int layer);

  /**
   * The forward product.
   *
   * @param x {@code [batch][in]}
   * @param z receives {@code x W^T}, {@code [batch][out]}
   */
  void forward(Batch x, float[] z);

  /**
   * The weights, as numbers that training changes.
   *
   * @throws IllegalStateException if they are not held
   */
  default StoredWeights stored() {
    throw new IllegalStateException("this map holds no weights");
  }

  /**
   * The weights if they are not held as numbers but training can change them; empty if they are
   * held, or cannot be changed.
   */
  default Optional<ImpliedWeights> implied() {
    return Optional.empty();
  }

  /** The spread of the weights after training has changed them. */
  default WeightSpread spread() {
    return new WeightSpread(stored().std(), false);
  }

  /**
   * The backward product, and the norms of both gradients. It may be called once per forward pass.
   *
   * @param d gradient with respect to z, {@code [batch][out]}, its largest magnitude in [1, 2)
   * @param x what the forward pass was given
   * @param g receives {@code d W}, {@code [batch][in]}; null if it is not asked for
   */
  GradientSquares backward(ScaledGradient d, Batch x, ScaledGradient g);
}
