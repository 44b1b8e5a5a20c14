package io.evenkeel.core.kernel;

import static io.evenkeel.core.kernel.Species.FLOATS;
import static io.evenkeel.core.kernel.Species.INTS;
import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.MAX;
import static jdk.incubator.vector.VectorOperators.MIN;
import static jdk.incubator.vector.VectorOperators.OR;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/** {@link RoundingKernel} in vector code. */
final class VectorRounding implements RoundingKernel {
  private static final int STEP = FLOATS.length();
  private static final int INFINITY = Float.floatToIntBits(Float.POSITIVE_INFINITY);
  private static final int FRACTION = 0x7F_FFFF;
  private static final int IMPLICIT = 0x80_0000;
  private static final int FRACTION_BITS = 23;
  private static final int LONGEST_SHIFT = 31;
  private static final RoundingKernel REST = new PlainRounding();

  /** How many values are examined before they are rounded. */
  private static final int BLOCK = 1024;

  /**
   * A pass over some values. Passes are objects that are called at one place, so that the JVM's
   * compiler calls each of them: together in one method they have more nodes than it inlines.
   */
  private interface Pass {
    /** Runs the pass. The result is two counts, {@code high 2^32 + low}. */
    long run(FloatFormat format, float[] x, int from, float[] to, int toAt, int length);
  }

  private static final int LOOK = 0;
  private static final int ROUND_INSIDE = 1;
  private static final int ROUND_ANY = 2;
  private static final Pass[] PASSES = {
    VectorRounding::outside, VectorRounding::roundInside, VectorRounding::roundAny
  };

  private static long run(
      int pass, FloatFormat format, float[] x, int from, float[] to, int toAt, int length) {
    return PASSES[pass].run(format, x, from, to, toAt, length);
  }

  @Override
  public Rounded round(FloatFormat format, float[] x, int from, float[] to, int toAt, int length) {
    int i = 0;
    // With bf16's range hardly a value is lost. Of the other formats many a block has subnormals.
    if (format.evenFrom == 0) {
      while (length - i >= BLOCK && run(LOOK, format, x, from + i, to, toAt + i, BLOCK) == 0) {
        run(ROUND_INSIDE, format, x, from + i, to, toAt + i, BLOCK);
        i += BLOCK;
      }
    }
    int whole = i + (length - i) / STEP * STEP;
    long lost = run(ROUND_ANY, format, x, from + i, to, toAt + i, whole - i);
    Rounded done = new Rounded((int) (lost >>> Integer.SIZE), (int) lost);
    return done.and(REST.round(format, x, from + whole, to, toAt + whole, length - whole));
  }

  /** 0 if no value can overflow, and none that is not zero can become zero; else 1. */
  private static long outside(
      FloatFormat format, float[] x, int from, float[] to, int toAt, int length) {
    IntVector largest = IntVector.zero(INTS);
    IntVector least = IntVector.broadcast(INTS, Magnitudes.NONE);
    for (int i = 0; i < length; i += STEP) {
      IntVector magnitude = magnitude(x, from + i);
      largest = largest.max(magnitude);
      least = least.min(magnitude.add(Magnitudes.ZERO_LAST));
    }
    boolean inside =
        largest.reduceLanes(MAX) <= format.largestBits
            && least.reduceLanes(MIN) >= (1 << format.excess) + Magnitudes.ZERO_LAST;
    return inside ? 0 : 1;
  }

  /** Rounds values of which none is {@link #outside}. Signs stay, because no carry reaches them. */
  private static long roundInside(
      FloatFormat format, float[] x, int from, float[] to, int toAt, int length) {
    int excess = format.excess;
    int half = (1 << (excess - 1)) - 1;
    int kept = -1 << excess;
    for (int i = 0; i < length; i += STEP) {
      IntVector bits = FloatVector.fromArray(FLOATS, x, from + i).reinterpretAsInts();
      IntVector odd = bits.lanewise(LSHR, excess).lanewise(AND, 1);
      IntVector rounded = bits.add(half).add(odd).lanewise(AND, kept);
      rounded.reinterpretAsFloats().intoArray(to, toAt + i);
    }
    return 0;
  }

  /** Rounds any values, and counts those that overflow (high) and those that become zero (low). */
  private static long roundAny(
      FloatFormat format, float[] x, int from, float[] to, int toAt, int length) {
    int excess = format.excess;
    int half = (1 << (excess - 1)) - 1;
    IntVector overflows = IntVector.zero(INTS);
    IntVector flushed = overflows;
    for (int i = 0; i < length; i += STEP) {
      IntVector bits = FloatVector.fromArray(FLOATS, x, from + i).reinterpretAsInts();
      IntVector magnitude = bits.lanewise(AND, Magnitudes.MASK);
      IntVector odd = magnitude.lanewise(LSHR, excess).lanewise(AND, 1);
      IntVector rounded = magnitude.add(half).add(odd).lanewise(AND, -1 << excess);
      FloatVector small = magnitude.reinterpretAsFloats().add(format.shifter).sub(format.shifter);
      rounded = rounded.blend(small.reinterpretAsInts(), magnitude.compare(LT, format.evenFrom));
      overflows = overflows.add(overflow(format, magnitude, rounded));
      flushed = flushed.add(flushed(magnitude, rounded));
      finish(format, bits, magnitude, rounded, to, toAt + i);
    }
    return (long) overflows.reduceLanes(ADD) << Integer.SIZE | flushed.reduceLanes(ADD);
  }

