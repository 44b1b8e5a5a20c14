package io.evenkeel.core.kernel;

import static io.evenkeel.core.kernel.Species.DOUBLES;
import static io.evenkeel.core.kernel.Species.FLOATS;
import static io.evenkeel.core.kernel.Species.narrow;
import static io.evenkeel.core.kernel.Species.widened;

import jdk.incubator.vector.DoubleVector;

/** {@link NormKernel} in vector code; the remaining values of a row are treated one by one. */
final class VectorNorms implements NormKernel {
  /** How many floats are read or written at a time; only the first half of them is used. */
  private static final int SPAN = FLOATS.length();

  private static final int STEP = DOUBLES.length();
  private static final PlainNorms REST = new PlainNorms();

  @Override
  public void normalise(float[] x, int from, int length, double centre, double factor, float[] y) {
    DoubleVector c = DoubleVector.broadcast(DOUBLES, centre);
    DoubleVector f = DoubleVector.broadcast(DOUBLES, factor);
    int end = from + length;
    int i = from;
    for (; i <= end - SPAN; i += STEP) {
      narrow(widened(x, i).sub(c).mul(f), y, i);
    }
    REST.normalise(x, i, end - i, centre, factor, y);
  }

  @Override
  public void normalise(
      float[] x, int from, int length, double[] centres, double[] factors, float[] y) {
    int unit = 0;
    for (; unit <= length - SPAN; unit += STEP) {
      DoubleVector c = DoubleVector.fromArray(DOUBLES, centres, unit);
      DoubleVector f = DoubleVector.fromArray(DOUBLES, factors, unit);
      narrow(widened(x, from + unit).sub(c).mul(f), y, from + unit);
    }
    for (; unit < length; unit++) {
      REST.normalise(x, from + unit, 1, centres[unit], factors[unit], y);
    }
  }

  @Override
  public void project(
      float[] gradient,
      float[] y,
      int from,
      int length,
      double shift,
      double slope,
      double factor,
      double[] result) {
    DoubleVector a = DoubleVector.broadcast(DOUBLES, shift);
    DoubleVector b = DoubleVector.broadcast(DOUBLES, slope);
    DoubleVector f = DoubleVector.broadcast(DOUBLES, factor);
    int end = from + length;
    int i = from;
    for (; i <= end - SPAN; i += STEP) {
      DoubleVector slopes = b.mul(widened(y, i));
      widened(gradient, i).sub(a).sub(slopes).mul(f).intoArray(result, i);
    }
    REST.project(gradient, y, i, end - i, shift, slope, factor, result);
  }

  @Override
  public void project(
      float[] gradient,
      float[] y,
      int from,
      int length,
      double[] shifts,
      double[] slopes,
      double[] factors,
      double[] result) {
    int unit = 0;
    for (; unit <= length - SPAN; unit += STEP) {
      int i = from + unit;
      DoubleVector slope = DoubleVector.fromArray(DOUBLES, slopes, unit).mul(widened(y, i));
      DoubleVector shifted =
          widened(gradient, i).sub(DoubleVector.fromArray(DOUBLES, shifts, unit));
      DoubleVector factor = DoubleVector.fromArray(DOUBLES, factors, unit);
      shifted.sub(slope).mul(factor).intoArray(result, i);
    }
    for (; unit < length; unit++) {
      REST.project(gradient, y, from + unit, 1, shifts[unit], slopes[unit], factors[unit], result);
    }
  }
}
