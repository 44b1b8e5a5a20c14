package io.evenkeel.core.linalg;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Arrays that many parts of a network use in turn. Each part says at its making how much of which
 * it needs; when all are made, each array is allocated once, as long as the longest need.
 */
public final class SharedMemory {
  private final List<Shared<?>> all = new ArrayList<>();

  /**
   * An array that is used in turn.
   *
   * @param <T> kind of array
   */
  public static final class Shared<T> {
    private final BiFunction<Memory, Long, T> make;
    private long most = -1;
    private T array;

    private Shared(BiFunction<Memory, Long, T> make) {
      this.make = make;
    }

    /** Says that someone needs this many values, at least 0. */
    public void atLeast(long values) {
      most = Math.max(most, values);
    }

    /** The array, once allocated; null if nobody needs it. */
    public T get() {
      return array;
    }

    private void allocate(Memory memory) {
      if (most >= 0) {
        array = make.apply(memory, most);
      }
    }
  }

  private <T> Shared<T> shared(BiFunction<Memory, Long, T> make) {
    Shared<T> shared = new Shared<>(make);
    all.add(shared);
    return shared;
  }

  /** Another array of float32 values on the heap. */
  public Shared<float[]> floats() {
    return shared(Memory::floats);
  }

  /** Another array of float64 values on the heap. */
  public Shared<double[]> doubles() {
    return shared(Memory::doubles);
  }

  /** Another array of integers on the heap. */
  public Shared<int[]> ints() {
    return shared(Memory::ints);
  }

  /** Another native block of float32 values. */
  public Shared<Floats> nativeFloats() {
    return shared(Memory::nativeFloats);
  }

  /** Another native block of float64 values. */
  public Shared<Doubles> nativeDoubles() {
    return shared(Memory::nativeDoubles);
  }

  /** Allocates every array that is needed. */
  public void allocate(Memory memory) {
    for (Shared<?> shared : all) {
      shared.allocate(memory);
    }
  }
}
