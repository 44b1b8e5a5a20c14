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
 * <p>A process must use one width only. C2 inlines the methods of {@code FloatVector} according to
 * the vector classes that it has seen in them, whoever the callers were. Once it has seen two
 * classes, it no longer knows the class of a sum inside a loop and makes it an object, which makes
 * loops twenty times slower, also those of kernels that never use the second width. So the width is
 * chosen once, before the first vector is made.
 */
final class Species {
  private static final VectorShape SHAPE = VectorShape.forBitSize(VectorKernels.BITS);

  static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class, SHAPE);
  static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(double.class, SHAPE);
  static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SHAPE);

  private Species() {}

  /**
   * Loads the floats of half a vector, widened to a vector of doubles. It reads as many floats as a
   * whole vector of floats has.
   */
  static DoubleVector widened(float[] x, int from) {
    // C2 takes five instructions more for the upper half of a vector than for the lower.
    return (DoubleVector) FloatVector.fromArray(FLOATS, x, from).convertShape(F2D, DOUBLES, 0);
  }

  /** Stores a vector of doubles as floats, followed by as many zeros. */
  static void narrow(DoubleVector x, float[] to, int at) {
    ((FloatVector) x.convertShape(D2F, FLOATS, 0)).intoArray(to, at);
  }
}
