package io.evenkeel.jobs.sweepfile;

import io.evenkeel.core.Numbers;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.axis.IntegerRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Series of numbers: {@code {from, to[, step]}} includes both ends, {@code {linspace: [a, b, n]}}
 * means n equally spaced numbers from a to b, and {@code {logspace: [a, b, n]}} means the powers of
 * ten with such exponents (as in NumPy and PyTorch).
 */
final class Series {
  private static final int MOST = 1_000_000;
  private static final String FROM = "from";
  private static final String TO = "to";
  private static final String STEP = "step";
  private static final String LINSPACE = "linspace";
  private static final String LOGSPACE = "logspace";

  private Series() {}

  /**
   * A series of whole numbers; those of linspace and logspace are rounded to the nearest.
   *
   * @throws SpecException if {@code map} is no series
   */
  static IntegerRuns whole(String key, Map<?, ?> map) {
    if (!isRange(key, map)) {
      return IntegerRuns.of(
          points(key, map).stream().mapToLong(value -> nearest(key, value)).toArray());
    }
    long from = Values.whole(FROM + " of " + key, number(key, map, FROM));
    long to = Values.whole(TO + " of " + key, number(key, map, TO));
    long step =
        map.containsKey(STEP) ? Values.whole(STEP + " of " + key, number(key, map, STEP)) : 1;
    if (step < 1) {
      throw new SpecException("step of %s must be at least 1, got %s".formatted(key, step));
    }
    IntegerRuns all = IntegerRuns.range(from, to);
    if (step == 1) {
      return all;
    }
    long count = (all.size() - 1) / step + 1;
    if (count > MOST) {
      throw tooMany(key, count);
    }
    return IntegerRuns.of(LongStream.range(0, count).map(i -> from + i * step).toArray());
  }

  /**
   * A series of any numbers.
   *
   * @throws SpecException if {@code map} is no series
   */
  static List<Double> decimal(String key, Map<?, ?> map) {
    if (!isRange(key, map)) {
      return points(key, map);
    }
    double from = number(key, map, FROM).doubleValue();
    double to = number(key, map, TO).doubleValue();
    double step = map.containsKey(STEP) ? number(key, map, STEP).doubleValue() : 1;
    if (!(step > 0 && from <= to && step < Double.POSITIVE_INFINITY)) {
      throw new SpecException(
          "%s must rise from from to to by a positive step, got %s".formatted(key, map));
    }
    // The last point is kept when only rounding puts it beyond the end.
    double count = Math.floor((to - from) / step * (1 + 1e-12)) + 1;
    if (!(count <= MOST)) {
      throw tooMany(key, count);
    }
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(Math.min(to, from + i * step));
    }
    return values;
  }

  private static boolean isRange(String key, Map<?, ?> map) {
    boolean range = map.containsKey(FROM) && map.containsKey(TO);
    Set<String> known =
        range
            ? Set.of(FROM, TO, STEP)
            : map.containsKey(LINSPACE) ? Set.of(LINSPACE) : Set.of(LOGSPACE);
    if (map.isEmpty() || !known.containsAll(map.keySet())) {
      throw new SpecException(
          "%s must be {from, to[, step]}, {linspace: [a, b, n]} or {logspace: [a, b, n]}, got %s"
              .formatted(key, map));
    }
    return range;
  }

  private static List<Double> points(String key, Map<?, ?> map) {
    boolean linear = map.containsKey(LINSPACE);
    String rule = linear ? LINSPACE : LOGSPACE;
    if (!(map.get(rule) instanceof List<?> three
        && three.size() == 3
        && three.stream().allMatch(Number.class::isInstance))) {
      throw new SpecException(
          "%s of %s must be three numbers [a, b, n], got %s".formatted(rule, key, map.get(rule)));
    }
    double a = ((Number) three.get(0)).doubleValue();
    double b = ((Number) three.get(1)).doubleValue();
    long n = Values.whole("n in %s of %s".formatted(rule, key), (Number) three.get(2));
    if (n < 1 || n > MOST) {
      throw new SpecException(
          "n in %s of %s must be from 1 to %s, got %s".formatted(rule, key, MOST, n));
    }
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double x = i == 0 ? a : i == n - 1 ? b : a + (b - a) * i / (n - 1);
      values.add(linear ? x : Math.pow(10, x));
    }
    return values;
  }

  private static long nearest(String key, double value) {
    if (!(Math.abs(value) < 0x1p53)) {
      throw new SpecException(
          "%s must be a whole number of at most 53 bits, got %s"
              .formatted(key, Numbers.text(value)));
    }
    return Math.round(value);
  }

  private static Number number(String key, Map<?, ?> map, String part) {
    if (!(map.get(part) instanceof Number number)) {
      throw new SpecException(
          "%s of %s must be a number, got %s".formatted(part, key, map.get(part)));
    }
    return number;
  }

  private static SpecException tooMany(String key, Number count) {
    return new SpecException(
        "%s must have at most %s values, got %s"
            .formatted(key, MOST, Numbers.text(count.doubleValue())));
  }
}
