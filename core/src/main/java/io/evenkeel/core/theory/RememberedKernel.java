package io.evenkeel.core.theory;

import io.evenkeel.core.activation.Activation;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/**
 * A kernel that integrates nothing twice. Networks of one scheme go through the same lengths and
 * correlations whatever their depth, and settle; a sweep's thousands of cells share a few walks.
 * The expectations at one length {@linkplain LengthMoments share their nodes}, and products of
 * activations of one length are {@linkplain HermiteSeries summed as a series}, where that settles;
 * everything else is the plain kernel's.
 *
 * <p>Of any number of threads. What is remembered is bounded and is forgotten at once when full.
 */
final class RememberedKernel implements Kernel {
  private static final int MOST_VALUES = 200_000;
  private static final int MOST_ACTIVATIONS = 100;
  private static final Map<Activation, Kernel> SHARED = new ConcurrentHashMap<>();

  /** Which expectation. */
  private enum Of {
    PRODUCT,
    SLOPE_PRODUCT,
    PRODUCT_SLOPE
  }

  private record Key(Of of, double q1, double q2, double c) {}

  private final Activation activation;
  private final Kernel kernel;
  private final Map<Key, Double> values = new ConcurrentHashMap<>();
  private final Map<Double, LengthMoments> moments = new ConcurrentHashMap<>();

  private RememberedKernel(Activation activation, Kernel kernel) {
    this.activation = activation;
    this.kernel = kernel;
  }

  /** The kernel of an activation; one that is dear to evaluate is shared by all who ask for it. */
  static Kernel of(Activation activation) {
    Kernel kernel = Kernel.of(activation);
    if (!(kernel instanceof QuadratureKernel)) {
      return kernel;
    }
    if (SHARED.size() >= MOST_ACTIVATIONS) {
      SHARED.clear();
    }
    return SHARED.computeIfAbsent(activation, key -> new RememberedKernel(activation, kernel));
  }

  private double product(Key key, DoubleSupplier value) {
    Double known = values.get(key);
    if (known != null) {
      return known;
    }
    double computed = value.getAsDouble();
    if (values.size() >= MOST_VALUES) {
      values.clear();
    }
    values.put(key, computed);
    return computed;
  }

  private LengthMoments moments(double q) {
    LengthMoments known = moments.get(q);
    if (known != null) {
      return known;
    }
    LengthMoments computed = LengthMoments.of(activation, q).orElseGet(() -> plainMoments(q));
    if (moments.size() >= MOST_VALUES) {
      moments.clear();
    }
    moments.put(q, computed);
    return computed;
  }

  private LengthMoments plainMoments(double q) {
    return new LengthMoments(
        kernel.mean(q),
        kernel.square(q),
        kernel.variance(q),
        kernel.kurtosis(q),
        kernel.slopeSquare(q),
        kernel.squareSlope(q));
  }

  @Override
  public double mean(double q) {
    return moments(q).mean();
  }

  @Override
  public double square(double q) {
    return moments(q).square();
  }

  @Override
  public double variance(double q) {
    return moments(q).variance();
  }

  @Override
  public double kurtosis(double q) {
    return moments(q).kurtosis();
  }

  @Override
  public double squareSlope(double q) {
    return moments(q).squareSlope();
  }

  @Override
  public double slopeSquare(double q) {
    return moments(q).slopeSquare();
  }

  @Override
  public double product(double q1, double q2, double c) {
    return product(
        new Key(Of.PRODUCT, q1, q2, c),
        () -> {
          double series =
              q1 == q2 ? HermiteSeries.product(activation, q1, c, square(q1)) : Double.NaN;
          return Double.isNaN(series) ? kernel.product(q1, q2, c) : series;
        });
  }

  @Override
  public double slopeProduct(double q1, double q2, double c) {
    return product(new Key(Of.SLOPE_PRODUCT, q1, q2, c), () -> kernel.slopeProduct(q1, q2, c));
  }

  @Override
  public double productSlope(double q1, double q2, double c) {
    return product(new Key(Of.PRODUCT_SLOPE, q1, q2, c), () -> kernel.productSlope(q1, q2, c));
  }

  @Override
  public boolean continuous() {
    return kernel.continuous();
  }
}
