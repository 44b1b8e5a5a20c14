package io.evenkeel.core.activation;

import io.evenkeel.core.Spec;
import java.util.Locale;

/**
 * phi(x) = x Phi(x), Phi the normal distribution function; or, approximate=tanh, x sigma(2u) with u
 * = sqrt(2 / pi) (x + 0.044715 x^3).
 *
 * <p>phi' = Phi(x) + x exp(-x^2 / 2) / sqrt(2 pi), or sigma(2u) + 2 x u' sigma(2u) sigma(-2u). As
 * PyTorch evaluates it: phi(-Infinity) and phi'(+-Infinity) are NaN, and with approximate=tanh phi'
 * is NaN wherever x^2 overflows. NaN gives NaN.
 *
 * <p>D. Hendrycks, K. Gimpel, arXiv:1606.08415, section 2.
 *
 * @param approximate which of the two functions
 */
public record Gelu(Approximate approximate) implements Activation {
  /** PyTorch's parameter {@code approximate}. */
  public enum Approximate {
    /** x Phi(x). */
    NONE,
    /** Its approximation by the hyperbolic tangent. */
    TANH;

    /** The word in a spec. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** 2 sqrt(2 / pi). */
  private static final double LINEAR = 1.5957691216057308;

  private static final double CUBIC = 0.044715;

  /** Scaled by this, a number overflows when squared in double if it itself does in float32. */
  private static final double FLOAT_SQUARE = 0x1p448;

  /** Phi(-FAR) has long vanished in float32, while exp(-FAR^2 / 2) is within reach of ExpBlock. */
  private static final double FAR = 37;

  /** Turns any positive float into more than 1. */
  private static final double STEEP = 0x1p200;

  @Override
  public Spec spec() {
    return Spec.of("gelu").with("approximate", approximate.text());
  }

  @Override
  public double value(double x) {
    return switch (approximate) {
      case NONE -> x * ErrorFunction.normal(x);
      case TANH -> x * Logistic.value(twiceU(x));
    };
  }

  @Override
  public double derivative(double x) {
    return switch (approximate) {
      case NONE -> ErrorFunction.normal(x) + x * ErrorFunction.density(x);
      case TANH -> {
        double v = twiceU(x);
        double sigma = Logistic.value(v);
        yield sigma + x * sigma * Logistic.value(-v) * twiceUSlope(x);
      }
    };
  }

  private static double twiceU(double x) {
    return LINEAR * x * Math.fma(CUBIC * x, x, 1);
  }

  private static double twiceUSlope(double x) {
    return LINEAR * Math.fma(3 * CUBIC, x * x, 1);
  }

  @Override
  public void apply(float[] pre, int n, float[] act, float[] slope) {
    SmoothBlock.apply(kernel(), pre, n, act, slope);
  }

  SmoothBlock.Kernel kernel() {
    return switch (approximate) {
      case NONE -> Gelu::exact;
      case TANH -> Gelu::approximate;
    };
  }

  private static void exact(SmoothBlock block, int n) {
    double[] x = block.x;
    double[] distance = block.value;
    double[] argument = block.argument;
    for (int i = 0; i < n; i++) {
      distance[i] = Math.min(Math.abs(x[i]), FAR);
      argument[i] = -0.5 * (distance[i] * distance[i]);
    }
    block.exponential.run(argument, n);
    tails(n, distance, argument);
    combineExact(block, n);
  }

  /** Phi(-z) / exp(-z^2 / 2). */
  private static void tails(int n, double[] z, double[] tail) {
    for (int i = 0; i < n; i++) {
      tail[i] = 0.5 * ErrorFunction.scaled(z[i] * ErrorFunction.INVERSE_SQRT_TWO);
    }
  }

  /** From the values at -|x|: phi(x) = max(x, 0) + phi(-|x|), phi'(x) = 1 - phi'(-x). */
  private static void combineExact(SmoothBlock block, int n) {
    double[] x = block.x;
    double[] distance = block.value;
    double[] scaledTail = block.argument;
    double[] exp = block.exponential.exp;
    double[] slope = block.slope;
    for (int i = 0; i < n; i++) {
      double tail = exp[i] * scaledTail[i];
      double leftSlope = tail - distance[i] * (ErrorFunction.INVERSE_SQRT_TWO_PI * exp[i]);
      // max(x, 0), but NaN at -Infinity.
      double ramp = x[i] - Math.min(x[i], 0);
      double positive = Math.min(1, ramp * STEEP);
      slope[i] = Math.fma(x[i], 0, Math.fma(1 - 2 * positive, leftSlope, positive));
      distance[i] = ramp - distance[i] * tail;
    }
  }

  private static void approximate(SmoothBlock block, int n) {
    double[] x = block.x;
    double[] argument = block.argument;
    for (int i = 0; i < n; i++) {
      argument[i] = ExpBlock.clamp(twiceU(x[i]));
    }
    block.exponential.run(argument, n);
    combineApproximate(n, x, block.exponential.exp, block.value, block.slope);
  }

  private static void combineApproximate(
      int n, double[] x, double[] exp, double[] value, double[] slope) {
    for (int i = 0; i < n; i++) {
      double complement = 1 / (1 + exp[i]);
      double sigma = exp[i] * complement;
      double bend = x[i] * sigma * complement * twiceUSlope(x[i]);
      double square = (x[i] * FLOAT_SQUARE) * (x[i] * FLOAT_SQUARE);
      // exp is clamped away from 0, so the NaN of 0 * Infinity is added: 0 * x is 0 or NaN.
      value[i] = Math.fma(x[i], sigma, 0 * Math.min(x[i], 0));
      slope[i] = Math.fma(square, 0, sigma + bend);
    }
  }
}
