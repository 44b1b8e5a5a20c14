package io.evenkeel.core.kernel;

import static io.evenkeel.core.kernel.Species.FLOATS;
import static io.evenkeel.core.kernel.Species.INTS;
import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.MIN;
import static jdk.incubator.vector.VectorOperators.OR;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/** {@link DrawKernel} in vector code. */
final class VectorDraws implements DrawKernel {
  private static final int STEP = INTS.length();
  private static final int[] COUNT = new int[STEP];
  private static final float UNIT_24 = 0x1p-24f;
  private static final float UNIT_33 = 0x1p-33f;
  private static final float LOG_0 = BoxMuller.log(0);
  private static final float LOG_1 = BoxMuller.log(1);
  private static final float LOG_2 = BoxMuller.log(2);
  private static final float LOG_3 = BoxMuller.log(3);
  private static final float LOG_4 = BoxMuller.log(4);
  private static final float LOG_5 = BoxMuller.log(5);
  private static final float LOG_6 = BoxMuller.log(6);
  private static final float LOG_7 = BoxMuller.log(7);
  private static final float LOG_8 = BoxMuller.log(8);
  private static final float SINE_0 = BoxMuller.sine(0);
  private static final float SINE_1 = BoxMuller.sine(1);
  private static final float SINE_2 = BoxMuller.sine(2);
  private static final float SINE_3 = BoxMuller.sine(3);
  private static final float SINE_4 = BoxMuller.sine(4);

  static {
    for (int lane = 0; lane < STEP; lane++) {
      COUNT[lane] = lane;
    }
  }

  /**
   * A pass over a block of draws, in place.
   *
   * <p>Passes are objects so that the JVM's compiler calls each of them. Together in one method
   * they would have more nodes than it inlines, and a vector that is passed to a call becomes an
   * object.
   */
  private interface Pass {
    /** Handles {@code GROUP * groups} values from the index {@code offset} on. */
    void run(Block block, float[] out, int offset, int groups);
  }

  /** The parameters of passes, and their result. */
  private static final class Block {
    private final WordKey key;
    private final int firstPair;
    private final float first;
    private final float second;
    private int least = Integer.MAX_VALUE;

    Block(WordKey key, int firstPair, float first, float second) {
      this.key = key;
      this.firstPair = firstPair;
      this.first = first;
      this.second = second;
    }
  }

  private static final Pass[] NORMALS = {VectorDraws::words, VectorDraws::radii, VectorDraws::turn};
  private static final Pass[] SYMMETRIC = {
    VectorDraws::words, VectorDraws::symmetric, VectorDraws::nothing
  };
  private static final Pass[] AFFINE = {
    VectorDraws::words, VectorDraws::affine, VectorDraws::nothing
  };

  private static void run(Pass[] passes, Block block, float[] out, int offset, int groups) {
    for (Pass pass : passes) {
      pass.run(block, out, offset, groups);
    }
  }

  @Override
  public int normals(WordKey key, int firstPair, int groups, float scale, float[] out, int offset) {
    Block block = new Block(key, firstPair, scale, 0);
    run(NORMALS, block, out, offset, groups);
    return block.least;
  }

  @Override
  public void words(WordKey key, int firstPair, int groups, int[] out, int offset) {
    IntVector startA = start(key.a(), WordPair.G);
    IntVector startB = start(key.b(), WordPair.H);
    for (int pair = 0; pair < PAIRS * groups; pair += STEP) {
      int counter = firstPair + pair;
      IntVector a = startA.add(counter * WordPair.G);
      IntVector b = startB.add(counter * WordPair.H);
      a = fold(a, 16).mul(WordPair.M1).lanewise(XOR, b);
      a = fold(a, 15).mul(WordPair.M2).add(key.c());
      b = fold(b.add(a), 16).mul(WordPair.M3).add(key.d());
      a = fold(a.lanewise(XOR, b), 16).mul(WordPair.M4);
      int at = at(offset, pair);
      fold(a, 15).intoArray(out, at);
      fold(b, 15).intoArray(out, at + PAIRS);
    }
  }

  @Override
  public void symmetric(
      WordKey key, int firstPair, int groups, float bound, float[] out, int offset) {
    run(SYMMETRIC, new Block(key, firstPair, bound, 0), out, offset, groups);
  }

  @Override
  public void affine(
      WordKey key, int firstPair, int groups, float low, float span, float[] out, int offset) {
    run(AFFINE, new Block(key, firstPair, low, span), out, offset, groups);
  }

  private static void symmetric(Block block, float[] out, int offset, int groups) {
    for (int at = offset; at < offset + GROUP * groups; at += STEP) {
      IntVector words = bits(out, at);
      // 4 w + 1 in two parts that are float32 each, so that their sum is rounded once.
      FloatVector high = toFloats(words.lanewise(AND, ~0xFF));
      FloatVector low = toFloats(words.lanewise(AND, 0xFF).lanewise(LSHL, 2).add(1));
      FloatVector quarters = high.fma(FloatVector.broadcast(FLOATS, 4f), low);
      quarters.mul(UNIT_33).mul(block.first).intoArray(out, at);
    }
  }

  /** A third pass, which does nothing: with only two passes the compiler would inline both. */
  private static void nothing(Block block, float[] out, int offset, int groups) {}

  private static void affine(Block block, float[] out, int offset, int groups) {
    for (int at = offset; at < offset + GROUP * groups; at += STEP) {
      FloatVector unit = toFloats(bits(out, at).lanewise(ASHR, 8)).mul(UNIT_24).add(0.5f);
      unit.mul(block.second).add(block.first).intoArray(out, at);
    }
  }

