package io.evenkeel.core.theory;

import io.evenkeel.core.activation.Activation;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * A kernel that remembers its integrals. Networks of one scheme pass the same lengths and
 * correlations whatever their depth, and settle. So thousands of cells of a sweep need only a few
 * different integrals. The expectations at one length {@linkplain LengthMoments share their nodes},
 * and products of activations of one length are {@linkplain HermiteSeries summed as a series}, if
 * that converges. Everything else is computed by the plain kernel.
 *
 * <p>Any number of threads may use it. The memory is bounded; when it is full, all integrals are
 * forgotten.
 */
final class RememberedKernel implements Kernel {
  private static final int MOST_VALUES = 20_000;

  /** How many series of one activation are remembered; each holds a thousand nodes. */
  private static final int MOST_SERIES = 64;

  private static final int MOST_ACTIVATIONS = 100;
  private static final Map<Activation, Kernel> SHARED = new ConcurrentHashMap<>();

  /** The kinds of expectations. */
  private enum Of {
    MEAN,
    SQUARE,
    VARIANCE,
    KURTOSIS,
    SQUARE_SLOPE,
    SLOPE_SQUARE,
    PRODUCT,
    SLOPE_PRODUCT,
    PRODUCT_SLOPE
  }

  private record Key(Of of, double q1, double q2, double c) {}

  private final Activation activation;
  private final Kernel kernel;
  private final Map<Key, Double> values = new ConcurrentHashMap<>();
  private final Map<Double, Optional<LengthMoments>> moments = new ConcurrentHashMap<>();
  private final Map<Double, Optional<HermiteSeries>> series = new ConcurrentHashMap<>();

  private RememberedKernel(Activation activation, Kernel kernel) {
    this.activation = activation;
    this.kernel = kernel;
  }

  /** The kernel of an activation; one that takes integrals is shared by all callers. */
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

  /** The remembered value of a key; if there is none, it is computed and remembered. */
  private static <K, V> V remembered(Map<K, V> known, K key, int most, Supplier<V> value) {
    V found = known.get(key);
    if (found != null) {
      return found;
    }
    V computed = value.get();
    if (known.size() >= most) {
      known.clear();
    }
    known.put(key, computed);
    return computed;
  }

  /**
   * An expectation at one length: from the shared nodes if they are precise enough, else by an
   * integral of its own.
   */
  private double atLength(
      Of of, double q, ToDoubleFunction<LengthMoments> shared, DoubleUnaryOperator plain) {
    Optional<LengthMoments> all =
        remembered(moments, q, MOST_VALUES, () -> LengthMoments.of(activation, q));
    double value = all.map(shared::applyAsDouble).orElse(Double.NaN);
    return Double.isNaN(value)
        ? remembered(values, new Key(of, q, q, 1), MOST_VALUES, () -> plain.applyAsDouble(q))
        : value;
  }

  @Override
  public double mean(double q) {
    return atLength(Of.MEAN, q, LengthMoments::mean, kernel::mean);
  }

  @Override
  public double square(double q) {
    return atLength(Of.SQUARE, q, LengthMoments::square, kernel::square);
  }

  @Override
  public double variance(double q) {
    return atLength(Of.VARIANCE, q, LengthMoments::variance, kernel::variance);
  }

  @Override
  public double kurtosis(double q) {
    return atLength(Of.KURTOSIS, q, LengthMoments::kurtosis, kernel::kurtosis);
  }

  @Override
  public double squareSlope(double q) {
    return atLength(Of.SQUARE_SLOPE, q, LengthMoments::squareSlope, kernel::squareSlope);
  }

  @Override
  public double slopeSquare(double q) {
    return atLength(Of.SLOPE_SQUARE, q, LengthMoments::slopeSquare, kernel::slopeSquare);
  }

  @Override
  public double product(double q1, double q2, double c) {
    return remembered(
        values,
        new Key(Of.PRODUCT, q1, q2, c),
        MOST_VALUES,
        () -> {
          double sum = q1 == q2 && c >= 0 && c < 1 ? series(q1, c) : Double.NaN;
          return Double.isNaN(sum) ? kernel.product(q1, q2, c) : sum;
        });
  }

  private double series(double q, double c) {
    double square = square(q);
    return remembered(series, q, MOST_SERIES, () -> HermiteSeries.of(activation, q))
        .map(known -> known.product(c, square))
        .orElse(Double.NaN);
  }

  @Override
  public double slopeProduct(double q1, double q2, double c) {
    return remembered(
        values,
        new Key(Of.SLOPE_PRODUCT, q1, q2, c),
        MOST_VALUES,
        () -> kernel.slopeProduct(q1, q2, c));
  }

  @Override
  public double productSlope(double q1, double q2, double c) {
    return remembered(
        values,
        new Key(Of.PRODUCT_SLOPE, q1, q2, c),
        MOST_VALUES,
        () -> kernel.productSlope(q1, q2, c));
  }

  @Override
  public boolean continuous() {
    return kernel.continuous();
  }
}
