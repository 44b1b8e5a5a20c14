package io.evenkeel.core.kernel;

import static jdk.incubator.vector.VectorOperators.D2F;
import static jdk.incubator.vector.VectorOperators.F2D;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kinds of vectors in use: one of floats, one of doubles, one of ints, all of {@link
 * VectorKernels#BITS} bits.
 *
 * <p>One only. The methods of {@code FloatVector} are compiled into their callers by the classes
 * that were seen in them, whoever called them. Once they have seen two, C2 no longer knows what a
 * sum inside a loop is, makes it an object, and the loop twenty times slower: at any time, and in
 * kernels that have nothing to do with the second kind. So the width is chosen once, before the
 * first vector is made.
 */
final class Species {
  private static final VectorShape SHAPE = VectorShape.forBitSize(VectorKernels.BITS);

  static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class, SHAPE);
  static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(double.class, SHAPE);
  static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SHAPE);

  private Species() {}

  /** As many doubles as there are in a vector, from floats of which twice as many are read. */
  static DoubleVector widened(float[] x, int from) {
    // C2 takes five instructions more for the upper half of a vector than for the lower.
    return (DoubleVector) FloatVector.fromArray(FLOATS, x, from).convertShape(F2D, DOUBLES, 0);
  }

  /** Writes the doubles of a vector as floats, and as many zeros behind them. */
  static void narrow(DoubleVector x, float[] to, int at) {
    ((FloatVector) x.convertShape(D2F, FLOATS, 0)).intoArray(to, at);
  }
}
