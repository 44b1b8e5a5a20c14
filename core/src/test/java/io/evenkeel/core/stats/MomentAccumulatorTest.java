package io.evenkeel.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MomentAccumulatorTest {
  private static final MathContext DIGITS = new MathContext(60);

  /** Exact moments of finite values, by decimal arithmetic. */
  private record Exact(double mean, double std, double rms) {
    static Exact of(float[] x) {
      BigDecimal n = BigDecimal.valueOf(x.length);
      BigDecimal sum = BigDecimal.ZERO;
      BigDecimal squares = BigDecimal.ZERO;
      for (float value : x) {
        BigDecimal exact = new BigDecimal(value);
        sum = sum.add(exact);
        squares = squares.add(exact.multiply(exact));
      }
      BigDecimal mean = sum.divide(n, DIGITS);
      BigDecimal centred = squares.subtract(sum.multiply(sum).divide(n, DIGITS));
      double std =
          x.length < 2
              ? Double.NaN
              : centred
                  .divide(BigDecimal.valueOf(x.length - 1L), DIGITS)
                  .max(BigDecimal.ZERO)
                  .sqrt(DIGITS)
                  .doubleValue();
      return new Exact(
          mean.doubleValue(), std, squares.divide(n, DIGITS).sqrt(DIGITS).doubleValue());
    }
  }

  static Stream<Arguments> finiteInputs() {
    return Stream.of(
        Arguments.of("unit", 1000, (DoubleUnaryOperator) z -> z),
        Arguments.of("huge", 1000, (DoubleUnaryOperator) z -> z * 1e37),
        Arguments.of("subnormal", 1000, (DoubleUnaryOperator) z -> z * 1e-42),
        Arguments.of("tiny", 1000, (DoubleUnaryOperator) z -> z * 1e-30),
        Arguments.of("far from zero", 1000, (DoubleUnaryOperator) z -> 1e6 + z),
        Arguments.of("neighbouring floats", 999, (DoubleUnaryOperator) z -> 1 + 1e-7 * z),
        Arguments.of("half zero", 1001, (DoubleUnaryOperator) z -> Math.max(0, z)),
        Arguments.of("equal", 77, (DoubleUnaryOperator) z -> 0.1),
        Arguments.of("one", 1, (DoubleUnaryOperator) z -> z),
        Arguments.of("three", 3, (DoubleUnaryOperator) z -> z));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("finiteInputs")
  void agreesWithDecimalArithmetic(String name, int n, DoubleUnaryOperator shape) {
    float[] x = draw(n, 11, shape);
    LayerStats stats = statsOf(x);
    Exact exact = Exact.of(x);
    // 4 n eps on the variance is the accumulator's stated bound; half of it on the std.
    double relative = 4.0 * n * Math.ulp(1.0);
    double largest = Math.max(Math.abs(stats.min()), Math.abs(stats.max()));
    assertThat(stats.count()).isEqualTo(n);
    assertThat(stats.mean()).isCloseTo(exact.mean(), within(n * Math.ulp(largest)));
    assertThat(stats.rms()).isCloseTo(exact.rms(), within(relative * exact.rms()));
    if (n == 1) {
      assertThat(stats.std()).isNaN();
    } else {
      assertThat(stats.std()).isCloseTo(exact.std(), within(relative * exact.std()));
    }
    assertThat(stats.nans() + stats.infinities()).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("finiteInputs")
  void extremesAndZerosAreExact(String name, int n, DoubleUnaryOperator shape) {
    float[] x = draw(n, 12, shape);
    LayerStats stats = statsOf(x);
    float[] sorted = x.clone();
    Arrays.sort(sorted);
    int zeros = 0;
    for (float value : x) {
      zeros += value == 0 ? 1 : 0;
    }
    assertThat(stats.min()).isEqualTo(sorted[0]);
    assertThat(stats.max()).isEqualTo(sorted[n - 1]);
    assertThat(stats.zeros()).isEqualTo(zeros);
  }

  @Test
  void equalValuesHaveNoSpreadAtAll() {
    float[] x = new float[1000];
    Arrays.fill(x, 0.1f);
    assertThat(statsOf(x).std()).isZero();
  }

  @Test
  void aFirstValueFarOutDoesNoHarm() {
    float[] x = draw(4096, 13, z -> z);
    x[0] = 1e30f;
    LayerStats stats = statsOf(x);
    Exact exact = Exact.of(x);
    assertThat(stats.std()).isCloseTo(exact.std(), within(4 * 4096 * Math.ulp(1.0) * exact.std()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("finiteInputs")
  void sumsKnownBeforehandChangeNothing(String name, int n, DoubleUnaryOperator shape) {
    float[] x = draw(n, 17, shape);
    double sum = 0;
    double squares = 0;
    for (float value : x) {
      sum += value;
      squares += (double) value * value;
    }
    MomentAccumulator moments = new MomentAccumulator();
    moments.add(x, n, new BatchSums(sum, squares, Double.NaN, Double.NaN));
    LayerStats actual = moments.stats();
    LayerStats expected = statsOf(x);
    // Both are within 4 n eps of the exact variance, so within that of each other in the std.
    double relative = 4.0 * n * Math.ulp(1.0);
    if (n > 1) {
      assertThat(actual.std()).isCloseTo(expected.std(), within(relative * expected.std()));
    }
    assertThat(actual.rms()).isCloseTo(expected.rms(), within(relative * expected.rms()));
    assertThat(actual.min()).isEqualTo(expected.min());
    assertThat(actual.max()).isEqualTo(expected.max());
    assertThat(actual.zeros()).isEqualTo(expected.zeros());
  }

  @Test
  void partsMergedInOrderAgreeWithTheWhole() {
    float[] x = draw(5000, 14, z -> 3 + z);
    MomentAccumulator merged = new MomentAccumulator();
    for (int from = 0; from < x.length; from += 777) {
      MomentAccumulator part = new MomentAccumulator();
      float[] piece = Arrays.copyOfRange(x, from, Math.min(x.length, from + 777));
      part.add(piece, piece.length);
      merged.merge(part);
    }
    LayerStats whole = statsOf(x);
    assertThat(merged.stats().std()).isCloseTo(whole.std(), within(1e-12));
    assertThat(merged.stats().mean()).isCloseTo(whole.mean(), within(1e-12));
    assertThat(merged.stats().min()).isEqualTo(whole.min());
    assertThat(merged.stats().max()).isEqualTo(whole.max());
    assertThat(merged.stats().count()).isEqualTo(whole.count());
  }

  @Test
  void aNanMakesEveryMomentNanAndIsCounted() {
    float[] x = draw(100, 15, z -> z);
    x[0] = Float.NaN;
    x[50] = Float.NaN;
    x[60] = Float.POSITIVE_INFINITY;
    LayerStats stats = statsOf(x);
    assertThat(stats.nans()).isEqualTo(2);
    assertThat(stats.infinities()).isEqualTo(1);
    assertThat(new double[] {stats.mean(), stats.std(), stats.rms(), stats.min(), stats.max()})
        .containsOnly(Double.NaN);
    assertThat(stats.nonFinite()).isTrue();
  }

  @Test
  void infinitiesGiveWhatIeeeArithmeticGives() {
    float[] x = draw(100, 16, z -> z);
    x[7] = Float.POSITIVE_INFINITY;
    LayerStats one = statsOf(x);
    assertThat(one.mean()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(one.std()).isNaN();
    assertThat(one.rms()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(one.max()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(one.min()).isFinite();
    x[8] = Float.NEGATIVE_INFINITY;
    LayerStats both = statsOf(x);
    assertThat(both.mean()).isNaN();
    assertThat(both.min()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(both.infinities()).isEqualTo(2);
  }

  @Test
  void momentsOfNoValuesAreNan() {
    LayerStats stats = statsOf(new float[0]);
    assertThat(stats.count()).isZero();
    assertThat(stats.mean()).isNaN();
    assertThat(stats.nonFinite()).isFalse();
  }

  @Test
  void resetForgets() {
    MomentAccumulator moments = new MomentAccumulator();
    moments.add(new float[] {Float.NaN, 0, Float.NEGATIVE_INFINITY}, 3);
    moments.reset();
    moments.add(new float[] {1, 2, 3}, 3);
    assertThat(moments.stats()).isEqualTo(statsOf(new float[] {1, 2, 3}));
  }

  private static LayerStats statsOf(float[] x) {
    MomentAccumulator moments = new MomentAccumulator();
    moments.add(x, x.length);
    return moments.stats();
  }

  private static float[] draw(int n, long seed, DoubleUnaryOperator shape) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) shape.applyAsDouble(random.nextDouble(-2, 2));
    }
    return x;
  }
}
