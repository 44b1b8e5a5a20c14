package io.evenkeel.core.stats;

/**
 * Count, mean, spread and extremes of float32 values, accumulated in float64 in one pass.
 *
 * <p>Sums are taken of {@code d = x - s}, where the shift s is the first value seen, and {@code sum
 * (x - mean)^2 = sum d^2 - (sum d)^2 / n}. Should that difference lose more than two decimal digits
 * (the first value lies far out), the pass is made again with s the mean just found. The relative
 * error of the variance stays below {@code 4 n eps}, and equal values have a spread of exactly 0.
 * Squares of float32 values do not overflow in float64. Two accumulators are merged by the update
 * of Chan, Golub &amp; LeVeque (1983), eq. 2.1.
 *
 * <p>NaN and infinities are counted and make the moments what IEEE arithmetic makes them; see
 * {@link LayerStats}. Values are added strictly in the order given: equal input gives equal bits.
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
  private float lowest;
  private float highest;
  private int zerosFound;

  /** Forgets everything. */
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
    if (length == 0) {
      return;
    }
    double shift = x[0];
    scan(x, length, shift);
    // A sum of squares of float32 differences is finite unless a value is not.
    if (!(sumOfSquares < Double.POSITIVE_INFINITY)) {
      addWithNonFinite(x, length);
      return;
    }
    double d = sum / length;
    if (sumOfSquares - sum * d < LEAST_SHARE_LEFT * sumOfSquares) {
      shift += d;
      scan(x, length, shift);
      d = sum / length;
    }
    merge(length, shift + d, Math.max(0, sumOfSquares - sum * d));
    min = Math.min(min, lowest);
    max = Math.max(max, highest);
    zeros += zerosFound;
  }

  /** One pass over finite values: sums of differences to the shift, extremes, zeros. */
  private void scan(float[] x, int length, double shift) {
    // Two lanes break the chain of dependent additions; more run out of registers.
    double s0 = 0;
    double s1 = 0;
    double q0 = 0;
    double q1 = 0;
    float low = x[0];
    float high = x[0];
    int zero = 0;
    int i = 0;
    for (; i <= length - 2; i += 2) {
      float x0 = x[i];
      float x1 = x[i + 1];
      double d0 = x0 - shift;
      double d1 = x1 - shift;
      s0 += d0;
      s1 += d1;
      q0 = Math.fma(d0, d0, q0);
      q1 = Math.fma(d1, d1, q1);
      // Branches, not Math.min: they are almost never taken, so they cost less.
      if (x0 < low) {
        low = x0;
      }
      if (x0 > high) {
        high = x0;
      }
      if (x1 < low) {
        low = x1;
      }
      if (x1 > high) {
        high = x1;
      }
      zero += isZero(x0) + isZero(x1);
    }
    if (i < length) {
      double d = x[i] - shift;
      s0 += d;
      q0 = Math.fma(d, d, q0);
      low = Math.min(low, x[i]);
      high = Math.max(high, x[i]);
      zero += isZero(x[i]);
    }
    sum = s0 + s1;
    sumOfSquares = q0 + q1;
    lowest = low;
    highest = high;
    zerosFound = zero;
  }

  /** 1 for a zero of either sign, else 0; half the values may be zero, so without a branch. */
  private static int isZero(float value) {
    int magnitude = Float.floatToRawIntBits(value) << 1;
    return 1 - ((magnitude | -magnitude) >>> 31);
  }

  private void addWithNonFinite(float[] x, int length) {
    int n = 0;
    double shift = 0;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < length; i++) {
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

  /** Adds what {@code other} has seen, as if its values came after this one's. */
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