  @Override
  public Rounded roundAtRandom(
      FloatFormat format,
      int[] words,
      int wordsAt,
      float[] x,
      int from,
      float[] to,
      int toAt,
      int length) {
    int whole = length / STEP * STEP;
    // Two passes: in one, C2 would no longer inline all that is done to a vector.
    if (format.evenFrom == 0) {
      stepAtRandom(format, words, wordsAt, x, from, whole);
    } else {
      stepOrMultipleAtRandom(format, words, wordsAt, x, from, whole);
    }
    Rounded done = settle(format, words, wordsAt, x, from, to, toAt, whole);
    Rounded rest =
        REST.roundAtRandom(
            format, words, wordsAt + whole, x, from + whole, to, toAt + whole, length - whole);
    return done.and(rest);
  }

  /**
   * Replaces random words by the bits of magnitudes rounded with them; exponents have no upper
   * limit here.
   */
  private static void stepAtRandom(
      FloatFormat format, int[] words, int wordsAt, float[] x, int from, int length) {
    int excess = format.excess;
    for (int i = 0; i < length; i += STEP) {
      IntVector word = IntVector.fromArray(INTS, words, wordsAt + i);
      step(magnitude(x, from + i), word, excess).intoArray(words, wordsAt + i);
    }
  }

  /**
   * Does the same as {@link #stepAtRandom} for formats that have subnormal values where float32 has
   * none.
   */
  private static void stepOrMultipleAtRandom(
      FloatFormat format, int[] words, int wordsAt, float[] x, int from, int length) {
    int excess = format.excess;
    for (int i = 0; i < length; i += STEP) {
      IntVector word = IntVector.fromArray(INTS, words, wordsAt + i);
      IntVector magnitude = magnitude(x, from + i);
      VectorMask<Integer> small = magnitude.compare(LT, format.evenFrom);
      IntVector rounded = step(magnitude, word, excess);
      rounded.blend(subnormal(format, magnitude, word), small).intoArray(words, wordsAt + i);
    }
  }

  private static IntVector step(IntVector magnitude, IntVector word, int excess) {
    return magnitude.add(word.lanewise(AND, (1 << excess) - 1)).lanewise(AND, -1 << excess);
  }

  private static IntVector magnitude(float[] x, int at) {
    return FloatVector.fromArray(FLOATS, x, at).reinterpretAsInts().lanewise(AND, Magnitudes.MASK);
  }

  /** Gives rounded magnitudes their signs, and applies the format's bounds. */
  private static Rounded settle(
      FloatFormat format,
      int[] magnitudes,
      int magnitudesAt,
      float[] x,
      int from,
      float[] to,
      int toAt,
      int length) {
    IntVector overflows = IntVector.zero(INTS);
    IntVector flushed = overflows;
    for (int i = 0; i < length; i += STEP) {
      IntVector bits = FloatVector.fromArray(FLOATS, x, from + i).reinterpretAsInts();
      IntVector magnitude = bits.lanewise(AND, Magnitudes.MASK);
      IntVector rounded = IntVector.fromArray(INTS, magnitudes, magnitudesAt + i);
      overflows = overflows.add(overflow(format, magnitude, rounded));
      flushed = flushed.add(flushed(magnitude, rounded));
      finish(format, bits, magnitude, rounded, to, toAt + i);
    }
    return new Rounded(overflows.reduceLanes(ADD), flushed.reduceLanes(ADD));
  }

  /**
   * The multiple of the format's smallest value to which a random word rounds a magnitude below the
   * normal ones.
   */
  private static IntVector subnormal(FloatFormat format, IntVector magnitude, IntVector word) {
    IntVector field = magnitude.lanewise(LSHR, FRACTION_BITS);
    IntVector shift = field.neg().add(format.excess + format.leastField);
    IntVector beyond = shift.sub(LONGEST_SHIFT).max(0).min(LONGEST_SHIFT);
    IntVector significand = magnitude.lanewise(AND, FRACTION).lanewise(OR, IMPLICIT);
    significand = significand.lanewise(LSHR, beyond);
    shift = shift.min(LONGEST_SHIFT);
    IntVector mask = IntVector.broadcast(INTS, 1).lanewise(LSHL, shift).sub(1);
    IntVector multiple = significand.add(word.lanewise(AND, mask)).lanewise(LSHR, shift);
    FloatVector value = (FloatVector) multiple.convertShape(I2F, FLOATS, 0);
    return value.mul(format.smallest()).reinterpretAsInts();
  }

  /** 1 where a finite value has become too large, else 0. */
  private static IntVector overflow(FloatFormat format, IntVector magnitude, IntVector rounded) {
    IntVector tooLarge = sign(IntVector.broadcast(INTS, format.largestBits).sub(rounded));
    return tooLarge.lanewise(AND, sign(magnitude.sub(INFINITY)));
  }

  /** 1 where a value that is not zero has become zero, else 0. */
  private static IntVector flushed(IntVector magnitude, IntVector rounded) {
    return sign(rounded.sub(1)).sub(sign(magnitude.sub(1)));
  }

  /** 1 for a number below 0, else 0. */
  private static IntVector sign(IntVector x) {
    return x.lanewise(LSHR, Integer.SIZE - 1);
  }

  private static void finish(
      FloatFormat format,
      IntVector bits,
      IntVector magnitude,
      IntVector rounded,
      float[] to,
      int at) {
    VectorMask<Integer> tooLarge = rounded.compare(GT, format.largestBits);
    IntVector result = rounded.blend(format.overflowBits, tooLarge);
    result = result.blend(format.infinityBits, magnitude.compare(EQ, INFINITY));
    result = result.blend(magnitude, magnitude.compare(GT, INFINITY));
    IntVector signed = result.lanewise(OR, bits.lanewise(AND, Integer.MIN_VALUE));
    signed.reinterpretAsFloats().intoArray(to, at);
  }
}
