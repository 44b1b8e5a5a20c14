package io.evenkeel.core.arch;

import io.evenkeel.core.Numbers;

/**
 * A factor that may depend on the number of residual blocks: {@code coefficient * blocks^power}.
 *
 * @param coefficient any finite number
 * @param power 0 for a plain number
 */
public record Factor(double coefficient, double power) {
  /** 1, whatever the number of blocks. */
  public static final Factor ONE = constant(1);

  /** 0, whatever the number of blocks. */
  public static final Factor ZERO = constant(0);

  /** The word for {@code 1 / sqrt(blocks)}. */
  static final String INV_SQRT_WORD = "inv_sqrt";

  private static final Factor INV_SQRT = new Factor(1, -0.5);

  /** A factor that is a plain number. */
  static Factor constant(double value) {
    return new Factor(value, 0);
  }

  /** The factor that an argument asks for: a number, or the word {@code inv_sqrt}. */
  static Factor of(Object argument) {
    return argument instanceof Double number ? constant(number) : INV_SQRT;
  }

  /** The value in a net with that many residual blocks. */
  public double in(int blocks) {
    return power == 0 ? coefficient : coefficient * Math.pow(blocks, power);
  }

  /** The factor as a formula: {@code 1}, {@code blocks^-0.5}, {@code 0.7071 blocks^-0.25}. */
  public String formula() {
    if (power == 0) {
      return Numbers.text(coefficient);
    }
    String factor = coefficient == 1 ? "" : Numbers.text(rounded(coefficient)) + " ";
    return factor + "blocks^" + Numbers.text(rounded(power));
  }

  private static double rounded(double x) {
    return Math.rint(x * 1e6) / 1e6;
  }
}
