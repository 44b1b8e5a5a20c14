package io.evenkeel.core.axis;

import io.evenkeel.core.SpecException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;

/**
 * A set of whole numbers as ascending runs of consecutive ones: ten million seeds are one run.
 *
 * <p>Immutable. Canonical: equal sets have the same runs and the same {@link #text}.
 */
public final class IntegerRuns {
  /** The set without members. */
  public static final IntegerRuns EMPTY = new IntegerRuns(new long[0], new long[0]);

  private final long[] first;
  private final long[] last;

  /**
   * The number of members in the runs before each run; the last entry is the number of all members.
   */
  private final long[] before;

  private IntegerRuns(long[] first, long[] last) {
    this.first = first;
    this.last = last;
    before = new long[first.length + 1];
    for (int i = 0; i < first.length; i++) {
      before[i + 1] =
          Math.addExact(before[i], Math.addExact(Math.subtractExact(last[i], first[i]), 1));
    }
  }

  /**
   * All whole numbers from {@code from} to {@code to}, both included.
   *
   * @throws SpecException if there is none or there are more than 2^63 - 1
   */
  public static IntegerRuns range(long from, long to) {
    if (from > to) {
      throw new SpecException("a range must not be empty, got from %s to %s".formatted(from, to));
    }
    try {
      return new IntegerRuns(new long[] {from}, new long[] {to});
    } catch (ArithmeticException e) {
      throw new SpecException("the range from %s to %s is too long".formatted(from, to));
    }
  }

  /** The distinct numbers among {@code values}. */
  public static IntegerRuns of(long... values) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    Builder runs = new Builder();
    for (long value : sorted) {
      runs.add(value, value);
    }
    return runs.build();
  }

  /**
   * Reads what {@link #text} writes.
   *
   * @throws SpecException if {@code text} is something else
   */
  public static IntegerRuns parse(String text) {
    List<IntegerRuns> ranges = new ArrayList<>();
    try {
      for (String run : text.split(",", -1)) {
        int dots = run.indexOf("..");
        long from = Long.parseLong(dots < 0 ? run : run.substring(0, dots));
        long to = dots < 0 ? from : Long.parseLong(run.substring(dots + 2));
        ranges.add(range(from, to));
      }
    } catch (NumberFormatException e) {
      throw new SpecException("'%s' is not a list of whole numbers".formatted(text));
    }
    ranges.sort(Comparator.comparingLong(run -> run.first[0]));
    Builder all = new Builder();
    ranges.forEach(run -> all.add(run.first[0], run.last[0]));
    return all.build();
  }

  /**
   * The set bits.
   *
   * @param bits numbers from 0
   */
  public static IntegerRuns of(BitSet bits) {
    Builder runs = new Builder();
    for (int from = bits.nextSetBit(0); from >= 0; ) {
      int to = bits.nextClearBit(from);
      runs.add(from, to - 1);
      from = bits.nextSetBit(to);
    }
    return runs.build();
  }

  /** The number of members. */
  public long size() {
    return before[first.length];
  }

  /** Whether there is no member. */
  public boolean isEmpty() {
    return first.length == 0;
  }

  /**
   * The member at {@code index} in ascending order.
   *
   * @throws IndexOutOfBoundsException unless {@code 0 <= index < size()}
   */
  public long get(long index) {
    if (index < 0 || index >= size()) {
      throw new IndexOutOfBoundsException("member %s of %s".formatted(index, size()));
    }
    int found = Arrays.binarySearch(before, 0, first.length, index);
    int run = found >= 0 ? found : -found - 2;
    return first[run] + (index - before[run]);
  }

  /** Whether {@code value} is a member. */
  public boolean contains(long value) {
    int found = Arrays.binarySearch(first, value);
    int run = found >= 0 ? found : -found - 2;
    return run >= 0 && value <= last[run];
  }

  /** The number of members that are less than {@code value}. */
  public long rank(long value) {
    int found = Arrays.binarySearch(first, value);
    int run = found >= 0 ? found : -found - 2;
    return run < 0 ? 0 : before[run] + Math.min(value - first[run], last[run] - first[run] + 1);
  }

  /** Members of this or {@code other}. */
  public IntegerRuns union(IntegerRuns other) {
    Builder runs = new Builder();
    int a = 0;
    int b = 0;
    while (a < first.length || b < other.first.length) {
      if (b == other.first.length || (a < first.length && first[a] <= other.first[b])) {
        runs.add(first[a], last[a]);
        a++;
      } else {
        runs.add(other.first[b], other.last[b]);
        b++;
      }
    }
    return runs.build();
  }

  /** The members of both. */
  public IntegerRuns intersection(IntegerRuns other) {
    Builder runs = new Builder();
    int a = 0;
    int b = 0;
    while (a < first.length && b < other.first.length) {
      long from = Math.max(first[a], other.first[b]);
      long to = Math.min(last[a], other.last[b]);
      if (from <= to) {
        runs.add(from, to);
      }
      if (last[a] < other.last[b]) {
        a++;
      } else {
        b++;
      }
    }
    return runs.build();
  }

  /** The members of this that are not members of {@code other}. */
  public IntegerRuns minus(IntegerRuns other) {
    Builder runs = new Builder();
    int b = 0;
    for (int a = 0; a < first.length; a++) {
      long from = first[a];
      boolean open = true;
      while (b < other.first.length && other.last[b] < from) {
        b++;
      }
      for (int c = b; open && c < other.first.length && other.first[c] <= last[a]; c++) {
        if (other.first[c] > from) {
          runs.add(from, other.first[c] - 1);
        }
        open = other.last[c] < last[a];
        from = open ? other.last[c] + 1 : from;
      }
      if (open) {
        runs.add(from, last[a]);
      }
    }
    return runs.build();
  }

  /** The runs, comma-separated: {@code 0..29,64,128}. */
  public String text() {
    StringJoiner text = new StringJoiner(",");
    for (int i = 0; i < first.length; i++) {
      text.add(first[i] == last[i] ? "" + first[i] : first[i] + ".." + last[i]);
    }
    return text.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IntegerRuns runs
        && Arrays.equals(first, runs.first)
        && Arrays.equals(last, runs.last);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(first) + Arrays.hashCode(last);
  }

  @Override
  public String toString() {
    return text();
  }

  /** Collects runs in the order of their starts and joins runs that touch. */
  private static final class Builder {
    private final List<long[]> runs = new ArrayList<>();

    void add(long from, long to) {
      long[] previous = runs.isEmpty() ? null : runs.get(runs.size() - 1);
      if (previous != null && (previous[1] == Long.MAX_VALUE || from <= previous[1] + 1)) {
        previous[1] = Math.max(previous[1], to);
      } else {
        runs.add(new long[] {from, to});
      }
    }

    IntegerRuns build() {
      return new IntegerRuns(
          runs.stream().mapToLong(run -> run[0]).toArray(),
          runs.stream().mapToLong(run -> run[1]).toArray());
    }
  }
}
