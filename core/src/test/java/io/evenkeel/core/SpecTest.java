package io.evenkeel.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Texts of numbers and of members are read back as what they stand for, over random values. */
class SpecTest {
  @Test
  void theTextOfANumberIsReadBackAndNoneIsShorter() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 4000; i++) {
      double x = number(random);
      String text = Numbers.text(x);
      if (x == 0) {
        assertThat(text).isEqualTo("0");
        continue;
      }
      assertThat(Double.parseDouble(text)).as(text).isEqualTo(x);
      // The Java library's text has at least as many digits as the shortest one.
      assertThat(digits(text)).as("%s, not %s", text, x).isLessThanOrEqualTo(digits("" + x));
      assertThat(Spec.literal(text)).isEqualTo(x);
    }
  }

  private static int digits(String text) {
    String mantissa = text.replaceFirst("[eE].*", "").replaceAll("[-.]", "");
    return mantissa.replaceFirst("^0+", "").replaceFirst("0+$", "").length();
  }

  private static double number(SplittableRandom random) {
    double x =
        switch (random.nextInt(4)) {
          case 0 -> Double.longBitsToDouble(random.nextLong());
          case 1 -> random.nextLong(-2_000_000_000_000_000L, 2_000_000_000_000_000L);
          case 2 -> random.nextInt(-1000, 1000) / 100.0;
          default -> (float) random.nextDouble(-2, 2);
        };
    return Double.isFinite(x) ? x : 0;
  }

  @Test
  void theTextOfAMemberIsReadBack() {
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 5000; i++) {
      Spec spec = Spec.of(word(random));
      int arguments = random.nextInt(4);
      for (int a = 0; a < arguments; a++) {
        spec = spec.with("k" + a + word(random), value(random));
      }
      assertThat(Spec.parse(spec.text())).isEqualTo(spec);
      String spaced =
          spec.text()
              .replace("=", " = ")
              .replace(",", " ,  ")
              .replace("(", " ( ")
              .replace(")", " ) ");
      assertThat(Spec.parse(spaced)).isEqualTo(spec);
    }
  }

  private static Object value(SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextBoolean();
      case 1 ->
          List.of("auto", "fan_in", "relu", "true", "1e5", "a-1", "2-1").get(random.nextInt(7));
      default -> number(random);
    };
  }

  private static String word(SplittableRandom random) {
    StringBuilder word = new StringBuilder().append((char) ('a' + random.nextInt(26)));
    for (int i = random.nextInt(6); i > 0; i--) {
      word.append("abcxyz_019".charAt(random.nextInt(10)));
    }
    return word.toString();
  }
}
