package io.evenkeel.core.engine;

/**
 * What one run of some part of a trial costs.
 *
 * @param draws random numbers drawn: weights or what stands for them, and biases
 * @param flops floating-point operations of the matrix products
 * @param seconds expected on one core
 */
public record Cost(double draws, double flops, double seconds) {
  /** Of nothing. */
  public static final Cost NONE = new Cost(0, 0, 0);

  /** Both together. */
  public Cost plus(Cost other) {
    return new Cost(draws + other.draws, flops + other.flops, seconds + other.seconds);
  }

  /** As many times. */
  public Cost times(double factor) {
    return new Cost(draws * factor, flops * factor, seconds * factor);
  }
}
