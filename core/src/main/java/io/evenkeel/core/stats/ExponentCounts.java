package io.evenkeel.core.stats;

import java.util.Arrays;

/**
 * How many finite values other than zero have which binary exponent: magnitudes in {@code [2^e,
 * 2^(e + 1))} have the exponent e.
 *
 * <p>As text, {@code first:count,count,...}: the smallest exponent that occurs, then how many
 * values have it and each of the following ones, up to the largest that occurs. Without values the
 * text is empty.
 */
public final class ExponentCounts {
  /** The counts without any values. */
  public static final ExponentCounts NONE = new ExponentCounts(0, new int[0]);

  private final long first;
  private final int[] counts;

  /**
   * Drops zero counts at both ends.
   *
   * @param first exponent that {@code counts[0]} values have
   * @param counts of this exponent and those that follow
   */
  public ExponentCounts(long first, int[] counts) {
    int from = 0;
    int to = counts.length;
    while (from < to && counts[from] == 0) {
      from++;
    }
    while (from < to && counts[to - 1] == 0) {
      to--;
    }
    this.first = from < to ? first + from : 0;
    this.counts = Arrays.copyOfRange(counts, from, to);
  }

  /**
   * Reads counts from their text.
   *
   * @throws NumberFormatException if the text is none
   */
  public static ExponentCounts parse(String text) {
    if (text.isEmpty()) {
      return NONE;
    }
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new NumberFormatException("no exponent before a colon in '" + text + "'");
    }
    String[] counts = text.substring(colon + 1).split(",", -1);
    return new ExponentCounts(
        Long.parseLong(text.substring(0, colon)),
        Arrays.stream(counts).mapToInt(Integer::parseInt).toArray());
  }

  /** The smallest exponent that occurs; 0 without values. */
  public long first() {
    return first;
  }

  /** The largest exponent that occurs; {@code first() - 1} without values. */
  public long last() {
    return first + counts.length - 1;
  }

  /** The number of values that have an exponent. */
  public int count(long exponent) {
    long place = exponent - first;
    return place >= 0 && place < counts.length ? counts[(int) place] : 0;
  }

  /** The number of all values. */
  public long total() {
    long total = 0;
    for (int count : counts) {
      total += count;
    }
    return total;
  }

  /**
   * The number of values with a magnitude below a bound; values with the bound's own exponent are
   * taken to be spread evenly.
   *
   * @param log2 binary logarithm of the bound
   */
  public double below(double log2) {
    double edge = Math.floor(log2);
    double sum = 0;
    for (int i = 0; i < counts.length && first + i <= edge; i++) {
      double share = first + i < edge ? 1 : Math.pow(2, log2 - edge) - 1;
      sum += share * counts[i];
    }
    return sum;
  }

  /**
   * Binary logarithm of the magnitude that a share of the values does not exceed; values with one
   * exponent are taken to be spread evenly. NaN without values.
   *
   * @param share between 0 and 1
   */
  public double log2Quantile(double share) {
    double rest = share * total();
    for (int i = 0; i < counts.length; i++) {
      if (rest <= counts[i] && counts[i] > 0) {
        return first + i + Math.log1p(rest / counts[i]) / Math.log(2);
      }
      rest -= counts[i];
    }
    return counts.length == 0 ? Double.NaN : last() + 1;
  }

  /** The text in a result table. */
  public String text() {
    if (counts.length == 0) {
      return "";
    }
    StringBuilder text = new StringBuilder(8 + 5 * counts.length).append(first);
    char separator = ':';
    for (int count : counts) {
      text.append(separator).append(count);
      separator = ',';
    }
    return text.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExponentCounts that
        && first == that.first
        && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(first) + Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return text();
  }
}
