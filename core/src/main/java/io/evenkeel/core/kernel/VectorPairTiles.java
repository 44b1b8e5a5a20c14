package io.evenkeel.core.kernel;

import static io.evenkeel.core.kernel.DotKernel.DOUBLE_LANES;
import static io.evenkeel.core.kernel.DotKernel.FLOAT_LANES;
import static io.evenkeel.core.kernel.Species.DOUBLES;
import static io.evenkeel.core.kernel.Species.FLOATS;
import static io.evenkeel.core.kernel.Species.widened;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * The vector loops of {@link VectorPairDots}: pairing rows, and multiplying two pairs with four.
 */
final class VectorPairTiles {
  private static final VectorShuffle<Float> SWAP =
      VectorShuffle.fromOp(FLOATS, lane -> lane ^ FLOAT_LANES);
  private static final VectorShuffle<Double> WIDE_SWAP =
      VectorShuffle.fromOp(DOUBLES, lane -> lane ^ DOUBLE_LANES);

  private static final VectorMask<Double> UPPER = VectorMask.fromLong(DOUBLES, -1L << DOUBLE_LANES);

  private VectorPairTiles() {}

  /** Pairs two rows. */
  static void pair(float[] x, int one, int other, int vectors, float[] to, int at) {
    if (vectors == 0) {
      return;
    }
    // Each vector is twice as long as what is wanted of it: its upper half is overwritten.
    for (int k = 0; k < vectors - 1; k++) {
      int unit = k * FLOAT_LANES;
      FloatVector.fromArray(FLOATS, x, one + unit).intoArray(to, at + 2 * unit);
      FloatVector.fromArray(FLOATS, x, other + unit).intoArray(to, at + 2 * unit + FLOAT_LANES);
    }
    copyPair(x, one, other, (vectors - 1) * FLOAT_LANES, to, at);
  }

  private static void copyPair(float[] x, int one, int other, int unit, float[] to, int at) {
    System.arraycopy(x, one + unit, to, at + 2 * unit, FLOAT_LANES);
    System.arraycopy(x, other + unit, to, at + 2 * unit + FLOAT_LANES, FLOAT_LANES);
  }

  /** Pairs two rows of doubles. */
  static void pair(double[] x, int one, int other, int vectors, double[] to, int at) {
    if (vectors == 0) {
      return;
    }
    for (int k = 0; k < vectors - 1; k++) {
      int unit = k * DOUBLE_LANES;
      DoubleVector.fromArray(DOUBLES, x, one + unit).intoArray(to, at + 2 * unit);
      DoubleVector.fromArray(DOUBLES, x, other + unit).intoArray(to, at + 2 * unit + DOUBLE_LANES);
    }
    copyPair(x, one, other, (vectors - 1) * DOUBLE_LANES, to, at);
  }

  /** Pairs two rows of floats as doubles, two vectors of each at a time. */
  static void widePair(float[] x, int one, int other, int vectors, double[] to, int at) {
    int units = vectors * DOUBLE_LANES;
    // What is widened is half of what is read.
    int readable = Math.min(units, x.length - Math.max(one, other) - DOUBLES.length());
    int unit = 0;
    for (; unit <= readable - DOUBLES.length(); unit += DOUBLES.length()) {
      DoubleVector x0 = widened(x, one + unit);
      DoubleVector x1 = widened(x, other + unit);
      x0.blend(x1.rearrange(WIDE_SWAP), UPPER).intoArray(to, at + 2 * unit);
      x0.rearrange(WIDE_SWAP).blend(x1, UPPER).intoArray(to, at + 2 * unit + DOUBLES.length());
    }
    for (; unit < units; unit++) {
      int place = at + 2 * unit - unit % DOUBLE_LANES;
      to[place] = x[one + unit];
      to[place + DOUBLE_LANES] = x[other + unit];
    }
  }

  private static void copyPair(double[] x, int one, int other, int unit, double[] to, int at) {
    System.arraycopy(x, one + unit, to, at + 2 * unit, DOUBLE_LANES);
    System.arraycopy(x, other + unit, to, at + 2 * unit + DOUBLE_LANES, DOUBLE_LANES);
  }

