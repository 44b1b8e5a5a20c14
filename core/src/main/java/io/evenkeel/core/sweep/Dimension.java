package io.evenkeel.core.sweep;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.axis.Axis;
import io.evenkeel.core.axis.AxisValues;
import io.evenkeel.core.axis.FlagAxis;
import io.evenkeel.core.axis.IntegerRuns;
import io.evenkeel.core.axis.Placement;
import io.evenkeel.core.axis.WholeAxis;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One side of a plan's {@link Box}es: the values of one axis as whole numbers, or the pairs of two
 * axes of which the second {@linkplain Axis#follows follows} the first. The meaning of a pair is
 * resolved before it gets its number, so that equal trials have equal points.
 */
abstract class Dimension {
  private final Axis<?> lead;

  Dimension(Axis<?> lead) {
    this.lead = lead;
  }

  /**
   * The dimensions of all axes, from the one that changes slowest to the one that changes fastest.
   */
  static List<Dimension> all() {
    Map<Axis<?>, Axis<?>> followers = new HashMap<>();
    for (Axis<?> axis : Axes.ALL) {
      axis.follows().ifPresent(lead -> followers.put(lead, axis));
    }
    List<Dimension> all = new ArrayList<>();
    for (Axis<?> axis : Axes.ALL) {
      if (axis.follows().isEmpty()) {
        all.add(followers.containsKey(axis) ? pair(axis, followers.get(axis)) : single(axis));
      }
    }
    all.sort(Comparator.comparingInt(dimension -> dimension.placement().order()));
    return all;
  }

  private static Dimension single(Axis<?> axis) {
    if (axis instanceof WholeAxis<?> whole) {
      return new Numbers(whole);
    }
    return axis instanceof FlagAxis flag ? new Flags(flag) : new Names<>(axis);
  }

  private static Dimension pair(Axis<?> lead, Axis<?> follower) {
    return lead instanceof WholeAxis<?> first && follower instanceof WholeAxis<?> second
        ? new NumberPairs(first, second)
        : new NamePairs<>(lead, follower);
  }

  /** How plans treat this dimension. */
  final Placement placement() {
    return lead.placement();
  }

  /** Whether it holds the values of an axis. */
  boolean holds(Axis<?> axis) {
    return axis == lead;
  }

  /** The numbers of a grid's values. */
  abstract IntegerRuns numbers(Grid grid);

  /** Writes the values that a number stands for into a trial's values, by {@link Axes#index}. */
  abstract void put(long number, Object[] values);

  /** The number of one text; only for an axis whose values are names. */
  long number(String text) {
    throw new IllegalStateException(lead + " has no names, got " + text);
  }

  /** Whole numbers, which stand for themselves. */
  private static final class Numbers extends Dimension {
    private final WholeAxis<?> axis;

    Numbers(WholeAxis<?> axis) {
      super(axis);
      this.axis = axis;
    }

    @Override
    IntegerRuns numbers(Grid grid) {
      return grid.of(axis).numbers();
    }

    @Override
    void put(long number, Object[] values) {
      values[Axes.index(axis)] = axis.value(number);
    }
  }

  /** False and true, as 0 and 1. */
  private static final class Flags extends Dimension {
    private final FlagAxis axis;

    Flags(FlagAxis axis) {
      super(axis);
      this.axis = axis;
    }

    @Override
    IntegerRuns numbers(Grid grid) {
      return IntegerRuns.of(
          grid.of(axis).texts().stream().mapToLong(text -> axis.value(text) ? 1 : 0).toArray());
    }

    @Override
    void put(long number, Object[] values) {
      values[Axes.index(axis)] = number == 1;
    }
  }

  /**
   * Pairs of numbers of up to 32 bits as one number, so that {@code input_width: width} is a set of
   * these.
   */
  private static final class NumberPairs extends Dimension {
    private static final int MOST = 100_000;

    private final WholeAxis<?> lead;
    private final WholeAxis<?> follower;

    NumberPairs(WholeAxis<?> lead, WholeAxis<?> follower) {
      super(lead);
      this.lead = lead;
      this.follower = follower;
    }

    @Override
    boolean holds(Axis<?> axis) {
      return axis == lead || axis == follower;
    }

    @Override
    IntegerRuns numbers(Grid grid) {
      IntegerRuns leads = grid.of(lead).numbers();
      AxisValues followers = grid.of(follower);
      if (leads.size() > MOST / followers.size()) {
        throw new SpecException(
            "%s and %s must have at most %s combinations in a grid, got %s x %s"
                .formatted(lead, follower, MOST, leads.size(), followers.size()));
      }
      List<Long> pairs = new ArrayList<>();
      for (long i = 0; i < leads.size(); i++) {
        long first = leads.get(i);
        for (long k = 0; k < followers.numbers().size(); k++) {
          pairs.add(pair(first, followers.numbers().get(k)));
        }
        for (String text : followers.texts()) {
          pairs.add(pair(first, Long.parseLong(follower.resolve(text, lead.value(first)))));
        }
      }
      return IntegerRuns.of(pairs.stream().mapToLong(Long::longValue).toArray());
    }

    private static long pair(long first, long second) {
      return first << Integer.SIZE | second;
    }

    @Override
    void put(long number, Object[] values) {
      values[Axes.index(lead)] = lead.value(number >>> Integer.SIZE);
      values[Axes.index(follower)] = follower.value(number & 0xFFFFFFFFL);
    }
  }

  /** Values by number; each text occurs once. */
  private static final class Entries<T> {
    private final Map<String, Long> numbers = new HashMap<>();
    private final List<T> things = new ArrayList<>();

    long number(String text, Supplier<T> make) {
      Long known = numbers.get(text);
      if (known == null) {
        known = (long) things.size();
        things.add(make.get());
        numbers.put(text, known);
      }
      return known;
    }

    T thing(long number) {
      return things.get((int) number);
    }
  }

  /**
   * Values by name. If a word stands for no value, a trial has null there until the vocabulary
   * resolves it.
   */
  private static final class Names<V> extends Dimension {
    private final Axis<V> axis;
    private final Entries<V> entries = new Entries<>();

    Names(Axis<V> axis) {
      super(axis);
      this.axis = axis;
    }

    @Override
    IntegerRuns numbers(Grid grid) {
      return IntegerRuns.of(grid.of(axis).texts().stream().mapToLong(this::number).toArray());
    }

    @Override
    long number(String text) {
      return entries.number(text, () -> axis.isOpen(text) ? null : axis.value(text));
    }

    @Override
    void put(long number, Object[] values) {
      values[Axes.index(axis)] = entries.thing(number);
    }
  }

  /** Pairs of values by name; the second one is resolved with the first. */
  private static final class NamePairs<A, B> extends Dimension {
    private final Axis<A> lead;
    private final Axis<B> follower;
    private final Entries<Pair<A, B>> entries = new Entries<>();

    private record Pair<A, B>(A first, B second) {}

    NamePairs(Axis<A> lead, Axis<B> follower) {
      super(lead);
      this.lead = lead;
      this.follower = follower;
    }

    @Override
    boolean holds(Axis<?> axis) {
      return axis == lead || axis == follower;
    }

    @Override
    IntegerRuns numbers(Grid grid) {
      List<Long> numbers = new ArrayList<>();
      for (String leadText : grid.of(lead).texts()) {
        A first = lead.value(leadText);
        for (String text : grid.of(follower).texts()) {
          String resolved = follower.resolve(text, first);
          numbers.add(
              entries.number(
                  leadText + " " + resolved, () -> new Pair<>(first, follower.value(resolved))));
        }
      }
      return IntegerRuns.of(numbers.stream().mapToLong(Long::longValue).toArray());
    }

    @Override
    void put(long number, Object[] values) {
      Pair<A, B> pair = entries.thing(number);
      values[Axes.index(lead)] = pair.first();
      values[Axes.index(follower)] = pair.second();
    }
  }
}
