package io.evenkeel.core.kernel;

import static io.evenkeel.core.kernel.Species.DOUBLES;
import static io.evenkeel.core.kernel.Species.FLOATS;
import static io.evenkeel.core.kernel.Species.INTS;
import static io.evenkeel.core.kernel.Species.widened;
import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.MAX;
import static jdk.incubator.vector.VectorOperators.MIN;
import static jdk.incubator.vector.VectorOperators.NE;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/** {@link ScanKernel} in vector code: two or four vectors of doubles hold the 16 lanes. */
final class VectorScans implements ScanKernel {
  private static final int STEP = FLOATS.length();
  private static final int WIDE_STEP = DOUBLES.length();
  private static final PlainScans REST = new PlainScans();

  /** The upper halves of doubles without the sign; they hold the exponent. */
  private static final IntVector UPPER_WORDS =
      IntVector.zero(INTS).addIndex(1).and(1).neg().and(Magnitudes.MASK);

  private static final int UPPER_FRACTION_BITS = 20;

  /** The upper half of the bits of infinity. */
  private static final int FIRST_NOT_FINITE = (2 * Double.MAX_EXPONENT + 1) << UPPER_FRACTION_BITS;

  @Override
  public Sums sums(float[] x, int from, int length) {
    Lanes lanes = new Lanes();
    int readable = Math.min(length, x.length - from - WIDE_STEP);
    int whole = from + Math.max(0, readable) / LANES * LANES;
    if (WIDE_STEP * 2 == LANES) {
      addByTwo(x, from, whole, lanes);
    } else {
      addByFour(x, from, whole, lanes);
    }
    return lanes.sums(x, whole, from + length);
  }

  private static void addByTwo(float[] x, int from, int to, Lanes lanes) {
    DoubleVector s0 = DoubleVector.zero(DOUBLES);
    DoubleVector s1 = s0;
    DoubleVector q0 = s0;
    DoubleVector q1 = s0;
    for (int i = from; i < to; i += LANES) {
      DoubleVector x0 = widened(x, i);
      DoubleVector x1 = widened(x, i + 8);
      s0 = s0.add(x0);
      s1 = s1.add(x1);
      q0 = x0.fma(x0, q0);
      q1 = x1.fma(x1, q1);
    }
    s0.intoArray(lanes.sum, 0);
    s1.intoArray(lanes.sum, 8);
    q0.intoArray(lanes.squares, 0);
    q1.intoArray(lanes.squares, 8);
  }

  private static void addByFour(float[] x, int from, int to, Lanes lanes) {
    DoubleVector s0 = DoubleVector.zero(DOUBLES);
    DoubleVector s1 = s0;
    DoubleVector s2 = s0;
    DoubleVector s3 = s0;
    DoubleVector q0 = s0;
    DoubleVector q1 = s0;
    DoubleVector q2 = s0;
    DoubleVector q3 = s0;
    for (int i = from; i < to; i += LANES) {
      DoubleVector x0 = widened(x, i);
      DoubleVector x1 = widened(x, i + 4);
      DoubleVector x2 = widened(x, i + 8);
      DoubleVector x3 = widened(x, i + 12);
      s0 = s0.add(x0);
      s1 = s1.add(x1);
      s2 = s2.add(x2);
      s3 = s3.add(x3);
      q0 = x0.fma(x0, q0);
      q1 = x1.fma(x1, q1);
      q2 = x2.fma(x2, q2);
      q3 = x3.fma(x3, q3);
    }
    s0.intoArray(lanes.sum, 0);
    s1.intoArray(lanes.sum, 4);
    s2.intoArray(lanes.sum, 8);
    s3.intoArray(lanes.sum, 12);
    q0.intoArray(lanes.squares, 0);
    q1.intoArray(lanes.squares, 4);
    q2.intoArray(lanes.squares, 8);
    q3.intoArray(lanes.squares, 12);
  }

