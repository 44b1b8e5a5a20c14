package io.evenkeel.core.kernel;

/** Piecewise functions of float32 numbers. All implementations give the same bits. */
public interface PieceKernel {
  /** One piece everywhere, for the numbers of a range of indices. */
  void fill(int from, int to, float[] x, Piece piece, float[] value, float[] slope);

  /** One piece where x is at most a limit, another one elsewhere and for NaN. */
  void two(
      int from,
      int to,
      float[] x,
      float limit,
      Piece low,
      Piece high,
      float[] value,
      float[] slope);

  /**
   * A piece where x is at most a limit, another one up to a second limit, a third one elsewhere and
   * for NaN.
   *
   * @param last the second limit, not less than the first
   */
  void three(
      int from,
      int to,
      float[] x,
      float first,
      float last,
      Piece low,
      Piece middle,
      Piece high,
      float[] value,
      float[] slope);

  /**
   * One piece where x is at most a limit; where x is larger or NaN, the results stay as they are.
   */
  void upTo(int from, int to, float[] x, float limit, Piece piece, float[] value, float[] slope);

  /**
   * Any number of pieces: piece i where x is at most limit i and more than the limit before, the
   * last one elsewhere and for NaN.
   *
   * @param limits ascending, one less than pieces
   */
  default void all(
      int from, int to, float[] x, float[] limits, Piece[] pieces, float[] value, float[] slope) {
    int last = pieces.length - 1;
    int left = Math.max(0, last - 2);
    switch (last) {
      case 0 -> fill(from, to, x, pieces[0], value, slope);
      case 1 -> two(from, to, x, limits[0], pieces[0], pieces[1], value, slope);
      default ->
          three(
              from,
              to,
              x,
              limits[left],
              limits[left + 1],
              pieces[left],
              pieces[left + 1],
              pieces[last],
              value,
              slope);
    }
    for (int i = left - 1; i >= 0; i--) {
      upTo(from, to, x, limits[i], pieces[i], value, slope);
    }
  }

  /**
   * A fraction a x / (1 + b x), with slope a / (1 + b x)^2, rounded after each step; b is one
   * number where x is at most 0, and another elsewhere.
   */
  void fraction(
      int from,
      int to,
      float[] x,
      float factor,
      float lowBend,
      float highBend,
      float[] value,
      float[] slope);

  /** A value and a slope where x is NaN; elsewhere the results stay as they are. */
  void atNan(
      int from, int to, float[] x, float atNan, float slopeAtNan, float[] value, float[] slope);
}
