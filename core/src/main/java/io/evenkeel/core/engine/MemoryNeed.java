package io.evenkeel.core.engine;

/**
 * The memory that a compiled network needs.
 *
 * @param heap bytes on the Java heap
 * @param offHeap bytes of native memory
 * @param longestArray values of its longest array
 */
public record MemoryNeed(long heap, long offHeap, long longestArray) {
  /** The need of nothing. */
  public static final MemoryNeed NONE = new MemoryNeed(0, 0, 0);

  /** Bytes of both kinds together. */
  public long total() {
    return heap + offHeap;
  }
}
