package io.evenkeel.core.kernel;

/** {@link DrawKernel} in plain loops. */
final class PlainDraws implements DrawKernel {
  private static final float UNIT_24 = 0x1p-24f;
  private static final float UNIT_33 = 0x1p-33f;

  @Override
  public int normals(WordKey key, int firstPair, int groups, float scale, float[] out, int offset) {
    int least = Integer.MAX_VALUE;
    for (int pair = 0; pair < PAIRS * groups; pair++) {
      long words = WordPair.at(key, firstPair + pair);
      int cell = BoxMuller.cell((int) words);
      least = Math.min(least, cell);
      float radius = BoxMuller.radius(cell);
      int at = offset + place(pair);
      out[at] = BoxMuller.normal(radius, words, false, scale);
      out[at + PAIRS] = BoxMuller.normal(radius, words, true, scale);
    }
    return least;
  }

  @Override
  public void words(WordKey key, int firstPair, int groups, int[] out, int offset) {
    for (int pair = 0; pair < PAIRS * groups; pair++) {
      long words = WordPair.at(key, firstPair + pair);
      int at = offset + place(pair);
      out[at] = (int) words;
      out[at + PAIRS] = (int) (words >> Integer.SIZE);
    }
  }

  @Override
  public void symmetric(
      WordKey key, int firstPair, int groups, float bound, float[] out, int offset) {
    for (int pair = 0; pair < PAIRS * groups; pair++) {
      long words = WordPair.at(key, firstPair + pair);
      int at = offset + place(pair);
      out[at] = (float) (4L * (int) words + 1) * UNIT_33 * bound;
      out[at + PAIRS] = (float) (4 * (words >> Integer.SIZE) + 1) * UNIT_33 * bound;
    }
  }

  @Override
  public void affine(
      WordKey key, int firstPair, int groups, float low, float span, float[] out, int offset) {
    for (int pair = 0; pair < PAIRS * groups; pair++) {
      long words = WordPair.at(key, firstPair + pair);
      int at = offset + place(pair);
      out[at] = low + span * (((int) words >> 8) * UNIT_24 + 0.5f);
      out[at + PAIRS] = low + span * ((int) (words >> 40) * UNIT_24 + 0.5f);
    }
  }

  /** The index of the first draw of a pair. */
  private static int place(int pair) {
    return pair / PAIRS * GROUP + pair % PAIRS;
  }
}
