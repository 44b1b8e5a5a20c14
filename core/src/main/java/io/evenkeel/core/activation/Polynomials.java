package io.evenkeel.core.activation;

/**
 * Polynomials that interpolate smooth functions at Chebyshev points, to double precision.
 *
 * <p>The stated errors are those of the polynomial with its rounded coefficients in exact
 * arithmetic. Called from a loop over arrays they become vector code: multiply-adds only, no jump,
 * no table.
 */
public final class Polynomials {
  private Polynomials() {}

  /** expm1(r) / r for |r| <= ln(2)/2; relative error 2.4e-17. */
  public static double expm1Ratio(double r) {
    double p = 2.5105217004720745e-08;
    p = Math.fma(p, r, 2.7626371065696354e-07);
    p = Math.fma(p, r, 2.7557255400206422e-06);
    p = Math.fma(p, r, 2.480150431378554e-05);
    p = Math.fma(p, r, 0.00019841269874820627);
    p = Math.fma(p, r, 0.001388888893251478);
    p = Math.fma(p, r, 0.008333333333326136);
    p = Math.fma(p, r, 0.041666666666573066);
    p = Math.fma(p, r, 0.1666666666666667);
    p = Math.fma(p, r, 0.5000000000000006);
    p = Math.fma(p, r, 1.0);
    return p;
  }

  /** 2 atanh(s) / s of q = s^2, for 0 <= q <= 1/9; relative error 1.2e-18. */
  public static double atanhRatio(double q) {
    double p = 0.16488285931389568;
    p = Math.fma(p, q, 0.06980390498332432);
    p = Math.fma(p, q, 0.10976616637947494);
    p = Math.fma(p, q, 0.11715274668110426);
    p = Math.fma(p, q, 0.13336876815743837);
    p = Math.fma(p, q, 0.1538444706045997);
    p = Math.fma(p, q, 0.18181823422495252);
    p = Math.fma(p, q, 0.22222222119103674);
    p = Math.fma(p, q, 0.28571428572622926);
    p = Math.fma(p, q, 0.3999999999999287);
    p = Math.fma(p, q, 0.6666666666666669);
    p = Math.fma(p, q, 2.0);
    return p;
  }

  /**
   * (1 + 2z) exp(z^2) erfc(z) of u = (z - 3.75) / (z + 3.75), for z >= 0; relative error 1e-16. The
   * variable is that of M. M. Shepherd and J. G. Laframboise, Math. Comp. 36 (1981), 249-253.
   */
  static double scaledErfc(double u) {
    double p = 4.434959070009628e-10;
    p = Math.fma(p, u, 3.110310719839165e-10);
    p = Math.fma(p, u, -5.28428697963142e-09);
    p = Math.fma(p, u, -3.743568033634583e-09);
    p = Math.fma(p, u, 3.8965452548985966e-08);
    p = Math.fma(p, u, 2.3261913276696566e-08);
    p = Math.fma(p, u, -2.591069687796658e-07);
    p = Math.fma(p, u, -5.721597255990987e-08);
    p = Math.fma(p, u, 1.752057970166318e-06);
    p = Math.fma(p, u, -9.735619015182663e-07);
    p = Math.fma(p, u, -1.1444412439171722e-05);
    p = Math.fma(p, u, 2.2384240314224437e-05);
    p = Math.fma(p, u, 5.1649211390702855e-05);
    p = Math.fma(p, u, -0.0002901540809795271);
    p = Math.fma(p, u, 0.0002937136342850081);
    p = Math.fma(p, u, 0.0017556258530017257);
    p = Math.fma(p, u, -0.009746579552504244);
    p = Math.fma(p, u, 0.028362277418940665);
    p = Math.fma(p, u, -0.058693398590212366);
    p = Math.fma(p, u, 0.09230432116037876);
    p = Math.fma(p, u, -0.10880393014171785);
    p = Math.fma(p, u, 0.08227673849014516);
    p = Math.fma(p, u, 0.003585415485463775);
    p = Math.fma(p, u, -0.14024059858554697);
    p = Math.fma(p, u, 1.2375126308378275);
    return p;
  }

  /** erf(s) / s of q = s^2, for 0 <= q <= 1; relative error 1.6e-17. */
  static double erfRatio(double q) {
    double p = 5.957176147748911e-11;
    p = Math.fma(p, q, -1.1372848856791674e-09);
    p = Math.fma(p, q, 1.4659775274047436e-08);
    p = Math.fma(p, q, -1.6350312701054695e-07);
    p = Math.fma(p, q, 1.6461000484121368e-06);
    p = Math.fma(p, q, -1.4925595266831182e-05);
    p = Math.fma(p, q, 0.0001205533111164271);
    p = Math.fma(p, q, -0.000854832698083379);
    p = Math.fma(p, q, 0.0052239776248180145);
    p = Math.fma(p, q, -0.026866170645076792);
    p = Math.fma(p, q, 0.11283791670954879);
    p = Math.fma(p, q, -0.3761263890318375);
    p = Math.fma(p, q, 1.1283791670955126);
    return p;
  }

  /** (s - tanh(s)) / s^3 of q = s^2, for 0 <= q <= 1/4; relative error 6e-17. */
  static double tanhDefect(double q) {
    double p = 3.4193702304694223e-06;
    p = Math.fma(p, q, -1.3993434493416723e-05);
    p = Math.fma(p, q, 3.852113323963726e-05);
    p = Math.fma(p, q, -9.671837052668022e-05);
    p = Math.fma(p, q, 0.00023909407067228128);
    p = Math.fma(p, q, -0.000590023131165771);
    p = Math.fma(p, q, 0.001455834022691673);
    p = Math.fma(p, q, -0.003592128015871786);
    p = Math.fma(p, q, 0.008863235529145735);
    p = Math.fma(p, q, -0.021869488536138727);
    p = Math.fma(p, q, 0.05396825396825378);
    p = Math.fma(p, q, -0.13333333333333333);
    p = Math.fma(p, q, 0.3333333333333333);
    return p;
  }

  /** (sin(s) / s - 1) / q of q = s^2, for |s| <= pi/4; relative error 6e-17. */
  static double sinDefect(double q) {
    double p = -7.586691094197958e-13;
    p = Math.fma(p, q, 1.6058531516797758e-10);
    p = Math.fma(p, q, -2.5052106231802837e-08);
    p = Math.fma(p, q, 2.7557319219337312e-06);
    p = Math.fma(p, q, -0.00019841269841265063);
    p = Math.fma(p, q, 0.008333333333333331);
    p = Math.fma(p, q, -0.16666666666666666);
    return p;
  }

  /** (cos(s) - 1 + q / 2) / q^2 of q = s^2, for |s| <= pi/4; relative error 6e-17. */
  static double cosDefect(double q) {
    double p = -1.1382623647474604e-11;
    p = Math.fma(p, q, 2.087614614655861e-09);
    p = Math.fma(p, q, -2.7557317271145144e-07);
    p = Math.fma(p, q, 2.480158729876456e-05);
    p = Math.fma(p, q, -0.0013888888888887398);
    p = Math.fma(p, q, 0.041666666666666664);
    return p;
  }
}
