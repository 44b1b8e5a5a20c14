package io.evenkeel.core.law;

import io.evenkeel.core.random.RandomStream;

/** Draws entries that are independent of each other, starting from any index. */
@FunctionalInterface
public interface EntryLaw {
  /**
   * Draws the entries {@code from, ..., from + length - 1}, each a function of the stream and its
   * own index.
   *
   * @param stream the layer's weight stream
   * @param from index of the first, row-major
   * @param entries receives them from the index {@code offset} on
   */
  void fill(RandomStream stream, long from, float[] entries, int offset, int length);
}
