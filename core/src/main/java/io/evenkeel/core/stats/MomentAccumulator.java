package io.evenkeel.core.stats;

import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.core.kernel.ScanKernel.Range;
import io.evenkeel.core.kernel.ScanKernel.Sums;

/**
 * Count, mean, spread and extremes of float32 values, accumulated in float64 in one pass.
 *
 * <p>Sums are taken of {@code d = x - s} with a shift s: {@code sum (x - mean)^2 = sum d^2 - (sum
 * d)^2 / n}. The shift is 0. If that difference would lose more than two decimal digits, it is the
 * first value; if that is far from the others, the mean just found. The relative error of the
 * variance stays below {@code 4 n eps}, and equal values have a spread of exactly 0. Squares of
 * float32 values do not overflow in float64. Two accumulators are merged by the update of Chan,
 * Golub &amp; LeVeque (1983), eq. 2.1.
 *
 * <p>NaN and infinities are counted, and enter the moments by IEEE arithmetic; see {@link
 * LayerStats}. Values are added strictly in the order given: equal input gives equal bits.
 */
public final class MomentAccumulator {
  private static final double LEAST_SHARE_LEFT = 0.01;

  private long count;
  private double mean;
  private double m2;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private long zeros;
  private long nans;
  private long positiveInfinities;
  private long negativeInfinities;
  private double sum;
  private double sumOfSquares;

  /** Removes all values. */
  public void reset() {
    count = 0;
    mean = 0;
    m2 = 0;
    min = Double.POSITIVE_INFINITY;
    max = Double.NEGATIVE_INFINITY;
    zeros = 0;
    nans = 0;
    positiveInfinities = 0;
    negativeInfinities = 0;
  }

  /** Adds the first {@code length} values of {@code x}. */
  public void add(float[] x, int length) {
    if (addWithoutExtremes(x, length)) {
      addRange(x, length);
    }
  }

  /**
   * Adds the first {@code length} values of {@code x}, whose sums are known already.
   *
   * @param sums of these values
   */
  public void add(float[] x, int length, BatchSums sums) {
    if (addWithoutExtremes(x, 0, length, new Sums(sums.sum(), sums.squares()))) {
      addRange(x, length);
    }
  }

  private void addRange(float[] x, int length) {
    Range range = Kernels.scans().range(x, length);
    min = Math.min(min, range.min());
    max = Math.max(max, range.max());
    zeros += range.zeros();
  }

  /**
   * Adds values as {@link #add(float[], int)} does, except that finite values enter neither the
   * extremes nor the number of zeros.
   *
   * @return whether there were values and all were finite
   */
  public boolean addWithoutExtremes(float[] x, int length) {
    return addWithoutExtremes(x, 0, length);
  }

  /**
   * Does the same as {@link #addWithoutExtremes(float[], int)} for {@code length} values from an
   * index on.
   *
   * @param from index of the first value
   */
  public boolean addWithoutExtremes(float[] x, int from, int length) {
    return addWithoutExtremes(x, from, length, Kernels.scans().sums(x, from, length));
  }

  private boolean addWithoutExtremes(float[] x, int from, int length, Sums sums) {
    if (length == 0) {
      return false;
    }
    sum = sums.sum();
    sumOfSquares = sums.squares();
    // A sum of squares of float32 values is finite unless a value is not.
    if (!(sumOfSquares < Double.POSITIVE_INFINITY)) {
      addWithNonFinite(x, from, length);
      return false;
    }
    double shift = 0;
    if (cancels(length)) {
      shift = x[from];
      sum(x, from, length, shift);
    }
    if (cancels(length)) {
      shift += sum / length;
      sum(x, from, length, shift);
    }
    double d = sum / length;
    merge(length, shift + d, Math.max(0, sumOfSquares - sum * d));
    return true;
  }

  private boolean cancels(int length) {
    return sumOfSquares - sum * (sum / length) < LEAST_SHARE_LEFT * sumOfSquares;
  }

  /** Sums of the differences to a shift and of their squares. */
  private void sum(float[] x, int from, int length, double shift) {
    double s0 = 0;
    double s1 = 0;
    double q0 = 0;
    double q1 = 0;
    int end = from + length;
    int i = from;
    for (; i <= end - 2; i += 2) {
      double d0 = x[i] - shift;
      double d1 = x[i + 1] - shift;
      s0 += d0;
      s1 += d1;
      q0 = Math.fma(d0, d0, q0);
      q1 = Math.fma(d1, d1, q1);
    }
    if (i < end) {
      double d = x[i] - shift;
      s0 += d;
      q0 = Math.fma(d, d, q0);
    }
    sum = s0 + s1;
    sumOfSquares = q0 + q1;
  }

  private void addWithNonFinite(float[] x, int from, int length) {
    int n = 0;
    double shift = 0;
    double sum = 0;
    double squares = 0;
    for (int i = from; i < from + length; i++) {
      float value = x[i];
      if (Float.isNaN(value)) {
        nans++;
      } else if (value == Float.POSITIVE_INFINITY) {
        positiveInfinities++;
      } else if (value == Float.NEGATIVE_INFINITY) {
        negativeInfinities++;
      } else {
        if (n == 0) {
          shift = value;
        }
        double d = value - shift;
        sum += d;
        squares += d * d;
        min = Math.min(min, value);
        max = Math.max(max, value);
        zeros += value == 0 ? 1 : 0;
        n++;
      }
    }
    if (n > 0) {
      double d = sum / n;
      merge(n, shift + d, Math.max(0, squares - sum * d));
    }
  }

  /** Adds the values of {@code other}, as if they came after those of this one. */
  public void merge(MomentAccumulator other) {
    merge(other.count, other.mean, other.m2);
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
    zeros += other.zeros;
    nans += other.nans;
    positiveInfinities += other.positiveInfinities;
    negativeInfinities += other.negativeInfinities;
  }

  private void merge(long n, double meanOfN, double m2OfN) {
    if (n == 0) {
      return;
    }
    long total = count + n;
    double delta = meanOfN - mean;
    if (count == 0) {
      mean = meanOfN;
      m2 = m2OfN;
    } else {
      mean += delta * ((double) n / total);
      m2 += m2OfN + delta * delta * ((double) count * n / total);
    }
    count = total;
  }

  /** The statistics of all values added so far. */
  public LayerStats stats() {
    long infinities = positiveInfinities + negativeInfinities;
    long all = count + nans + infinities;
    if (all == 0) {
      return new LayerStats(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0, 0, 0);
    }
    if (nans > 0) {
      return new LayerStats(
          all, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, zeros, nans, infinities);
    }
    if (infinities > 0) {
      return withInfinities(all, infinities);
    }
    double std = count > 1 ? Math.sqrt(m2 / (count - 1)) : Double.NaN;
    double rms = Math.sqrt(mean * mean + m2 / count);
    return new LayerStats(count, mean, std, rms, min, max, zeros, 0, 0);
  }

  private LayerStats withInfinities(long all, long infinities) {
    boolean positive = positiveInfinities > 0;
    boolean negative = negativeInfinities > 0;
    double infiniteMean =
        positive && negative
            ? Double.NaN
            : positive ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    return new LayerStats(
        all,
        infiniteMean,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        negative ? Double.NEGATIVE_INFINITY : min,
        positive ? Double.POSITIVE_INFINITY : max,
        zeros,
        0,
        infinities);
  }
}
