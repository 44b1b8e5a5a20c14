package io.evenkeel.core.kernel;

/**
 * Draws in groups of 32: first the first halves of 16 word pairs, then their second halves.
 *
 * <p>All implementations give the same bits. Counters of a call do not pass 2^32.
 */
public interface DrawKernel {
  /** Draws in a group. */
  int GROUP = 32;

  /** Word pairs in a group. */
  int PAIRS = GROUP / 2;

  /**
   * Writes {@code scale} times standard normals, made by {@link BoxMuller} from each pair.
   *
   * @param firstPair counter of the first pair
   * @param out receives {@code GROUP * groups} values from the index {@code offset} on
   * @return the smallest cell that occurred; if it is rare, the pairs of all rare cells have to be
   *     made again
   */
  int normals(WordKey key, int firstPair, int groups, float scale, float[] out, int offset);

  /**
   * Writes the words themselves.
   *
   * @param out receives {@code GROUP * groups} words from the index {@code offset} on
   */
  void words(WordKey key, int firstPair, int groups, int[] out, int offset);

  /** Writes {@code bound * (4 w + 1) / 2^33} of each word w, rounded before the product. */
  void symmetric(WordKey key, int firstPair, int groups, float bound, float[] out, int offset);

  /** Writes {@code low + span (1/2 + floor(w / 2^8) / 2^24)} of each word w, as a signed number. */
  void affine(
      WordKey key, int firstPair, int groups, float low, float span, float[] out, int offset);
}