  @Override
  public double squaredDistance(float[] x, float[] y, int length) {
    Lanes lanes = new Lanes();
    int readable = Math.min(length, Math.min(x.length, y.length) - WIDE_STEP);
    int whole = Math.max(0, readable) / LANES * LANES;
    for (int lane = 0; lane < LANES; lane += WIDE_STEP * 2) {
      addDistances(x, y, whole, lane, lanes.squares);
    }
    return lanes.squaredDistance(x, y, whole, length);
  }

  /** Adds the squares of differences to two vectors of lanes, those from {@code lane} on. */
  private static void addDistances(float[] x, float[] y, int to, int lane, double[] squares) {
    DoubleVector q0 = DoubleVector.zero(DOUBLES);
    DoubleVector q1 = q0;
    for (int i = lane; i < to; i += LANES) {
      DoubleVector d0 = widened(x, i).sub(widened(y, i));
      q0 = d0.fma(d0, q0);
      DoubleVector d1 = widened(x, i + WIDE_STEP).sub(widened(y, i + WIDE_STEP));
      q1 = d1.fma(d1, q1);
    }
    q0.intoArray(squares, lane);
    q1.intoArray(squares, lane + WIDE_STEP);
  }

  @Override
  public int same(float[] x, float[] y, float[] something, int length) {
    int count = 0;
    int i = 0;
    for (; i <= length - STEP; i += STEP) {
      FloatVector left = FloatVector.fromArray(FLOATS, x, i);
      FloatVector right = FloatVector.fromArray(FLOATS, y, i);
      FloatVector present = FloatVector.fromArray(FLOATS, something, i);
      count += left.compare(EQ, right).and(present.compare(NE, 0f)).trueCount();
    }
    for (; i < length; i++) {
      count += x[i] == y[i] && something[i] != 0 ? 1 : 0;
    }
    return count;
  }

  @Override
  public Range range(float[] x, int length) {
    IntVector min = IntVector.broadcast(INTS, Magnitudes.ordered(x[0]));
    IntVector max = min;
    IntVector zeros = IntVector.zero(INTS);
    int i = 0;
    for (; i <= length - STEP; i += STEP) {
      IntVector bits = FloatVector.fromArray(FLOATS, x, i).reinterpretAsInts();
      IntVector ordered = bits.lanewise(ASHR, Integer.SIZE - 1).and(Magnitudes.MASK);
      ordered = ordered.lanewise(XOR, bits);
      min = min.min(ordered);
      max = max.max(ordered);
      zeros = zeros.add(isZero(bits.and(Magnitudes.MASK)));
    }
    int least = min.reduceLanes(MIN);
    int most = max.reduceLanes(MAX);
    int count = zeros.reduceLanes(ADD);
    for (; i < length; i++) {
      least = Math.min(least, Magnitudes.ordered(x[i]));
      most = Math.max(most, Magnitudes.ordered(x[i]));
      count += x[i] == 0 ? 1 : 0;
    }
    return Lanes.range(Magnitudes.ofOrdered(least), Magnitudes.ofOrdered(most), count);
  }

  @Override
  public Range magnitudes(float[] x, int length) {
    IntVector min = IntVector.broadcast(INTS, Magnitudes.bits(x[0]));
    IntVector max = min;
    IntVector zeros = IntVector.zero(INTS);
    int i = 0;
    for (; i <= length - STEP; i += STEP) {
      IntVector bits = magnitudeBits(x, i);
      min = min.min(bits);
      max = max.max(bits);
      zeros = zeros.add(isZero(bits));
    }
    int least = min.reduceLanes(MIN);
    int most = max.reduceLanes(MAX);
    int count = zeros.reduceLanes(ADD);
    for (; i < length; i++) {
      least = Math.min(least, Magnitudes.bits(x[i]));
      most = Math.max(most, Magnitudes.bits(x[i]));
      count += x[i] == 0 ? 1 : 0;
    }
    return Lanes.range(Float.intBitsToFloat(least), Float.intBitsToFloat(most), count);
  }

