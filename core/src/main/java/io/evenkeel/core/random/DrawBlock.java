package io.evenkeel.core.random;

/**
 * A thread's scratch for a stretch of draws: long enough for vector code, short for the L1 cache.
 */
final class DrawBlock {
  private static final ThreadLocal<DrawBlock> LOCAL = ThreadLocal.withInitial(DrawBlock::new);

  /** Each holds two draws, the low half first. */
  final long[] words = new long[Mixer.BLOCK];

  /** Free for the law: bits of doubles. */
  final long[] low = new long[Mixer.BLOCK];

  /** Free for the law: bits of doubles. */
  final long[] high = new long[Mixer.BLOCK];

  /** Free for the law: which draws need more than the rest. */
  final int[] marked = new int[2 * Mixer.BLOCK];

  private DrawBlock() {}

  static DrawBlock ofThisThread() {
    return LOCAL.get();
  }

  /** A word with its halves exchanged. */
  static long turned(long word) {
    return Long.rotateLeft(word, Integer.SIZE);
  }
}
