package io.evenkeel.jobs.advise;

/**
 * How weights and biases are drawn, as a sweep file spells it.
 *
 * @param init the weights' initialiser
 * @param bias the biases' initialiser, or {@code none}
 */
public record Scheme(String init, String bias) {
  /** The value of {@link #bias} for layers without biases, or with biases of zero. */
  public static final String NO_BIAS = "none";

  /** A scheme without biases. */
  static Scheme of(String init) {
    return new Scheme(init, NO_BIAS);
  }

  /** Whether biases are drawn. */
  public boolean hasBias() {
    return !bias.equals(NO_BIAS);
  }
}