  /** 1 for 0, else 0: only 0 - 1 is negative. */
  private static IntVector isZero(IntVector magnitudes) {
    return magnitudes.sub(1).lanewise(LSHR, Integer.SIZE - 1);
  }

  @Override
  public int atMost(float[] x, int length, float bound) {
    int count = 0;
    int i = 0;
    for (; i <= length - STEP; i += STEP) {
      FloatVector magnitudes = FloatVector.fromArray(FLOATS, x, i).abs();
      count += magnitudes.compare(LE, bound).trueCount();
    }
    for (; i < length; i++) {
      count += Math.abs(x[i]) <= bound ? 1 : 0;
    }
    return count;
  }

  @Override
  public float largestMagnitude(float[] x, int length) {
    IntVector largest = IntVector.zero(INTS);
    int i = 0;
    for (; i <= length - STEP; i += STEP) {
      largest = largest.max(magnitudeBits(x, i));
    }
    int result = largest.reduceLanes(MAX);
    for (; i < length; i++) {
      result = Math.max(result, Magnitudes.bits(x[i]));
    }
    return Float.intBitsToFloat(result);
  }

  @Override
  public int largestExponent(double[] x, int length) {
    IntVector largest = IntVector.zero(INTS);
    int i = 0;
    for (; i <= length - WIDE_STEP; i += WIDE_STEP) {
      IntVector words = DoubleVector.fromArray(DOUBLES, x, i).reinterpretAsInts();
      largest = largest.max(words.and(UPPER_WORDS));
    }
    int word = largest.reduceLanes(MAX);
    for (; i < length; i++) {
      word =
          Math.max(
              word, (int) (Double.doubleToRawLongBits(x[i]) >>> Integer.SIZE) & Magnitudes.MASK);
    }
    boolean plain = word > 0 && word < FIRST_NOT_FINITE;
    return plain
        ? (word >>> UPPER_FRACTION_BITS) - Double.MAX_EXPONENT
        : REST.largestExponent(x, length);
  }

  @Override
  public float leastNonZero(float[] x, int length) {
    IntVector least = IntVector.broadcast(INTS, Magnitudes.NONE);
    int i = 0;
    for (; i <= length - STEP; i += STEP) {
      least = least.min(magnitudeBits(x, i).add(Magnitudes.ZERO_LAST));
    }
    int result = least.reduceLanes(MIN);
    for (; i < length; i++) {
      result = Math.min(result, Magnitudes.bits(x[i]) + Magnitudes.ZERO_LAST);
    }
    return Magnitudes.leastNonZero(result);
  }

  private static IntVector magnitudeBits(float[] x, int from) {
    return FloatVector.fromArray(FLOATS, x, from).reinterpretAsInts().and(Magnitudes.MASK);
  }

  @Override
  public void widen(float[] from, int at, double[] to, int toAt, int length) {
    int i = 0;
    for (; i <= length - STEP; i += WIDE_STEP) {
      widened(from, at + i).intoArray(to, toAt + i);
    }
    for (; i < length; i++) {
      to[toAt + i] = from[at + i];
    }
  }

  @Override
  public void narrow(double[] from, int at, float[] to, int toAt, int length) {
    int i = 0;
    for (; i <= length - STEP; i += WIDE_STEP) {
      Species.narrow(DoubleVector.fromArray(DOUBLES, from, at + i), to, toAt + i);
    }
    for (; i < length; i++) {
      to[toAt + i] = (float) from[at + i];
    }
  }

  @Override
  public void narrowed(double[] from, double factor, float[] to, int length) {
    DoubleVector factors = DoubleVector.broadcast(DOUBLES, factor);
    int i = 0;
    for (; i <= length - STEP; i += WIDE_STEP) {
      Species.narrow(DoubleVector.fromArray(DOUBLES, from, i).mul(factors), to, i);
    }
    for (; i < length; i++) {
      to[i] = (float) (from[i] * factor);
    }
  }
}
