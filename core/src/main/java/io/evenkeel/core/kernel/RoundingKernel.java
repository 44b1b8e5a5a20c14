package io.evenkeel.core.kernel;

/**
 * Rounds float32 values to the values of a narrower {@link FloatFormat}, which stay float32.
 *
 * <p>In either way of rounding:
 *
 * <ul>
 *   <li>A magnitude that is rounded beyond the largest value becomes infinite; in a format without
 *       infinities it becomes the largest value. It counts as an overflow.
 *   <li>An infinity stays what it is; in a format without infinities it becomes NaN.
 *   <li>NaN stays NaN. Signs stay, also that of zero.
 * </ul>
 *
 * <p>All implementations give the same bits, except for the payload of a NaN.
 */
public interface RoundingKernel {
  /**
   * Rounds to the nearest value; of two equally near values the one with an even fraction is taken
   * (IEEE 754-2008, section 4.3.1).
   *
   * @param from index of the first value
   * @param to receives the rounded values from the index {@code toAt} on; may be x
   * @return how many finite values overflowed, and how many that were not zero became zero
   */
  Rounded round(FloatFormat format, float[] x, int from, float[] to, int toAt, int length);

  /**
   * Rounds to one of the two neighbouring values, at random with such probabilities that the mean
   * is the value itself (N. J. Higham, T. Mary, "A new approach to probabilistic rounding error
   * analysis", SIAM J. Sci. Comput. 41(5), 2019, equation 2.5). Exact for normal results; a
   * subnormal one's probability is off by less than 2^-31.
   *
   * @param words random words from the index {@code wordsAt} on, one for each value, see {@link
   *     DrawKernel#words}; they are overwritten
   * @param from index of the first value
   * @param to receives the rounded values from the index {@code toAt} on; may be x
   * @return how many finite values overflowed, and how many that were not zero became zero
   */
  Rounded roundAtRandom(
      FloatFormat format,
      int[] words,
      int wordsAt,
      float[] x,
      int from,
      float[] to,
      int toAt,
      int length);

  /**
   * The losses of a rounding.
   *
   * @param overflows finite values that were rounded beyond the largest
   * @param flushed values that were not zero and became zero
   */
  record Rounded(int overflows, int flushed) {
    /** The losses of both. */
    Rounded and(Rounded other) {
      return new Rounded(overflows + other.overflows, flushed + other.flushed);
    }
  }
}