  /**
   * Computes the lanes of the products of two pairs of a with four of b.
   *
   * @param bFrom index of b's first pair
   * @param pair values of a pair
   * @param size lanes of a vector; a variable, because C2 would unroll a loop with a constant step
   *     and then lack registers
   */
  static void tile(
      float[] a, int aFrom, float[] b, int bFrom, int pair, int vectors, int size, float[] sums) {
    FloatVector z = FloatVector.zero(FLOATS);
    FloatVector s0 = z;
    FloatVector s1 = z;
    FloatVector s2 = z;
    FloatVector s3 = z;
    FloatVector s4 = z;
    FloatVector s5 = z;
    FloatVector s6 = z;
    FloatVector s7 = z;
    FloatVector t0 = z;
    FloatVector t1 = z;
    FloatVector t2 = z;
    FloatVector t3 = z;
    FloatVector t4 = z;
    FloatVector t5 = z;
    FloatVector t6 = z;
    FloatVector t7 = z;
    for (int k = 0; k < vectors; k++) {
      int unit = (int) ((long) k * size);
      FloatVector x = FloatVector.fromArray(FLOATS, a, aFrom + unit);
      FloatVector y = FloatVector.fromArray(FLOATS, a, aFrom + pair + unit);
      FloatVector b0 = FloatVector.fromArray(FLOATS, b, bFrom + unit);
      s0 = x.fma(b0, s0);
      t0 = y.fma(b0, t0);
      FloatVector c0 = b0.rearrange(SWAP);
      s1 = x.fma(c0, s1);
      t1 = y.fma(c0, t1);
      FloatVector b1 = FloatVector.fromArray(FLOATS, b, bFrom + pair + unit);
      s2 = x.fma(b1, s2);
      t2 = y.fma(b1, t2);
      FloatVector c1 = b1.rearrange(SWAP);
      s3 = x.fma(c1, s3);
      t3 = y.fma(c1, t3);
      FloatVector b2 = FloatVector.fromArray(FLOATS, b, bFrom + 2 * pair + unit);
      s4 = x.fma(b2, s4);
      t4 = y.fma(b2, t4);
      FloatVector c2 = b2.rearrange(SWAP);
      s5 = x.fma(c2, s5);
      t5 = y.fma(c2, t5);
      FloatVector b3 = FloatVector.fromArray(FLOATS, b, bFrom + 3 * pair + unit);
      s6 = x.fma(b3, s6);
      t6 = y.fma(b3, t6);
      FloatVector c3 = b3.rearrange(SWAP);
      s7 = x.fma(c3, s7);
      t7 = y.fma(c3, t7);
    }
    s0.intoArray(sums, 0 * size);
    s1.intoArray(sums, 1 * size);
    s2.intoArray(sums, 2 * size);
    s3.intoArray(sums, 3 * size);
    s4.intoArray(sums, 4 * size);
    s5.intoArray(sums, 5 * size);
    s6.intoArray(sums, 6 * size);
    s7.intoArray(sums, 7 * size);
    t0.intoArray(sums, 8 * size);
    t1.intoArray(sums, 9 * size);
    t2.intoArray(sums, 10 * size);
    t3.intoArray(sums, 11 * size);
    t4.intoArray(sums, 12 * size);
    t5.intoArray(sums, 13 * size);
    t6.intoArray(sums, 14 * size);
    t7.intoArray(sums, 15 * size);
  }

  /** Computes the lanes of the products of two pairs of a with four of b, for doubles. */
  static void tile(
      double[] a,
      int aFrom,
      double[] b,
      int bFrom,
      int pair,
      int vectors,
      int size,
      double[] sums) {
    DoubleVector z = DoubleVector.zero(DOUBLES);
    DoubleVector s0 = z;
    DoubleVector s1 = z;
    DoubleVector s2 = z;
    DoubleVector s3 = z;
    DoubleVector s4 = z;
    DoubleVector s5 = z;
    DoubleVector s6 = z;
    DoubleVector s7 = z;
    DoubleVector t0 = z;
    DoubleVector t1 = z;
    DoubleVector t2 = z;
    DoubleVector t3 = z;
    DoubleVector t4 = z;
    DoubleVector t5 = z;
    DoubleVector t6 = z;
    DoubleVector t7 = z;
    for (int k = 0; k < vectors; k++) {
      int unit = (int) ((long) k * size);
      DoubleVector x = DoubleVector.fromArray(DOUBLES, a, aFrom + unit);
      DoubleVector y = DoubleVector.fromArray(DOUBLES, a, aFrom + pair + unit);
      DoubleVector b0 = DoubleVector.fromArray(DOUBLES, b, bFrom + unit);
      s0 = x.fma(b0, s0);
      t0 = y.fma(b0, t0);
      DoubleVector c0 = b0.rearrange(WIDE_SWAP);
      s1 = x.fma(c0, s1);
      t1 = y.fma(c0, t1);
      DoubleVector b1 = DoubleVector.fromArray(DOUBLES, b, bFrom + pair + unit);
      s2 = x.fma(b1, s2);
      t2 = y.fma(b1, t2);
      DoubleVector c1 = b1.rearrange(WIDE_SWAP);
      s3 = x.fma(c1, s3);
      t3 = y.fma(c1, t3);
      DoubleVector b2 = DoubleVector.fromArray(DOUBLES, b, bFrom + 2 * pair + unit);
      s4 = x.fma(b2, s4);
      t4 = y.fma(b2, t4);
      DoubleVector c2 = b2.rearrange(WIDE_SWAP);
      s5 = x.fma(c2, s5);
      t5 = y.fma(c2, t5);
      DoubleVector b3 = DoubleVector.fromArray(DOUBLES, b, bFrom + 3 * pair + unit);
      s6 = x.fma(b3, s6);
      t6 = y.fma(b3, t6);
      DoubleVector c3 = b3.rearrange(WIDE_SWAP);
      s7 = x.fma(c3, s7);
      t7 = y.fma(c3, t7);
    }
    s0.intoArray(sums, 0 * size);
    s1.intoArray(sums, 1 * size);
    s2.intoArray(sums, 2 * size);
    s3.intoArray(sums, 3 * size);
    s4.intoArray(sums, 4 * size);
    s5.intoArray(sums, 5 * size);
    s6.intoArray(sums, 6 * size);
    s7.intoArray(sums, 7 * size);
    t0.intoArray(sums, 8 * size);
    t1.intoArray(sums, 9 * size);
    t2.intoArray(sums, 10 * size);
    t3.intoArray(sums, 11 * size);
    t4.intoArray(sums, 12 * size);
    t5.intoArray(sums, 13 * size);
    t6.intoArray(sums, 14 * size);
    t7.intoArray(sums, 15 * size);
  }
}
