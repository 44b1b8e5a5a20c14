package io.evenkeel.analysis.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;

/** Moments against the two-pass formulas of another library. */
class MomentsTest {
  private static final int VALUES = 10_000;

  @Test
  void meanAndSpreadAreThoseOfTwoPasses() {
    Random random = new Random(1);
    double[] x = random.doubles(VALUES).map(u -> 1000 + u).toArray();
    Moments all = new Moments(2);
    Moments[] parts = {new Moments(2), new Moments(2), new Moments(2)};
    for (int i = 0; i < VALUES; i++) {
      all.add(1, x[i]);
      parts[i < 10 ? 0 : 1].add(1, x[i]);
    }
    Moments merged = new Moments(2);
    for (Moments part : parts) {
      merged.add(part);
    }
    // A deviation of 0.3 around 1000: means are right to some units in the last place of 1000, and
    // that error over the deviation is the squares' relative error at most.
    double ulps = 100 * Math.ulp(1000.0);
    for (Moments moments : new Moments[] {all, merged}) {
      Sample sample = moments.sample(1);
      assertThat(sample.n()).isEqualTo(VALUES);
      assertThat(sample.mean()).isCloseTo(StatUtils.mean(x), within(ulps));
      assertThat(sample.std()).isCloseTo(Math.sqrt(StatUtils.variance(x)), within(ulps));
      assertThat(moments.sample(0).n()).isZero();
    }
  }

  @Test
  void equalValuesHaveNoSpread() {
    Moments moments = new Moments(1);
    Moments other = new Moments(1);
    for (int i = 0; i < 7; i++) {
      moments.add(0, 0.1);
      other.add(0, 0.1);
    }
    moments.add(other);
    assertThat(moments.sample(0)).isEqualTo(new Sample(14, 0.1, 0));
  }

  @Test
  void oneValueHasNoSpreadToTellAndNanIsNone() {
    Moments moments = new Moments(1);
    moments.add(0, Double.NaN);
    assertThat(moments.sample(0)).isEqualTo(Sample.NONE);
    moments.add(0, 3);
    assertThat(moments.sample(0)).isEqualTo(new Sample(1, 3, Double.NaN));
  }
}
