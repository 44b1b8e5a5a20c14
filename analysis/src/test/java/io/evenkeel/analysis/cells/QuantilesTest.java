package io.evenkeel.analysis.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;
import org.junit.jupiter.api.Test;

/** Quantiles against those of another library. */
class QuantilesTest {
  /** R's type 7, NumPy's default: linear between order statistics. */
  private static final Percentile LIBRARY = new Percentile().withEstimationType(EstimationType.R_7);

  private static Band library(double[] x) {
    LIBRARY.setData(x);
    return new Band(LIBRARY.evaluate(10), LIBRARY.evaluate(50), LIBRARY.evaluate(90));
  }

  private static Quantiles of(double... x) {
    Quantiles quantiles = new Quantiles();
    for (double value : x) {
      quantiles.add(value);
    }
    return quantiles;
  }

  private static void assertClose(Band band, Band expected, double relative) {
    assertThat(band.p10()).isCloseTo(expected.p10(), within(relative * Math.abs(expected.p10())));
    assertThat(band.median())
        .isCloseTo(expected.median(), within(relative * Math.abs(expected.median())));
    assertThat(band.p90()).isCloseTo(expected.p90(), within(relative * Math.abs(expected.p90())));
  }

  @Test
  void fewValuesHaveExactQuantiles() {
    Random random = new Random(2);
    for (int n = 1; n < 40; n++) {
      double[] x = random.doubles(n, -3, 5).toArray();
      // Two products and a sum.
      assertClose(of(x).band().get(), library(x), 1e-14);
    }
    assertThat(of(4, 4, 4).band()).hasValue(new Band(4, 4, 4));
    assertThat(of().band()).isEmpty();
    assertThat(of(Double.NaN).band()).isEmpty();
  }

  @Test
  void manyValuesAreRoundedAndDoNotDependOnTheirOrder() {
    int n = 3 * Quantiles.EXACT_UP_TO;
    double[] x = new Random(3).doubles(n).map(u -> Math.exp(20 * u) - 1000).toArray();
    Quantiles all = of(x);
    Quantiles first = new Quantiles();
    Quantiles second = new Quantiles();
    for (int i = n - 1; i >= 0; i--) {
      (i % 50 == 0 ? first : second).add(x[i]);
    }
    Quantiles merged = new Quantiles();
    merged.add(first);
    merged.add(second);
    assertThat(merged.band()).isEqualTo(all.band());
    // Neighbours are closer than the rounding to 14 binary digits.
    assertClose(all.band().get(), library(x), Math.pow(2, -14) * 1.01);
    all.settle();
    assertThat(all.band()).isEqualTo(merged.band());
  }
}
