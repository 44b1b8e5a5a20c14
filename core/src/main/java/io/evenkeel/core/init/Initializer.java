package io.evenkeel.core.init;

import io.evenkeel.core.Footprint;
import io.evenkeel.core.Spec;
import io.evenkeel.core.law.EntryLaw;
import io.evenkeel.core.law.WeightLaw;
import io.evenkeel.core.random.RandomStream;
import java.util.Optional;

/**
 * A weight-initialisation scheme: what to draw for a layer's weights.
 *
 * <p>{@link #mean} and {@link #variance} are those of the scheme's definition, before the drawn
 * values are rounded to float32. Sizes are at least 1.
 */
public sealed interface Initializer
    permits Uniform,
        Normal,
        Constant,
        Ones,
        Zeros,
        Identity,
        AroundZero,
        TruncNormal,
        VarianceScaling,
        Orthogonal,
        Sparse,
        FileWeights,
        FormulaInit {
  /** Canonical name and every parameter, resolved: {@code xavier_uniform(gain=1)}. */
  Spec spec();

  /**
   * Why a layer of this shape cannot have this scheme; empty if it can.
   *
   * @param fanOut rows, the layer's units
   * @param fanIn columns, the units of the layer before
   */
  default Optional<String> unsupported(int fanOut, int fanIn) {
    return Optional.empty();
  }

  /**
   * Draws one weight matrix, row-major {@code [fanOut][fanIn]} as PyTorch stores it: a pure
   * function of the stream and the shape. If the entries are independent of each other, entry (o,
   * i) depends only on the stream and the index o fanIn + i.
   *
   * @param stream the layer's weight stream
   * @param weights at least fanOut * fanIn long; the first fanOut * fanIn entries are overwritten
   * @throws io.evenkeel.core.SpecException if there are more weights than an array can hold
   */
  default void fill(RandomStream stream, int fanOut, int fanIn, float[] weights) {
    int count = Draws.count(fanOut, fanIn);
    entries(fanOut, fanIn).orElseThrow().fill(stream, 0, weights, 0, count);
  }

  /**
   * The law of a single entry, if entries are independent of each other and can be drawn from any
   * index on; {@link #fill} then draws all entries by it. Empty for a scheme that only draws whole
   * matrices, which has its own {@link #fill}.
   */
  default Optional<EntryLaw> entries(int fanOut, int fanIn) {
    return Optional.empty();
  }

  /**
   * The memory that {@link #fill} takes temporarily besides the weights, without what is small
   * beside one row of them.
   */
  default Footprint fillFootprint(int fanOut, int fanIn) {
    return Footprint.NONE;
  }

  /**
   * The joint law of the entries before they are rounded to float32. Two schemes are equal in law
   * on a layer if these are equal.
   */
  WeightDistribution distribution(int fanOut, int fanIn);

  /** Exact mean of one entry (over the ensemble, a uniformly chosen position), in weight units. */
  double mean(int fanOut, int fanIn);

  /** Exact variance of one entry (over the ensemble, a uniformly chosen position). */
  double variance(int fanOut, int fanIn);

  /**
   * Exact excess kurtosis E[w^4] / E[w^2]^2 - 3 of one entry of mean 0: 0 for a normal one; NaN
   * where all entries are 0.
   */
  default double excessKurtosis(int fanOut, int fanIn) {
    return 0;
  }

  /**
   * The law under which such a layer can be computed without its matrix; empty if none is known.
   */
  default Optional<WeightLaw> law(int fanOut, int fanIn) {
    return Optional.empty();
  }
}
