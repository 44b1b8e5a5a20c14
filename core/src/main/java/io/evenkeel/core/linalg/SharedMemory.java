package io.evenkeel.core.linalg;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Arrays that many parts of a network share. Each part declares the length that it needs when it is
 * made. After all parts are made, each array is allocated once, with the largest length that was
 * declared.
 */
public final class SharedMemory {
  private final List<Shared<?>> all = new ArrayList<>();

  /**
   * An array that several parts share.
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

    /** Declares that a part needs this many values, at least 0. */
    public void atLeast(long values) {
      most = Math.max(most, values);
    }

    /** The array, once allocated; null if no part needs it. */
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

  /** Declares another array of float32 values on the heap. */
  public Shared<float[]> floats() {
    return shared(Memory::floats);
  }

  /** Declares another array of float64 values on the heap. */
  public Shared<double[]> doubles() {
    return shared(Memory::doubles);
  }

  /** Declares another array of integers on the heap. */
  public Shared<int[]> ints() {
    return shared(Memory::ints);
  }

  /** Declares another native block of float32 values. */
  public Shared<Floats> nativeFloats() {
    return shared(Memory::nativeFloats);
  }

  /** Declares another native block of float64 values. */
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
