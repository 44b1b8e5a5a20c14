package io.evenkeel.core.kernel;

import static io.evenkeel.core.kernel.KernelArrays.PLAIN;
import static io.evenkeel.core.kernel.KernelArrays.special;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions made of pieces: the bits of the plain loops, and what these say they are. */
class PieceKernelTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 15, 16, 100, 256})
  void pieces(int length) {
    float[] x = new float[length];
    double[] some = special(18, length);
    for (int i = 0; i < length; i++) {
      x[i] = (float) some[i];
    }
    for (Piece.Form form : Piece.Form.values()) {
      Piece piece = new Piece(form, 7, -3);
      float[][] of = pieces(Kernels.pieces(), x, piece);
      assertThat(of).isEqualTo(pieces(PLAIN.pieces(), x, piece));
      for (int i = 0; i < length; i++) {
        float inside =
            switch (form) {
              case SAME -> x[i];
              case NEGATIVE -> -x[i];
              case CONSTANT -> 7;
              case LINE -> (x[i] + 7) * -3;
            };
        boolean replaced = i > 0 && x[i] <= 0.5f;
        float value = i > 0 && Float.isNaN(x[i]) ? 11 : replaced ? inside : x[i];
        assertThat(of[0][i]).isEqualTo(value);
        assertThat(of[1][i]).isEqualTo(i > 0 && Float.isNaN(x[i]) ? 13 : replaced ? -3 : 2);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 15, 16, 100, 256})
  void fractions(int length) {
    float[] x = new float[length];
    double[] some = special(19, length);
    for (int i = 0; i < length; i++) {
      x[i] = (float) some[i];
    }
    for (float lowBend : new float[] {-2, -0.5f, 0}) {
      float[][] of = new float[2][length];
      float[][] plain = new float[2][length];
      Kernels.pieces().fraction(0, length, x, 3, lowBend, 0.5f, of[0], of[1]);
      PLAIN.pieces().fraction(0, length, x, 3, lowBend, 0.5f, plain[0], plain[1]);
      assertThat(of).isEqualTo(plain);
      for (int i = 0; i < length; i++) {
        float divisor = 1 + x[i] * (x[i] <= 0 ? lowBend : 0.5f);
        assertThat(of[0][i]).isEqualTo(Float.valueOf(3 * x[i] / divisor)); // NaN, too
        assertThat(of[1][i]).isEqualTo(Float.valueOf(3 * ((1 / divisor) * (1 / divisor))));
      }
    }
  }

  /** x with slope 2, but a piece up to 1/2 and numbers at NaN, from the second number on. */
  private static float[][] pieces(PieceKernel kernel, float[] x, Piece piece) {
    float[][] both = new float[2][x.length];
    Piece same = new Piece(Piece.Form.SAME, 0, 2);
    kernel.fill(0, x.length, x, same, both[0], both[1]);
    kernel.upTo(1, x.length, x, 0.5f, piece, both[0], both[1]);
    float[][] two = new float[2][x.length];
    kernel.fill(0, x.length, x, same, two[0], two[1]);
    kernel.two(1, x.length, x, 0.5f, piece, same, two[0], two[1]);
    assertThat(two).isEqualTo(both);
    requireThree(kernel, x, piece);
    kernel.atNan(1, x.length, x, 11, 13, both[0], both[1]);
    return both;
  }

  /** Each kind of piece in each of three places. */
  private static void requireThree(PieceKernel kernel, float[] x, Piece piece) {
    Piece[] others = {new Piece(Piece.Form.NEGATIVE, 0, 5), new Piece(Piece.Form.CONSTANT, -0f, 0)};
    for (int place = 0; place < 3; place++) {
      Piece[] all = {others[0], others[1], others[0]};
      all[place] = piece;
      float[][] three = new float[2][x.length];
      kernel.three(1, x.length, x, -0.5f, 0.5f, all[0], all[1], all[2], three[0], three[1]);
      for (int i = 1; i < x.length; i++) {
        Piece of = x[i] <= -0.5f ? all[0] : x[i] <= 0.5f ? all[1] : all[2];
        assertThat(three[0][i]).isEqualTo(Float.valueOf(of.at(x[i]))); // NaN, too
        assertThat(three[1][i]).isEqualTo(of.slope());
      }
    }
  }
}
