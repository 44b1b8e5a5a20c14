package io.evenkeel.core.linalg;

import io.evenkeel.core.Footprint;
import java.util.List;

/**
 * The source of a network's arrays and blocks of native memory.
 *
 * <p>The {@linkplain #allocating allocating} kind allocates them. The {@linkplain #counting
 * counting} kind gives empty ones and adds up how many bytes they would take. So the size of an
 * object is found by the same code that allocates it.
 */
public abstract sealed class Memory implements AutoCloseable {
  /** The longest array that every Java VM allows. */
  public static final long LONGEST_ARRAY = Integer.MAX_VALUE - 8L;

  private long heap;
  private long offHeap;
  private long longest;
  private long brieflyOnHeap;
  private long brieflyOffHeap;
  private long copies = 1;

  private Memory() {}

  /** Memory that is really allocated; it belongs to one thread. */
  public static Memory allocating() {
    return new Allocating();
  }

  /** Memory that allocates nothing and only adds up sizes. */
  public static Memory counting() {
    return new Counting();
  }

  /** Whether this memory only counts; the arrays that it gives are empty then. */
  public abstract boolean counts();

  /**
   * Float32 values on the heap, of any content.
   *
   * @throws ArithmeticException if this memory allocates and an array cannot be that long; the same
   *     holds for the other kinds of arrays
   */
  public final float[] floats(long length) {
    return newFloats(onHeap(length, Float.BYTES));
  }

  /** Float64 values on the heap, of any content. */
  public final double[] doubles(long length) {
    return newDoubles(onHeap(length, Double.BYTES));
  }

  /** Integers on the heap, of any content. */
  public final int[] ints(long length) {
    return newInts(onHeap(length, Integer.BYTES));
  }

  /** A native block of float32 values, of any content. */
  public final Floats nativeFloats(long length) {
    return newNativeFloats(offHeap(length, Float.BYTES));
  }

  /** A native block of float64 values, of any content. */
  public final Doubles nativeDoubles(long length) {
    return newNativeDoubles(offHeap(length, Double.BYTES));
  }

  /**
   * Declares memory that some code takes temporarily and by itself; of several such declarations
   * the largest counts.
   */
  public final void briefly(Footprint taken) {
    brieflyOnHeap = Math.max(brieflyOnHeap, taken.heap());
    brieflyOffHeap = Math.max(brieflyOffHeap, taken.offHeap());
  }

  private int onHeap(long length, int size) {
    heap += copies * length * size;
    return checked(length);
  }

  private int offHeap(long length, int size) {
    offHeap += copies * (length * size + NativeBlock.LINE);
    return checked(length);
  }

  private int checked(long length) {
    longest = Math.max(longest, length);
    if (!counts() && length > LONGEST_ARRAY) {
      throw new ArithmeticException(
          "%s values are more than the %s of an array".formatted(length, LONGEST_ARRAY));
    }
    return (int) Math.min(length, LONGEST_ARRAY);
  }

  /**
   * Runs {@code build} once and counts its requests {@code times} times; only allowed if this
   * {@link #counts}.
   *
   * @param times at least 1
   */
  public final void repeat(int times, Runnable build) {
    if (!counts()) {
      throw new IllegalStateException("memory that is allocated is asked for once for each use");
    }
    long before = copies;
    copies *= times;
    build.run();
    copies = before;
  }

  /**
   * Bytes of arrays, and of memory taken temporarily, that were requested since this was made or
   * {@linkplain #recycle recycled}.
   */
  public final long heapBytes() {
    return heap + brieflyOnHeap;
  }

  /**
   * Bytes of native memory, and of memory taken temporarily off the heap, that were requested since
   * this was made or {@linkplain #recycle recycled}.
   */
  public final long offHeapBytes() {
    return offHeap + brieflyOffHeap;
  }

  /** Length of the longest array that was requested. */
  public final long longest() {
    return longest;
  }

  /**
   * Takes back everything, to be given out again. Whoever has an array or a block of this memory
   * must no longer use it.
   */
  public void recycle() {
    heap = 0;
    offHeap = 0;
    brieflyOnHeap = 0;
    brieflyOffHeap = 0;
    longest = 0;
  }

  /** Frees memory that was taken back and has not been given out again. */
  public abstract void trim();

  @Override
  public abstract void close();

  abstract float[] newFloats(int length);

  abstract double[] newDoubles(int length);

  abstract int[] newInts(int length);

  abstract Floats newNativeFloats(int length);

  abstract Doubles newNativeDoubles(int length);

  private static final class Counting extends Memory {
    private static final float[] NO_FLOATS = {};
    private static final double[] NO_DOUBLES = {};
    private static final int[] NO_INTS = {};

    @Override
    public boolean counts() {
      return true;
    }

    @Override
    float[] newFloats(int length) {
      return NO_FLOATS;
    }

    @Override
    double[] newDoubles(int length) {
      return NO_DOUBLES;
    }

    @Override
    int[] newInts(int length) {
      return NO_INTS;
    }

    @Override
    Floats newNativeFloats(int length) {
      return Floats.NONE;
    }

    @Override
    Doubles newNativeDoubles(int length) {
      return Doubles.NONE;
    }

    @Override
    public void trim() {
      // Nothing is held.
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }

  private static final class Allocating extends Memory {
    private final MemoryPool<float[]> floats =
        new MemoryPool<>(float[]::new, x -> x.length, x -> {});
    private final MemoryPool<double[]> doubles =
        new MemoryPool<>(double[]::new, x -> x.length, x -> {});
    private final MemoryPool<int[]> ints = new MemoryPool<>(int[]::new, x -> x.length, x -> {});
    private final MemoryPool<Floats> nativeFloats =
        new MemoryPool<>(Floats::new, Floats::length, Floats::close);
    private final MemoryPool<Doubles> nativeDoubles =
        new MemoryPool<>(Doubles::new, Doubles::length, Doubles::close);
    private final List<MemoryPool<?>> pools =
        List.of(floats, doubles, ints, nativeFloats, nativeDoubles);

    @Override
    public boolean counts() {
      return false;
    }

    @Override
    float[] newFloats(int length) {
      return floats.take(length);
    }

    @Override
    double[] newDoubles(int length) {
      return doubles.take(length);
    }

    @Override
    int[] newInts(int length) {
      return ints.take(length);
    }

    @Override
    Floats newNativeFloats(int length) {
      return nativeFloats.take(length);
    }

    @Override
    Doubles newNativeDoubles(int length) {
      return nativeDoubles.take(length);
    }

    @Override
    public void recycle() {
      super.recycle();
      pools.forEach(MemoryPool::takeBack);
    }

    @Override
    public void trim() {
      pools.forEach(MemoryPool::trim);
    }

    @Override
    public void close() {
      recycle();
      trim();
    }
  }
}
