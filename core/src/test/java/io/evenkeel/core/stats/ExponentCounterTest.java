package io.evenkeel.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExponentCounterTest {
  private final ExponentCounter counter = new ExponentCounter();

  /** Of all bit patterns, of small values, and of values with a zero and an infinity among them. */
  @ParameterizedTest
  @ValueSource(ints = {0xFFFFFFFF, 0x807FFFFF, 0xBFFFFFFF, 0x80000003})
  void countsAsJavasOwnExponentOfADoubleDoes(int mask) {
    SplittableRandom random = new SplittableRandom(mask);
    float[] x = new float[1009];
    TreeMap<Integer, Integer> expected = new TreeMap<>();
    for (int i = 0; i < x.length; i++) {
      x[i] = i % 100 == 7 ? 0 : Float.intBitsToFloat(random.nextInt() & mask);
      if (x[i] != 0 && Float.isFinite(x[i])) {
        expected.merge(Math.getExponent((double) x[i]), 1, Integer::sum);
      }
    }
    ExponentCounts counts = counter.of(x, x.length, 1000);
    assertThat(counts.first()).isEqualTo(expected.firstKey() + 1000);
    assertThat(counts.last()).isEqualTo(expected.lastKey() + 1000);
    expected.forEach((e, n) -> assertThat(counts.count(e + 1000L)).as("2^%s", e).isEqualTo(n));
    assertThat(counts.total())
        .isEqualTo(expected.values().stream().mapToInt(Integer::intValue).sum());
    assertThat(ExponentCounts.parse(counts.text())).isEqualTo(counts);
  }

  @Test
  void ofNothingThatCounts() {
    float[] x = {0, -0f, Float.NaN, Float.POSITIVE_INFINITY};
    ExponentCounts none = counter.of(x, x.length, -5);
    assertThat(none).isEqualTo(ExponentCounts.NONE).isEqualTo(ExponentCounts.parse(""));
    assertThat(none.text()).isEmpty();
    assertThat(none.total()).isZero();
    assertThat(none.log2Quantile(0.5)).isNaN();
    assertThat(none.below(3)).isZero();
  }

  @Test
  void isWrittenFromTheSmallestToTheLargestThatOccur() {
    float[] x = {0.25f, 0.3f, 0, 1, -1.5f, 1.9f};
    assertThat(counter.of(x, x.length, 0).text()).isEqualTo("-2:2,0,3");
    assertThat(counter.of(x, x.length, -3000).text()).isEqualTo("-3002:2,0,3");
  }

  @Test
  void whatIsNoTextOfCountsIsRefused() {
    for (String text : new String[] {"3", "x:1", "3:1,,2", "3:1;2"}) {
      assertThatThrownBy(() -> ExponentCounts.parse(text))
          .isInstanceOf(NumberFormatException.class);
    }
  }

  /** Evenly spread values have their quantiles where they are. */
  @Test
  void quantilesAndCountsBelowABoundAreEachOthersInverse() {
    float[] x = new float[1 << 16];
    for (int i = 0; i < x.length; i++) {
      x[i] = (i + 0.5f) / x.length;
    }
    ExponentCounts counts = counter.of(x, x.length, 0);
    for (double share : new double[] {0.01, 0.1, 0.4, 0.5, 0.75, 0.99}) {
      double log2 = counts.log2Quantile(share);
      assertThat(Math.pow(2, log2)).isCloseTo(share, within(1e-4));
      assertThat(counts.below(log2)).isCloseTo(share * x.length, within(1e-6 * x.length));
    }
    assertThat(counts.below(0)).isEqualTo(x.length);
    assertThat(counts.below(-40)).isZero();
  }
}
