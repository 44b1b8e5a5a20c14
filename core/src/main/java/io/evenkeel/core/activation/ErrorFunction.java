package io.evenkeel.core.activation;

/** erf, and the standard normal law, in double precision to a few ulp in both tails. */
final class ErrorFunction {
  /** 2 / sqrt(pi), the slope of erf at 0. */
  static final double TWO_OVER_SQRT_PI = 1.1283791670955126;

  /** 1 / sqrt(2 pi), the normal density at 0. */
  static final double INVERSE_SQRT_TWO_PI = 0.3989422804014327;

  static final double INVERSE_SQRT_TWO = 0.7071067811865476;

  /** The centre of the variable (z - K) / (z + K) of {@link Polynomials#scaledErfc}. */
  private static final double K = 3.75;

  /** exp(-z^2) is below the smallest double from here on. */
  private static final double VANISHED = 40;

  private ErrorFunction() {}

  /** exp(z^2) erfc(z) for 0 <= z <= 1e50; one division, no jump. */
  static double scaled(double z) {
    double width = Math.fma(2, z, 1);
    double inverse = 1 / ((z + K) * width);
    return Polynomials.scaledErfc((z - K) * width * inverse) * ((z + K) * inverse);
  }

  /** erf(x); odd, +-1 at the infinities. */
  static double erf(double x) {
    double z = Math.abs(x);
    return z < 1
        ? x * Polynomials.erfRatio(x * x)
        : Math.copySign(1 - gaussian(z) * scaled(Math.min(z, VANISHED)), x);
  }

  /** exp(-x^2), with a relative error that does not grow with x. */
  static double gaussian(double x) {
    if (Math.abs(x) > VANISHED) {
      return 0;
    }
    double square = x * x;
    double rest = Math.fma(x, x, -square);
    return StrictMath.exp(-square) * (1 - rest);
  }

  /** The normal density exp(-x^2 / 2) / sqrt(2 pi). */
  static double density(double x) {
    if (Math.abs(x) > VANISHED) {
      return 0;
    }
    double square = x * x;
    double rest = Math.fma(x, x, -square);
    return INVERSE_SQRT_TWO_PI * (StrictMath.exp(-square / 2) * (1 - rest / 2));
  }

  /** The normal distribution function Phi(x) = erfc(-x / sqrt(2)) / 2. */
  static double normal(double x) {
    double z = Math.min(Math.abs(x), VANISHED);
    // sqrt(pi / 2) density(z) is exp(-z^2 / 2) / 2.
    double tail = density(z) * (0.5 / INVERSE_SQRT_TWO_PI) * scaled(z * INVERSE_SQRT_TWO);
    return x < 0 ? tail : 1 - tail;
  }
}
