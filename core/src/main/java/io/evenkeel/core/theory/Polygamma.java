package io.evenkeel.core.theory;

/**
 * The first two derivatives of ln Gamma(x), for x above 0, to about 1e-15: their asymptotic series
 * beyond 15, reached by recurrence (NIST DLMF 5.5.2, 5.11.2 and 5.15.5, 5.15.8).
 */
final class Polygamma {
  private static final double ASYMPTOTIC = 15;

  private Polygamma() {}

  /** psi(x), E ln of a Gamma(x, 1) variable. */
  static double digamma(double x) {
    double shift = 0;
    double y = x;
    while (y < ASYMPTOTIC) {
      shift += 1 / y;
      y++;
    }
    double t = 1 / (y * y);
    double series =
        t
            * (1 / 12.0
                - t
                    * (1 / 120.0
                        - t
                            * (1 / 252.0
                                - t * (1 / 240.0 - t * (1 / 132.0 - t * (691 / 32760.0))))));
    return StrictMath.log(y) - 0.5 / y - series - shift;
  }

  /** psi'(x), the variance of ln of a Gamma(x, 1) variable. */
  static double trigamma(double x) {
    double shift = 0;
    double y = x;
    while (y < ASYMPTOTIC) {
      shift += 1 / (y * y);
      y++;
    }
    double t = 1 / (y * y);
    double series =
        t
            * (1 / 6.0
                - t
                    * (1 / 30.0
                        - t * (1 / 42.0 - t * (1 / 30.0 - t * (5 / 66.0 - t * (691 / 2730.0))))));
    return 1 / y + t / 2 + series / y + shift;
  }
}
