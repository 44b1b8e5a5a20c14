package io.evenkeel.core.kernel;

/**
 * Makes two random 32-bit words from a key and a counter.
 *
 * <p>The state {@code (a, b)} starts at {@code (key.a + i G, key.b + i H)} with odd constants G and
 * H, and passes four multiplications, each after a shift to the right and an exclusive or (the
 * round of the finaliser of MurmurHash3; the multipliers of C. Wellons' "hash prospector"). In
 * between, each half is mixed into the other. All steps are bijections of the 64 bits of state: no
 * word pair occurs twice in the 2^32 pairs of a stream, while each half by itself repeats as random
 * words do. Two keys have the same words at some lag only if both halves of their starts differ by
 * that lag and c and d are equal, which has the probability 2^-128 for each lag.
 *
 * <p>Only 32-bit multiplications are used, which every vector unit has.
 */
public final class WordPair {
  static final int G = 0x9E3779B9;
  static final int H = 0x85EBCA6B;
  static final int M1 = 0x7FEB352D;
  static final int M2 = 0x846CA68B;
  static final int M3 = 0xED5AD4BB;
  static final int M4 = 0xAC4C1B51;

  private WordPair() {}

  /** The words at counter {@code i}: the first is the lower half. */
  public static long at(WordKey key, int i) {
    int a = key.a() + i * G;
    int b = key.b() + i * H;
    a = (a ^ (a >>> 16)) * M1;
    a ^= b;
    a = (a ^ (a >>> 15)) * M2 + key.c();
    b += a;
    b = (b ^ (b >>> 16)) * M3 + key.d();
    a ^= b;
    a = (a ^ (a >>> 16)) * M4;
    a ^= a >>> 15;
    b ^= b >>> 15;
    return (a & 0xFFFF_FFFFL) | ((long) b << Integer.SIZE);
  }
}
