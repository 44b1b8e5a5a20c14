package io.evenkeel.core.theory.block;

import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.kernel.FloatFormat;
import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.core.precision.FormatRange;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;

/**
 * Values of a unit as functions of a standard normal variable, exact and rounded to a format, at
 * equally spaced points of that variable. A point has the mass of the normal density there. Values
 * are computed when they are needed.
 */
final class RoundedSample {
  private static final int POINTS = 8192;

  /**
   * Not a power of two, because then points of a standard normal variable would be values of a
   * format.
   */
  private static final double REACH = 7.9577;

  private static final double[] NORMALS = new double[POINTS];
  private static final double[] MASSES = new double[POINTS];

  static {
    double total = 0;
    for (int i = 0; i < POINTS; i++) {
      NORMALS[i] = REACH * ((2 * i + 1.0) / POINTS - 1);
      MASSES[i] = Math.exp(-NORMALS[i] * NORMALS[i] / 2);
      total += MASSES[i];
    }
    for (int i = 0; i < POINTS; i++) {
      MASSES[i] /= total;
    }
  }

  private final FloatFormat format;
  private final Supplier<Values> values;
  private Values known;

  private RoundedSample(FloatFormat format, Supplier<Values> values) {
    this.format = format;
    this.values = values;
  }

  /** Exact and rounded values. */
  private static final class Values {
    private final double[] exact;
    private final double[] rounded;

    private Values(double[] exact, double[] rounded) {
      this.exact = exact;
      this.rounded = rounded;
    }
  }

  private Values values() {
    if (known == null) {
      known = values.get();
    }
    return known;
  }

  private double[] exact() {
    return values().exact;
  }

  private double[] rounded() {
    return values().rounded;
  }

  /** A normal value of mean 0 that has not been rounded. */
  static RoundedSample normal(FloatFormat format, double std) {
    return new RoundedSample(
        format,
        () -> {
          double[] of = Arrays.stream(NORMALS).map(z -> std * z).toArray();
          return new Values(of, of);
        });
  }

  /** Exact and rounded values after phi. */
  RoundedSample through(Activation phi) {
    return mapped(phi::value);
  }

  /** Exact and rounded values times a factor, plus a number. */
  RoundedSample scaled(double factor, double plus) {
    return mapped(x -> factor * x + plus);
  }

  private RoundedSample mapped(DoubleUnaryOperator map) {
    return new RoundedSample(
        format,
        () -> {
          double[] of = Arrays.stream(exact()).map(map).toArray();
          return new Values(
              of, rounded() == exact() ? of : Arrays.stream(rounded()).map(map).toArray());
        });
  }

  /** The sample with its rounded values rounded once more. */
  RoundedSample round() {
    return new RoundedSample(format, () -> new Values(exact(), again()));
  }

  private double[] again() {
    float[] narrow = new float[POINTS];
    for (int i = 0; i < POINTS; i++) {
      narrow[i] = (float) rounded()[i];
    }
    Kernels.rounding().round(format, narrow, 0, narrow, 0, POINTS);
    double[] again = new double[POINTS];
    double largest = FormatRange.of(format).largest();
    for (int i = 0; i < POINTS; i++) {
      // Points beyond the largest stand for values that a batch does not have.
      again[i] = Math.max(-largest, Math.min(largest, narrow[i]));
    }
    return again;
  }

  /** {@code 1 - cos} between exact and rounded values; 1 if one of both is all 0. */
  double distance() {
    double[] of = exact();
    double[] ofRounded = rounded();
    double square = 0;
    double roundedSquare = 0;
    for (int i = 0; i < POINTS; i++) {
      square += MASSES[i] * of[i] * of[i];
      roundedSquare += MASSES[i] * ofRounded[i] * ofRounded[i];
    }
    if (square == 0 || roundedSquare == 0) {
      return square == roundedSquare ? 0 : 1;
    }
    double norm = Math.sqrt(square);
    double roundedNorm = Math.sqrt(roundedSquare);
    double squares = 0;
    for (int i = 0; i < POINTS; i++) {
      double difference = ofRounded[i] / roundedNorm - of[i] / norm;
      squares += MASSES[i] * difference * difference;
    }
    return squares / 2;
  }

  /** Share of the exact values other than 0 whose rounded value is 0. */
  double zeros() {
    double zeros = 0;
    double all = 0;
    for (int i = 0; i < POINTS; i++) {
      all += exact()[i] != 0 ? MASSES[i] : 0;
      zeros += exact()[i] != 0 && rounded()[i] == 0 ? MASSES[i] : 0;
    }
    return all == 0 ? 0 : zeros / all;
  }
}
