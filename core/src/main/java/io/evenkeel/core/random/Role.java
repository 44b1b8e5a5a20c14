package io.evenkeel.core.random;

/** The purpose of a random stream. Streams of different roles are independent. */
public enum Role {
  /** The batch fed into layer 0. */
  INPUT(1),
  /** A layer's weights, row-major {@code [fanOut][fanIn]}. */
  WEIGHT(2),
  /** A layer's biases. */
  BIAS(3),
  /** The loss's targets. */
  TARGET(4),
  /** The cotangent of the probe loss {@code random_cotangent}. */
  COTANGENT(5),
  /** The masks of a dropout block; the block's number takes the place of a layer's. */
  DROPOUT(6),
  /**
   * The words by which results are rounded at random; the number of the rounding takes the place of
   * a layer's.
   */
  ROUNDING(7),
  /** Products of weights that are not drawn with directions that appear in training. */
  DIRECTION(8),
  /** The sum of the squares of those normals of a layer that are never computed. */
  UNSEEN(9);

  private final int code;

  Role(int code) {
    this.code = code;
  }

  /** The number that enters a stream's key; part of the format, never reused. */
  public int code() {
    return code;
  }
}
