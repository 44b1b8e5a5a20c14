package io.evenkeel.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class NumbersTest {
  /** Every number of digits is tried, from one on. */
  private static String shortest(double x) {
    int digits = 1;
    BigDecimal exact = new BigDecimal(x);
    while (exact.round(new MathContext(digits, RoundingMode.HALF_EVEN)).doubleValue() != x) {
      digits++;
    }
    return exact
        .round(new MathContext(digits, RoundingMode.HALF_EVEN))
        .stripTrailingZeros()
        .toString();
  }

  private static void check(double x) {
    String text = Numbers.text(x);
    assertThat(Double.parseDouble(text)).isEqualTo(x);
    assertThat(new BigDecimal(text).stripTrailingZeros().toString()).isEqualTo(shortest(x));
  }

  @Test
  void textIsTheShortestThatReadsBack() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 20_000; i++) {
      double x = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(x)) {
        check(x);
      }
      check(random.nextDouble());
      check(random.nextInt(1, 10_000) / 1000.0);
      check((float) random.nextDouble());
    }
  }

  @Test
  void theTextOfPowersOfTwoTheirNeighboursAndSubnormalsIsReadBack() {
    for (int exponent = -1074; exponent < 1024; exponent++) {
      double power = Math.scalb(1.0, exponent);
      check(power);
      check(-power);
      check(Math.nextUp(power));
      check(Math.nextDown(power) == 0 ? power : Math.nextDown(power));
    }
  }

  @Test
  void wholeNumbersAreWrittenOut() {
    assertThat(Numbers.text(-3)).isEqualTo("-3");
    assertThat(Numbers.text(-0.0)).isEqualTo("0");
    assertThat(Numbers.text(1e15)).isEqualTo("1e15");
    assertThat(Numbers.text(Double.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
    assertThat(Numbers.text(1e-7)).isEqualTo("1e-7");
  }
}
