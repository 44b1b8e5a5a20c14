package io.evenkeel.jobs.inspect;

import io.evenkeel.core.activation.Erf;

/** Laws of single weights of mean 0, whose standard deviation a scheme gives. */
enum EntryLaw {
  /** Normal. */
  NORMAL,
  /** Uniform about 0. */
  UNIFORM,
  /** A normal cut at two of its standard deviations, as Keras and JAX draw it. */
  TRUNCATED;

  /** The standard deviation of a standard normal that is cut at two. */
  private static final double CUT_STD = 0.8796256610342398;

  private static final double CUT = 2;
  private static final Erf ERF = new Erf();

  /** P(w <= x) of a law with that standard deviation. */
  double cumulative(double x, double std) {
    return switch (this) {
      case NORMAL -> normal(x / std);
      case UNIFORM -> Math.max(0, Math.min(1, 0.5 + x / (2 * Math.sqrt(3) * std)));
      case TRUNCATED -> {
        double z = Math.max(-CUT, Math.min(CUT, x / std * CUT_STD));
        yield (normal(z) - normal(-CUT)) / (normal(CUT) - normal(-CUT));
      }
    };
  }

  /** Logarithm of the density; -Infinity where there is none. */
  double logDensity(double x, double std) {
    return switch (this) {
      case NORMAL -> -0.5 * (x / std) * (x / std) - Math.log(std * Math.sqrt(2 * Math.PI));
      case UNIFORM ->
          Math.abs(x) <= Math.sqrt(3) * std * (1 + 1e-6)
              ? -Math.log(2 * Math.sqrt(3) * std)
              : Double.NEGATIVE_INFINITY;
      case TRUNCATED -> {
        double scale = std / CUT_STD;
        double z = x / scale;
        yield Math.abs(z) <= CUT * (1 + 1e-6)
            ? -0.5 * z * z - Math.log(scale * Math.sqrt(2 * Math.PI) * (normal(CUT) - normal(-CUT)))
            : Double.NEGATIVE_INFINITY;
      }
    };
  }

  private static double normal(double z) {
    return 0.5 * (1 + ERF.value(z / Math.sqrt(2)));
  }
}
