package io.evenkeel.core;

/**
 * How much memory something takes.
 *
 * @param heap bytes on the Java heap, at least 0
 * @param offHeap bytes of native memory, at least 0
 */
public record Footprint(long heap, long offHeap) {
  /** No memory. */
  public static final Footprint NONE = new Footprint(0, 0);

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public Footprint {
    if (!(heap >= 0 && offHeap >= 0)) {
      throw new IllegalArgumentException(
          "sizes must be at least 0, got %s and %s".formatted(heap, offHeap));
    }
  }

  /** Bytes on the Java heap only. */
  public static Footprint onHeap(long bytes) {
    return new Footprint(bytes, 0);
  }

  /** Bytes of native memory only. */
  public static Footprint offHeap(long bytes) {
    return new Footprint(0, bytes);
  }

  /** What both take together. */
  public Footprint plus(Footprint other) {
    return new Footprint(heap + other.heap, offHeap + other.offHeap);
  }

  /** The memory that {@code count} of these take. */
  public Footprint times(long count) {
    return new Footprint(count * heap, count * offHeap);
  }

  /**
   * The memory that remains of this when {@code other} is subtracted.
   *
   * @throws IllegalArgumentException if {@code other} does not {@linkplain #fits fit} into this
   */
  public Footprint minus(Footprint other) {
    return new Footprint(heap - other.heap, offHeap - other.offHeap);
  }

  /** The larger size of both, taken separately for the heap and off it. */
  public Footprint max(Footprint other) {
    if (other.fits(this)) {
      return this;
    }
    return new Footprint(Math.max(heap, other.heap), Math.max(offHeap, other.offHeap));
  }

  /** Whether this is at most {@code room}, on the heap and off it. */
  public boolean fits(Footprint room) {
    return heap <= room.heap && offHeap <= room.offHeap;
  }

  /** Bytes of both kinds together. */
  public long total() {
    return heap + offHeap;
  }
}
