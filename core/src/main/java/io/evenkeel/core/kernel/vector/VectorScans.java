package io.evenkeel.core.kernel.vector;

import static io.evenkeel.core.kernel.vector.Species.DOUBLES;
import static io.evenkeel.core.kernel.vector.Species.FLOATS;
import static io.evenkeel.core.kernel.vector.Species.INTS;
import static io.evenkeel.core.kernel.vector.Species.widened;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.MAX;
import static jdk.incubator.vector.VectorOperators.MIN;

import io.evenkeel.core.kernel.Lanes;
import io.evenkeel.core.kernel.Magnitudes;
import io.evenkeel.core.kernel.ScanKernel;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/** {@link ScanKernel} with vectors of 256 bits: four of doubles hold the 16 lanes. */
final class VectorScans implements ScanKernel {
  /** Values of which {@link Species#widened} makes doubles, and those it reads beside. */
  private static final int READ = 8;

  @Override
  public Sums sums(float[] x, int from, int length) {
    Lanes lanes = new Lanes();
    int readable = Math.min(length, x.length - from - READ / 2);
    int whole = from + Math.max(0, readable) / LANES * LANES;
    add(x, from, whole, lanes);
    return lanes.sums(x, whole, from + length);
  }

  private static void add(float[] x, int from, int to, Lanes lanes) {
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
  public Range range(float[] x, int length) {
    FloatVector min = FloatVector.broadcast(FLOATS, x[0]);
    FloatVector max = min;
    int zeros = 0;
    int i = 0;
    for (; i <= length - 8; i += 8) {
      FloatVector values = FloatVector.fromArray(FLOATS, x, i);
      min = min.blend(values, values.lt(min));
      max = max.blend(values, max.lt(values));
      zeros += values.eq(0f).trueCount();
    }
    return range(min, max, zeros, Arrays.copyOfRange(x, i, length));
  }

  @Override
  public Range magnitudes(float[] x, int length) {
    FloatVector min = FloatVector.broadcast(FLOATS, Math.abs(x[0]));
    FloatVector max = min;
    int zeros = 0;
    int i = 0;
    for (; i <= length - 8; i += 8) {
      FloatVector values = FloatVector.fromArray(FLOATS, x, i).abs();
      min = min.blend(values, values.lt(min));
      max = max.blend(values, max.lt(values));
      zeros += values.eq(0f).trueCount();
    }
    float[] rest = Arrays.copyOfRange(x, i, length);
    for (int k = 0; k < rest.length; k++) {
      rest[k] = Math.abs(rest[k]);
    }
    return range(min, max, zeros, rest);
  }

  private static Range range(FloatVector min, FloatVector max, int zeros, float[] rest) {
    float least = min.reduceLanes(MIN);
    float most = max.reduceLanes(MAX);
    int count = zeros;
    for (float value : rest) {
      least = Math.min(least, value);
      most = Math.max(most, value);
      count += value == 0 ? 1 : 0;
    }
    return Lanes.range(least, most, count);
  }

  @Override
  public int atMost(float[] x, int length, float bound) {
    int count = 0;
    int i = 0;
    for (; i <= length - 8; i += 8) {
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
    for (; i <= length - 8; i += 8) {
      largest = largest.max(magnitudeBits(x, i));
    }
    int result = largest.reduceLanes(MAX);
    for (; i < length; i++) {
      result = Math.max(result, Magnitudes.bits(x[i]));
    }
    return Float.intBitsToFloat(result);
  }

  @Override
  public float leastNonZero(float[] x, int length) {
    IntVector least = IntVector.broadcast(INTS, Magnitudes.NONE);
    int i = 0;
    for (; i <= length - 8; i += 8) {
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
    for (; i <= length - READ; i += READ / 2) {
      widened(from, at + i).intoArray(to, toAt + i);
    }
    for (; i < length; i++) {
      to[toAt + i] = from[at + i];
    }
  }

  @Override
  public void narrow(double[] from, int at, float[] to, int toAt, int length) {
    int i = 0;
    for (; i <= length - READ; i += READ / 2) {
      Species.narrow(DoubleVector.fromArray(DOUBLES, from, at + i), to, toAt + i);
    }
    for (; i < length; i++) {
      to[toAt + i] = (float) from[at + i];
    }
  }
}
