package io.evenkeel.core.kernel;

/** Functions of float32 numbers that are made of pieces. All implementations give the same bits. */
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

  /** A piece where x is at most a limit; else, and for NaN, the results stay. */
  void upTo(int from, int to, float[] x, float limit, Piece piece, float[] value, float[] slope);

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

  /** A value and a slope where x is NaN; else the results stay. */
  void atNan(
      int from, int to, float[] x, float atNan, float slopeAtNan, float[] value, float[] slope);
}
