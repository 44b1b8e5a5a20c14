package io.evenkeel.core.kernel;

import java.util.Arrays;

/** {@link PieceKernel} one number after the other. */
final class PlainPieces implements PieceKernel {
  @Override
  public void fill(int from, int to, float[] x, Piece piece, float[] value, float[] slope) {
    Arrays.fill(slope, from, to, piece.slope());
    switch (piece.form()) {
      case SAME -> System.arraycopy(x, from, value, from, to - from);
      case NEGATIVE -> negate(from, to, x, value);
      case CONSTANT -> Arrays.fill(value, from, to, piece.constant());
      case LINE -> line(from, to, x, piece.constant(), piece.slope(), value);
    }
  }

  private static void line(int from, int to, float[] x, float shift, float factor, float[] value) {
    for (int i = from; i < to; i++) {
      value[i] = (x[i] + shift) * factor;
    }
  }

  private static void negate(int from, int to, float[] x, float[] value) {
    for (int i = from; i < to; i++) {
      value[i] = -x[i];
    }
  }

  @Override
  public void two(
      int from,
      int to,
      float[] x,
      float limit,
      Piece low,
      Piece high,
      float[] value,
      float[] slope) {
    fill(from, to, x, high, value, slope);
    upTo(from, to, x, limit, low, value, slope);
  }

  @Override
  public void three(
      int from,
      int to,
      float[] x,
      float first,
      float last,
      Piece low,
      Piece middle,
      Piece high,
      float[] value,
      float[] slope) {
    fill(from, to, x, high, value, slope);
    upTo(from, to, x, last, middle, value, slope);
    upTo(from, to, x, first, low, value, slope);
  }

  @Override
  public void upTo(
      int from, int to, float[] x, float limit, Piece piece, float[] value, float[] slope) {
    replace(from, to, x, limit, piece, value, slope);
  }

  static void replace(
      int from, int to, float[] x, float limit, Piece piece, float[] value, float[] slope) {
    float newSlope = piece.slope();
    for (int i = from; i < to; i++) {
      slope[i] = Select.of(x[i] <= limit, newSlope, slope[i]);
    }
    switch (piece.form()) {
      case SAME -> {
        for (int i = from; i < to; i++) {
          value[i] = Select.of(x[i] <= limit, x[i], value[i]);
        }
      }
      case NEGATIVE -> {
        for (int i = from; i < to; i++) {
          value[i] = Select.of(x[i] <= limit, -x[i], value[i]);
        }
      }
      case CONSTANT -> {
        float constant = piece.constant();
        for (int i = from; i < to; i++) {
          value[i] = Select.of(x[i] <= limit, constant, value[i]);
        }
      }
      case LINE -> {
        float shift = piece.constant();
        for (int i = from; i < to; i++) {
          value[i] = Select.of(x[i] <= limit, (x[i] + shift) * newSlope, value[i]);
        }
      }
    }
  }

  @Override
  public void fraction(
      int from,
      int to,
      float[] x,
      float factor,
      float lowBend,
      float highBend,
      float[] value,
      float[] slope) {
    for (int i = from; i < to; i++) {
      float divisor = 1 + x[i] * Select.of(x[i] <= 0, lowBend, highBend);
      float inverse = 1 / divisor;
      value[i] = x[i] * factor / divisor;
      slope[i] = inverse * inverse * factor;
    }
  }

  @Override
  public void atNan(
      int from, int to, float[] x, float atNan, float slopeAtNan, float[] value, float[] slope) {
    replaceNan(from, to, x, atNan, slopeAtNan, value, slope);
  }

  static void replaceNan(
      int from, int to, float[] x, float atNan, float slopeAtNan, float[] value, float[] slope) {
    for (int i = from; i < to; i++) {
      value[i] = Select.of(Float.isNaN(x[i]), atNan, value[i]);
      slope[i] = Select.of(Float.isNaN(x[i]), slopeAtNan, slope[i]);
    }
  }
}
