package io.evenkeel.core.theory.block;

import io.evenkeel.core.activation.Activation;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A law of a real number: points with masses that add up to 1, and perhaps an independent normal
 * variable that is added.
 *
 * <p>The expectation of a smooth function of such a sum is integrated over the density by
 * Gauss-Legendre quadrature ({@link LegendrePanels}). The density is a mixture of normal densities
 * of the same variance, and panels are no wider than their standard deviation.
 */
final class Points {
  /** The probability that a normal value is farther from its mean than this is 2e-17. */
  private static final double REACH = 8.5;

  /** Widest panel, in standard deviations of the normal part. */
  private static final double PANEL = 1.0;

  /**
   * More panels than these are not used: then the points are far apart relative to the normal part.
   */
  private static final int MOST_PANELS = 4000;

  private final double[] at;
  private final double[] mass;
  private final double variance;

  private Points(double[] at, double[] mass, double variance) {
    this.at = at;
    this.mass = mass;
    this.variance = variance;
  }

  /** A normal value of mean 0. */
  static Points normal(double variance) {
    return new Points(new double[] {0}, new double[] {1}, variance);
  }

  /** The law of {@code factor} times the value, plus a number. */
  Points scaled(double factor, double plus) {
    return new Points(
        DoubleStream.of(at).map(x -> factor * x + plus).toArray(),
        mass,
        factor * factor * variance);
  }

  /** The law of the sum with an independent normal variable of mean 0. */
  Points plusNormal(double ofVariance) {
    return new Points(at, mass, variance + ofVariance);
  }

  /** The law of the value set to 0 with probability 1 - keep, else divided by keep. */
  Points dropped(double keep) {
    Points points = variance == 0 ? this : through(new double[0], x -> x);
    SortedMap<Double, Double> kept = new TreeMap<>();
    for (int i = 0; i < points.at.length; i++) {
      kept.merge(points.at[i] / keep, keep * points.mass[i], Double::sum);
    }
    kept.merge(0.0, 1 - keep, Double::sum);
    return of(kept);
  }

  /** The law of phi of the value, without a normal part. */
  Points through(Activation phi) {
    return through(phi.kinks(), phi::value);
  }

  /** A function of a real number. */
  private interface Curve {
    double at(double x);
  }

  private Points through(double[] kinks, Curve phi) {
    SortedMap<Double, Double> image = new TreeMap<>();
    if (variance == 0) {
      for (int i = 0; i < at.length; i++) {
        image.merge(phi.at(at[i]), mass[i], Double::sum);
      }
      return of(image);
    }
    double[] panels = panels(kinks);
    LegendrePanels.forEach(
        panels, (x, weight) -> image.merge(phi.at(x), weight * density(x), Double::sum));
    return of(image);
  }

  private static Points of(SortedMap<Double, Double> masses) {
    masses.values().removeIf(mass -> mass == 0);
    return new Points(
        masses.keySet().stream().mapToDouble(Double::doubleValue).toArray(),
        masses.values().stream().mapToDouble(Double::doubleValue).toArray(),
        0);
  }

  /** Ends of panels over all that has a density, the function's kinks among them. */
  private double[] panels(double[] kinks) {
    double std = Math.sqrt(variance);
    double low = Arrays.stream(at).min().orElseThrow() - REACH * std;
    double high = Arrays.stream(at).max().orElseThrow() + REACH * std;
    int count = (int) Math.min(MOST_PANELS, Math.ceil((high - low) / (PANEL * std)));
    DoubleStream equal =
        IntStream.rangeClosed(0, count).mapToDouble(i -> low + (high - low) * i / count);
    return DoubleStream.concat(
            equal, Arrays.stream(kinks).filter(kink -> kink > low && kink < high))
        .sorted()
        .distinct()
        .toArray();
  }

  private double density(double x) {
    double std = Math.sqrt(variance);
    double sum = 0;
    for (int i = 0; i < at.length; i++) {
      double z = (x - at[i]) / std;
      if (Math.abs(z) < REACH) {
        sum += mass[i] * Math.exp(-z * z / 2);
      }
    }
    return sum / (std * Math.sqrt(2 * Math.PI));
  }

  /** E[x]. */
  double mean() {
    double sum = 0;
    for (int i = 0; i < at.length; i++) {
      sum += mass[i] * at[i];
    }
    return sum;
  }

  /** E[x^2]. */
  double square() {
    double sum = variance;
    for (int i = 0; i < at.length; i++) {
      sum += mass[i] * at[i] * at[i];
    }
    return sum;
  }
}
