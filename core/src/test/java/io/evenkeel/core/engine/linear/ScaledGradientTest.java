package io.evenkeel.core.engine.linear;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.linalg.Memory;
import io.evenkeel.core.linalg.SharedMemory;
import io.evenkeel.core.linalg.SharedMemory.Shared;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/**
 * Gradients with a carried power of two against exact decimal arithmetic. Every result is within
 * one unit roundoff of the exact value for each of its at most three float32 operations, plus what
 * lies 2^149 below the largest value.
 */
class ScaledGradientTest {
  private static final int LENGTH = 9;
  private static final BigDecimal RELATIVE = new BigDecimal(3 * 0x1p-24);
  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final MathContext DIGITS = new MathContext(60);

  private final SplittableRandom random = new SplittableRandom(6);

  @Test
  void aProductIsExactUpToRounding() {
    for (int round = 0; round < 2000; round++) {
      ScaledGradient g = gradient();
      float[] slope = new float[LENGTH];
      for (int i = 0; i < LENGTH; i++) {
        slope[i] = random.nextInt(5) == 0 ? 0f : (float) Math.scalb(random.nextDouble(), -20);
      }
      List<BigDecimal> exact = new ArrayList<>();
      for (int i = 0; i < LENGTH; i++) {
        exact.add(value(g, i).multiply(new BigDecimal(slope[i])));
      }
      ScaledGradient product = empty();
      product.setProduct(g, slope, LENGTH);
      check(product, exact);
    }
  }

  @Test
  void aSumIsExactUpToRounding() {
    for (int round = 0; round < 3000; round++) {
      ScaledGradient first = gradient();
      ScaledGradient second = gradient();
      if (random.nextInt(10) == 0) {
        second.multiply(0, LENGTH);
      }
      List<BigDecimal> exact = each(first, second, BigDecimal::add);
      first.add(second, LENGTH);
      check(first, exact);
    }
  }

  @Test
  void aMultipleIsExactUpToRounding() {
    for (int round = 0; round < 2000; round++) {
      ScaledGradient g = gradient();
      double factor = Math.scalb(random.nextDouble(-1, 1), random.nextInt(-400, 400));
      List<BigDecimal> exact = each(g, g, (a, b) -> a.multiply(new BigDecimal(factor), DIGITS));
      g.multiply(factor, LENGTH);
      check(g, exact);
    }
  }

  private static List<BigDecimal> each(
      ScaledGradient a, ScaledGradient b, BiFunction<BigDecimal, BigDecimal, BigDecimal> f) {
    List<BigDecimal> results = new ArrayList<>();
    for (int i = 0; i < LENGTH; i++) {
      results.add(f.apply(value(a, i), value(b, i)));
    }
    return results;
  }

  /** The true value of one entry; cancellation of powers of two beyond 1e600 is not needed. */
  private static BigDecimal value(ScaledGradient g, int i) {
    BigDecimal power = TWO.pow((int) Math.abs(g.exponent()), DIGITS);
    BigDecimal significand = new BigDecimal(g.values()[i]);
    return g.exponent() < 0
        ? significand.divide(power, DIGITS)
        : significand.multiply(power, DIGITS);
  }

  private static void check(ScaledGradient actual, List<BigDecimal> exact) {
    BigDecimal largest =
        exact.stream().map(BigDecimal::abs).max(BigDecimal::compareTo).orElseThrow();
    BigDecimal negligible = largest.multiply(TWO.pow(-120, DIGITS));
    for (int i = 0; i < LENGTH; i++) {
      BigDecimal difference = value(actual, i).subtract(exact.get(i)).abs();
      // A sum may cancel: its two terms are rounded to float32 before.
      BigDecimal bound = RELATIVE.multiply(exact.get(i).abs()).add(negligible);
      assertThat(difference)
          .as("entry %s: %s, not %s", i, value(actual, i), exact.get(i))
          .isLessThanOrEqualTo(bound);
    }
    float most = 0;
    for (int i = 0; i < LENGTH; i++) {
      most = Math.max(most, Math.abs(actual.values()[i]));
    }
    assertThat(most == 0 || (most >= 1 && most < 2)).as("largest magnitude %s", most).isTrue();
  }

  /** Values over a few binades, times a power of two out of float64's range now and then. */
  private ScaledGradient gradient() {
    double[] values = new double[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      float value = (float) Math.scalb(random.nextDouble(-1, 1), random.nextInt(-8, 8));
      values[i] = random.nextInt(6) == 0 ? 0 : value;
    }
    ScaledGradient gradient = empty();
    gradient.set(values, LENGTH, random.nextInt(3) == 0 ? random.nextInt(-60, 60) : 0);
    return gradient;
  }

  private static ScaledGradient empty() {
    SharedMemory shared = new SharedMemory();
    Shared<float[]> room = shared.floats();
    room.atLeast(LENGTH);
    shared.allocate(Memory.allocating());
    return new ScaledGradient(room);
  }
}
