package io.evenkeel.core.random;

/**
 * What a random stream is for. Streams of different roles are independent. The order is part of the
 * format.
 */
public enum Role {
  /** The batch fed into layer 0. */
  INPUT,
  /** A layer's weights, row-major {@code [fanOut][fanIn]}. */
  WEIGHT,
  /** A layer's biases. */
  BIAS,
  /** The loss's targets. */
  TARGET,
  /** The cotangent of the probe loss {@code random_cotangent}. */
  COTANGENT
}
