package io.evenkeel.analysis.cells;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Values of a quantity, for their median and their 10-90 % band: exact up to {@value #EXACT_UP_TO}
 * values. Beyond, values are rounded to 14 significant binary digits, a relative error of at most
 * 6.2e-5, and counted: memory then no longer grows with the trials, and sums of shards do not
 * depend on their order.
 */
final class Quantiles implements Serializable {
  static final int EXACT_UP_TO = 100_000;

  private static final long serialVersionUID = 1;
  private static final int DROPPED_BITS = 52 - 13;
  private static final long HALF = 1L << (DROPPED_BITS - 1);

  private static final double[] NONE = {};

  private double[] values = NONE;
  private int size;
  private NavigableMap<Double, Long> counts;
  private boolean settled;
  private Band band;

  /** Adds a value; NaN is none. */
  void add(double x) {
    if (Double.isNaN(x)) {
      return;
    }
    if (counts == null && size == EXACT_UP_TO) {
      round();
    }
    if (counts != null) {
      count(x, 1);
      return;
    }
    if (size == values.length) {
      values = Arrays.copyOf(values, Math.max(4, 2 * size));
    }
    values[size++] = x;
  }

  /** Adds all that another one has. */
  void add(Quantiles other) {
    for (int i = 0; i < other.size; i++) {
      add(other.values[i]);
    }
    if (other.counts != null) {
      if (counts == null) {
        round();
      }
      other.counts.forEach(this::count);
    }
  }

  private void round() {
    counts = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      count(values[i], 1);
    }
    size = 0;
    values = NONE;
  }

  private void count(double x, long times) {
    long rounded = (Double.doubleToRawLongBits(x) + HALF) >> DROPPED_BITS << DROPPED_BITS;
    counts.merge(Double.longBitsToDouble(rounded), times, Long::sum);
  }

  /** Keeps the quantiles alone; nothing is to be added any more. */
  void settle() {
    band = quantiles();
    settled = true;
    values = NONE;
    size = 0;
    counts = null;
  }

  /**
   * The changes that the values, multiplied by a factor, stand for; to be called before they are
   * settled.
   *
   * @param factor above 0
   * @param allowed magnitude of a product up to which it is within
   */
  Changes changes(double factor, double allowed) {
    Band all = quantiles();
    if (all == null) {
      return Changes.NONE;
    }
    NavigableMap<Double, Long> ordered = counts == null ? exact() : counts;
    long[] ends = new long[3];
    ordered.forEach(
        (value, times) -> {
          double change = value * factor;
          ends[change < -allowed ? 0 : change <= allowed ? 1 : 2] += times;
        });
    return new Changes(
        ends[0],
        ends[1],
        ends[2],
        ordered.firstKey() * factor,
        all.median() * factor,
        ordered.lastKey() * factor);
  }

  private NavigableMap<Double, Long> exact() {
    NavigableMap<Double, Long> ordered = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      ordered.merge(values[i], 1L, Long::sum);
    }
    return ordered;
  }

  /** The band; empty without a value. */
  Optional<Band> band() {
    return Optional.ofNullable(settled ? band : quantiles());
  }

  private Band quantiles() {
    if (counts == null) {
      double[] sorted = Arrays.copyOf(values, size);
      Arrays.sort(sorted);
      return size == 0 ? null : band(size, rank -> sorted[(int) rank]);
    }
    return band(counts.values().stream().mapToLong(Long::longValue).sum(), this::ranked);
  }

  private double ranked(long rank) {
    long before = 0;
    for (Map.Entry<Double, Long> entry : counts.entrySet()) {
      before += entry.getValue();
      if (before > rank) {
        return entry.getKey();
      }
    }
    throw new IndexOutOfBoundsException(rank);
  }

  /** Values in order, by rank from 0. */
  private interface Ranked {
    double at(long rank);
  }

  private static Band band(long n, Ranked ordered) {
    return new Band(
        quantile(n, ordered, 0.1), quantile(n, ordered, 0.5), quantile(n, ordered, 0.9));
  }

  private static double quantile(long n, Ranked ordered, double share) {
    double position = (n - 1) * share;
    long lower = (long) Math.floor(position);
    long upper = (long) Math.ceil(position);
    double low = ordered.at(lower);
    double high = ordered.at(upper);
    return low == high ? low : (upper - position) * low + (position - lower) * high;
  }
}
