package io.evenkeel.analysis.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.Numbers;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Compared with {@link Numbers#text}, which searches with exact decimal numbers. */
class CsvNumberTest {
  private static void check(double x) {
    assertThat(CsvNumber.text(x)).isEqualTo(Numbers.text(x));
  }

  @Test
  void numbersOfEveryMagnitudeHaveTheSameText() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20_000; i++) {
      check(Double.longBitsToDouble(random.nextLong()));
      check(random.nextDouble(-20, 20));
      check(random.nextInt(1, 1_000_000) / Math.pow(10, random.nextInt(0, 12)));
      check(Math.scalb((double) random.nextInt(1, 5000), random.nextInt(-40, 40)));
    }
  }

  @Test
  void boundariesOfTheFormHaveTheSameText() {
    for (int exponent = -1074; exponent < 1024; exponent++) {
      double power = Math.scalb(1.0, exponent);
      check(power);
      check(-Math.nextUp(power));
      check(Math.nextDown(power));
    }
    for (int decimal = -20; decimal < 25; decimal++) {
      double power = Double.parseDouble("1e" + decimal);
      check(power);
      check(-1.5 * power);
      check(Math.nextUp(power));
      check(Math.nextDown(power));
    }
    for (double special :
        new double[] {0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      check(special);
    }
  }
}
