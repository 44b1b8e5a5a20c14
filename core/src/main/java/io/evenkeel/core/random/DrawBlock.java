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
  final int[] special = new int[2 * Mixer.BLOCK];

  private DrawBlock() {}

  static DrawBlock ofThisThread() {
    return LOCAL.get();
  }

  /** The draw at {@code at} of this block. */
  int draw(int at) {
    return (int) (words[at >> 1] >>> (32 * (at & 1)));
  }
}
