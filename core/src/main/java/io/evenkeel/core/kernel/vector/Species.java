package io.evenkeel.core.kernel.vector;

import static jdk.incubator.vector.VectorOperators.D2F;
import static jdk.incubator.vector.VectorOperators.F2D;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kinds of vectors in use: one of floats, one of doubles, one of ints.
 *
 * <p>One only. The methods of {@code FloatVector} are compiled into their callers by the classes
 * that were seen in them, whoever called them. Once they have seen two, C2 no longer knows what a
 * sum inside a loop is, makes it an object, and the loop twenty times slower: at any time, and in
 * kernels that have nothing to do with the second kind.
 */
final class Species {
  static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_256;
  static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_256;
  static final VectorSpecies<Integer> INTS = IntVector.SPECIES_256;

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