  /** Writes the words themselves to the places of their draws. */
  private static void words(Block block, float[] out, int offset, int groups) {
    WordKey key = block.key;
    IntVector startA = start(key.a(), WordPair.G);
    IntVector startB = start(key.b(), WordPair.H);
    for (int pair = 0; pair < PAIRS * groups; pair += STEP) {
      int counter = block.firstPair + pair;
      IntVector a = startA.add(counter * WordPair.G);
      IntVector b = startB.add(counter * WordPair.H);
      a = fold(a, 16).mul(WordPair.M1).lanewise(XOR, b);
      a = fold(a, 15).mul(WordPair.M2).add(key.c());
      b = fold(b.add(a), 16).mul(WordPair.M3).add(key.d());
      a = fold(a.lanewise(XOR, b), 16).mul(WordPair.M4);
      int at = at(offset, pair);
      fold(a, 15).reinterpretAsFloats().intoArray(out, at);
      fold(b, 15).reinterpretAsFloats().intoArray(out, at + PAIRS);
    }
  }

  /** The index of the first draw of a pair. */
  private static int at(int offset, int pair) {
    return offset + pair / PAIRS * GROUP + pair % PAIRS;
  }

  private static IntVector fold(IntVector x, int shift) {
    return x.lanewise(XOR, x.lanewise(LSHR, shift));
  }

  private static IntVector bits(float[] out, int at) {
    return FloatVector.fromArray(FLOATS, out, at).reinterpretAsInts();
  }

  /** Turns first words into radii with their signs, and finds the smallest cell. */
  private static void radii(Block block, float[] out, int offset, int groups) {
    IntVector least = IntVector.broadcast(INTS, Integer.MAX_VALUE);
    for (int pair = 0; pair < PAIRS * groups; pair += STEP) {
      int at = at(offset, pair);
      IntVector word = bits(out, at);
      IntVector cell = word.lanewise(LSHR, 1).lanewise(OR, 1);
      least = least.lanewise(MIN, cell);
      IntVector radius = radius(cell).mul(block.first).reinterpretAsInts();
      radius.lanewise(XOR, word.lanewise(LSHL, 31)).reinterpretAsFloats().intoArray(out, at);
    }
    block.least = least.reduceLanes(MIN);
  }

  /** Turns radii and second words into normals. */
  private static void turn(Block block, float[] out, int offset, int groups) {
    for (int pair = 0; pair < PAIRS * groups; pair += STEP) {
      int at = at(offset, pair);
      FloatVector radius = FloatVector.fromArray(FLOATS, out, at);
      IntVector word = bits(out, at + PAIRS);
      IntVector signs = word.lanewise(ASHR, 31).not();
      IntVector complement = word.lanewise(XOR, signs).lanewise(AND, Integer.MAX_VALUE);
      radius.mul(sine(complement)).intoArray(out, at);
      radius.mul(sine(word)).intoArray(out, at + PAIRS);
    }
  }

  /** The state of the lanes at counter 0. */
  private static IntVector start(int key, int step) {
    return IntVector.fromArray(INTS, COUNT, 0).mul(step).add(key);
  }

  private static FloatVector radius(IntVector cell) {
    IntVector bits = toFloats(cell).reinterpretAsInts().sub(BoxMuller.OFFSET);
    IntVector significand = bits.lanewise(AND, BoxMuller.FRACTION).add(BoxMuller.ROOT_HALF);
    FloatVector f = significand.reinterpretAsFloats().sub(1f);
    FloatVector log = FloatVector.broadcast(FLOATS, LOG_8);
    log = log.fma(f, FloatVector.broadcast(FLOATS, LOG_7));
    log = log.fma(f, FloatVector.broadcast(FLOATS, LOG_6));
    log = log.fma(f, FloatVector.broadcast(FLOATS, LOG_5));
    log = log.fma(f, FloatVector.broadcast(FLOATS, LOG_4));
    log = log.fma(f, FloatVector.broadcast(FLOATS, LOG_3));
    log = log.fma(f, FloatVector.broadcast(FLOATS, LOG_2));
    log = log.fma(f, FloatVector.broadcast(FLOATS, LOG_1));
    log = log.fma(f, FloatVector.broadcast(FLOATS, LOG_0));
    FloatVector exponent = toFloats(bits.lanewise(ASHR, BoxMuller.FRACTION_BITS));
    FloatVector step = FloatVector.broadcast(FLOATS, BoxMuller.MINUS_2_LN_2);
    return exponent.fma(step, log.mul(f)).sqrt();
  }

  /** sin(pi / 2 t), where t is the midpoint of the word's cell in (-1, 1). */
  private static FloatVector sine(IntVector word) {
    FloatVector t = toFloats(word).add(0.5f).mul(BoxMuller.UNIT_31);
    FloatVector z = t.mul(t);
    FloatVector sine = FloatVector.broadcast(FLOATS, SINE_4);
    sine = sine.fma(z, FloatVector.broadcast(FLOATS, SINE_3));
    sine = sine.fma(z, FloatVector.broadcast(FLOATS, SINE_2));
    sine = sine.fma(z, FloatVector.broadcast(FLOATS, SINE_1));
    sine = sine.fma(z, FloatVector.broadcast(FLOATS, SINE_0));
    return sine.mul(t);
  }

  private static FloatVector toFloats(IntVector x) {
    return (FloatVector) x.convert(I2F, 0);
  }
}
