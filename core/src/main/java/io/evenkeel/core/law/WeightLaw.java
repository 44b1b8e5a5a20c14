package io.evenkeel.core.law;

import java.util.Optional;

/**
 * A law of a weight matrix under which a layer can be computed without the matrix.
 *
 * <p>The family is sealed, because a matrix-free layer has to know each member.
 */
public sealed interface WeightLaw {
  /** Standard deviation of one entry, of a matrix {@code [fanOut][fanIn]}. */
  double std(int fanOut, int fanIn);

  /** Whether every entry is known without a draw. */
  boolean fixed();

  /** Whether rows or columns are orthonormal up to a factor. */
  boolean orthonormal();

  /** This law if only its non-zeros are drawn, kept and multiplied; empty for all other laws. */
  Optional<Sparse> nonZerosAlone();

  /**
   * The law of a matrix of this law times a factor; empty if it is not in the family.
   *
   * @param factor any finite number
   */
  Optional<WeightLaw> times(double factor);

  /** The answer that {@code cases} gives for this law. */
  <T> T select(Cases<T> cases);

  /**
   * One answer for each law. A law that joins the family adds a method here, and the compiler names
   * every place that has to answer for it.
   *
   * @param <T> the answer
   */
  interface Cases<T> {
    /** Independent normal entries. */
    T gaussian(Gaussian law);

    /** Orthonormal rows or columns, uniform. */
    T haar(Haar law);

    /** The unit matrix. */
    T identity(Identity law);

    /** Every entry the same. */
    T constant(Constant law);

    /** Normals with zeros among them. */
    T sparse(Sparse law);
  }

  /**
   * Independent entries N(0, std^2).
   *
   * @param std at least 0
   */
  record Gaussian(double std) implements WeightLaw {
    @Override
    public double std(int fanOut, int fanIn) {
      return std;
    }

    @Override
    public Optional<WeightLaw> times(double factor) {
      return Optional.of(new Gaussian(Math.abs(factor) * std));
    }

    @Override
    public boolean fixed() {
      return false;
    }

    @Override
    public boolean orthonormal() {
      return false;
    }

    @Override
    public Optional<Sparse> nonZerosAlone() {
      return Optional.empty();
    }

    @Override
    public <T> T select(Cases<T> cases) {
      return cases.gaussian(this);
    }
  }

  /**
   * {@code gain} times a matrix with orthonormal rows or columns (the shorter side's), uniform
   * among such matrices.
   *
   * @param gain any finite number
   */
  record Haar(double gain) implements WeightLaw {
    @Override
    public double std(int fanOut, int fanIn) {
      return Math.abs(gain) / Math.sqrt(Math.max(fanOut, fanIn));
    }

    @Override
    public Optional<WeightLaw> times(double factor) {
      return Optional.of(new Haar(factor * gain));
    }

    @Override
    public boolean fixed() {
      return false;
    }

    @Override
    public boolean orthonormal() {
      return true;
    }

    @Override
    public Optional<Sparse> nonZerosAlone() {
      return Optional.empty();
    }

    @Override
    public <T> T select(Cases<T> cases) {
      return cases.haar(this);
    }
  }

  /** Ones on the diagonal, zeros elsewhere; square. */
  record Identity() implements WeightLaw {
    @Override
    public double std(int fanOut, int fanIn) {
      // n ones among n^2 entries around a mean of 1 / n, divided by n^2 - 1.
      return fanIn == 1 ? Double.NaN : 1 / Math.sqrt(fanIn + 1.0);
    }

    @Override
    public Optional<WeightLaw> times(double factor) {
      return factor == 1 ? Optional.of(this) : Optional.empty();
    }

    @Override
    public boolean fixed() {
      return true;
    }

    @Override
    public boolean orthonormal() {
      return false;
    }

    @Override
    public Optional<Sparse> nonZerosAlone() {
      return Optional.empty();
    }

    @Override
    public <T> T select(Cases<T> cases) {
      return cases.identity(this);
    }
  }

  /**
   * Every entry the same.
   *
   * @param value any finite number
   */
  record Constant(double value) implements WeightLaw {
    @Override
    public double std(int fanOut, int fanIn) {
      return (long) fanOut * fanIn == 1 ? Double.NaN : 0;
    }

    @Override
    public Optional<WeightLaw> times(double factor) {
      return Optional.of(new Constant(factor * value));
    }

    @Override
    public boolean fixed() {
      return true;
    }

    @Override
    public boolean orthonormal() {
      return false;
    }

    @Override
    public Optional<Sparse> nonZerosAlone() {
      return Optional.empty();
    }

    @Override
    public <T> T select(Cases<T> cases) {
      return cases.constant(this);
    }
  }

  /**
   * Independent entries N(0, std^2) of which ceil(sparsity fanOut) in each column, at positions
   * chosen uniformly, are zero instead.
   *
   * @param sparsity between 0 and 1
   * @param std at least 0
   */
  record Sparse(double sparsity, double std) implements WeightLaw {
    /** Entries of a column that are not made zero. */
    public int nonZeros(int fanOut) {
      return fanOut - (int) Math.ceil(sparsity * fanOut);
    }

    @Override
    public double std(int fanOut, int fanIn) {
      return std * Math.sqrt((double) nonZeros(fanOut) / fanOut);
    }

    @Override
    public Optional<WeightLaw> times(double factor) {
      return Optional.of(new Sparse(sparsity, Math.abs(factor) * std));
    }

    @Override
    public boolean fixed() {
      return false;
    }

    @Override
    public boolean orthonormal() {
      return false;
    }

    @Override
    public Optional<Sparse> nonZerosAlone() {
      return Optional.of(this);
    }

    @Override
    public <T> T select(Cases<T> cases) {
      return cases.sparse(this);
    }
  }
}
