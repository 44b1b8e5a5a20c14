package io.evenkeel.core.init;

/**
 * The joint law of the entries of a layer's weight matrix {@code [fanOut][fanIn]}, independent of
 * the name of its scheme. Two schemes are equal in law on a layer exactly if these are equal.
 *
 * <p>{@link Initializer#distribution} gives the simplest member: a normal of standard deviation 0
 * is a {@link Constant}, a sparse matrix without zeros a {@link Normal}.
 */
public sealed interface WeightDistribution {
  /** Parameters closer than this, relative to the larger, differ by the rounding of a gain. */
  double ROUNDING = 1e-9;

  /**
   * A normal that is cut this many standard deviations from its mean counts as uncut: the cut
   * removes 2e-23 of its mass.
   */
  double UNCUT = 10;

  /** Whether two matrices have the same law: the same kind, and parameters equal up to rounding. */
  boolean sameAs(WeightDistribution other);

  /** Whether the entries are independent of each other and random. */
  boolean independentEntries();

  /**
   * Independent entries N(mean, std^2).
   *
   * @param std above 0
   */
  record Normal(double mean, double std) implements WeightDistribution {
    @Override
    public boolean sameAs(WeightDistribution other) {
      return other instanceof Normal normal && close(mean, normal.mean) && close(std, normal.std);
    }

    @Override
    public boolean independentEntries() {
      return true;
    }
  }

  /**
   * Independent entries, uniform on [low, high].
   *
   * @param high above {@code low}
   */
  record Uniform(double low, double high) implements WeightDistribution {
    @Override
    public boolean sameAs(WeightDistribution other) {
      return other instanceof Uniform uniform
          && close(low, uniform.low)
          && close(high, uniform.high);
    }

    @Override
    public boolean independentEntries() {
      return true;
    }
  }

  /**
   * Independent entries N(mean, std^2), given that they lie in [low, high].
   *
   * @param std before truncation, above 0
   * @param high above {@code low}
   */
  record TruncatedNormal(double mean, double std, double low, double high)
      implements WeightDistribution {
    @Override
    public boolean sameAs(WeightDistribution other) {
      return other instanceof TruncatedNormal normal
          && close(mean, normal.mean)
          && close(std, normal.std)
          && close(low, normal.low)
          && close(high, normal.high);
    }

    @Override
    public boolean independentEntries() {
      return true;
    }
  }

  /**
   * {@code gain} times a matrix with orthonormal rows or columns (the shorter side's), uniform
   * among such matrices. Its negative has the same law.
   *
   * @param gain above 0
   */
  record Orthogonal(double gain) implements WeightDistribution {
    @Override
    public boolean sameAs(WeightDistribution other) {
      return other instanceof Orthogonal orthogonal && close(gain, orthogonal.gain);
    }

    @Override
    public boolean independentEntries() {
      return false;
    }
  }

  /**
   * Independent entries N(0, std^2) of which {@code zeros} in each column, at positions chosen
   * uniformly, are zero instead.
   *
   * @param zeros above 0, below the number of rows
   * @param std above 0
   */
  record Sparse(int zeros, double std) implements WeightDistribution {
    @Override
    public boolean sameAs(WeightDistribution other) {
      return other instanceof Sparse sparse && zeros == sparse.zeros && close(std, sparse.std);
    }

    @Override
    public boolean independentEntries() {
      return false;
    }
  }

  /** Every entry the same. */
  record Constant(double value) implements WeightDistribution {
    @Override
    public boolean sameAs(WeightDistribution other) {
      return other instanceof Constant constant && close(value, constant.value);
    }

    @Override
    public boolean independentEntries() {
      return false;
    }
  }

  /** Ones on the diagonal, zeros elsewhere; more than one entry. */
  record Identity() implements WeightDistribution {
    @Override
    public boolean sameAs(WeightDistribution other) {
      return other instanceof Identity;
    }

    @Override
    public boolean independentEntries() {
      return false;
    }
  }

  /**
   * Weights that are given, as those of a file are. No scheme that draws has their law.
   *
   * @param content name of the values
   */
  record Given(String content) implements WeightDistribution {
    @Override
    public boolean sameAs(WeightDistribution other) {
      return equals(other);
    }

    @Override
    public boolean independentEntries() {
      return false;
    }
  }

  /**
   * N(mean, std^2).
   *
   * @param std at least 0
   */
  static WeightDistribution normal(double mean, double std) {
    return std == 0 ? new Constant(mean) : new Normal(mean, std);
  }

  /**
   * U(low, high).
   *
   * @param high at least {@code low}
   */
  static WeightDistribution uniform(double low, double high) {
    return low == high ? new Constant(low) : new Uniform(low, high);
  }

  /**
   * N(mean, std^2), given [low, high]; the whole normal if the ends are {@value #UNCUT} standard
   * deviations and more from the mean, where no draw comes.
   */
  static WeightDistribution truncatedNormal(double mean, double std, double low, double high) {
    boolean uncut = mean - low >= UNCUT * std && high - mean >= UNCUT * std;
    return uncut ? normal(mean, std) : new TruncatedNormal(mean, std, low, high);
  }

  /**
   * Haar measure times a gain.
   *
   * @param gain any finite number
   */
  static WeightDistribution orthogonal(double gain) {
    return gain == 0 ? new Constant(0) : new Orthogonal(Math.abs(gain));
  }

  /**
   * Normals with zeros among them.
   *
   * @param zeros of each column, from 0 to {@code fanOut}
   * @param std at least 0
   */
  static WeightDistribution sparse(int zeros, int fanOut, double std) {
    if (zeros == 0) {
      return normal(0, std);
    }
    return zeros == fanOut || std == 0 ? new Constant(0) : new Sparse(zeros, std);
  }

  /** Whether two numbers are equal up to {@link #ROUNDING}; a NaN is equal to no number. */
  static boolean close(double a, double b) {
    return Math.abs(a - b) <= ROUNDING * Math.max(Math.abs(a), Math.abs(b));
  }
}
