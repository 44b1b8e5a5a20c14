package io.evenkeel.core.engine;

/**
 * The cost of a trial or of a part of it.
 *
 * @param draws random numbers drawn: weights or what stands for them, and biases
 * @param flops floating-point operations of the matrix products
 * @param seconds expected on one core
 */
public record Cost(double draws, double flops, double seconds) {
  /** The cost of nothing. */
  public static final Cost NONE = new Cost(0, 0, 0);

  /** The sum of both costs. */
  public Cost plus(Cost other) {
    return new Cost(draws + other.draws, flops + other.flops, seconds + other.seconds);
  }

  /** This cost {@code factor} times. */
  public Cost times(double factor) {
    return new Cost(draws * factor, flops * factor, seconds * factor);
  }
}
