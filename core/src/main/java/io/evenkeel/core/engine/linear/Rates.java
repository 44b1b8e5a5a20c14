package io.evenkeel.core.engine.linear;

import io.evenkeel.core.law.WeightLaw;

/**
 * Seconds that parts of a layer take: rounded measurements on one core of a server with AVX2.
 * Another machine's differ by a factor that is about the same for all trials, and nothing but the
 * cut into shards, the choice of engines and the estimates of a plan depends on them.
 */
final class Rates {
  /** Any layer. */
  static final double PER_LAYER = 1.4e-6;

  /** A random number drawn. */
  static final double PER_DRAW = 1.25e-9;

  /** A floating-point operation of a product. */
  static final double PER_FLOP = 1 / 50e9;

  /** One of a Householder factorisation. */
  static final double PER_FACTOR_FLOP = 1 / 100e9;

  /** A layer without its matrix, backward only. */
  static final double PER_FREE_LAYER = 1.3e-6;

  /** A Gram matrix factored and its factor inverted: times the cube of the batch. */
  static final double PER_FREE_FACTOR = 3.3e-10;

  /** A position in a sparse matrix chosen. */
  static final double PER_PLACE = 18e-9;

  /** A non-zero put where it belongs, if places were chosen for them or only they are kept. */
  static final double PER_KEPT = 16e-9;

  /** A non-zero times some rows of a batch. */
  static final double PER_NON_ZERO = 3e-9;

  /** Rows of a batch that a non-zero is multiplied by at a time. */
  static final int ROWS_PER_NON_ZERO = 8;

  private Rates() {}

  /** Non-zeros of a sparse matrix. */
  static double nonZeros(DenseLayout layout, WeightLaw.Sparse law) {
    return (double) law.nonZeros(layout.out()) * layout.in();
  }

  /** Whether a sparse matrix has few enough zeros to draw it whole and place them. */
  static boolean fewZeros(DenseLayout layout, WeightLaw.Sparse law) {
    return law.nonZeros(layout.out()) >= layout.out() - layout.out() / 2;
  }

  /**
   * Choosing the positions of a sparse matrix: of its zeros if they are few, else of the others.
   *
   * @param drawnWhole whether all entries are drawn if zeros are few
   */
  static double placeSeconds(DenseLayout layout, boolean drawnWhole) {
    return layout
        .sparseLaw()
        .map(
            law -> {
              double nonZeros = nonZeros(layout, law);
              boolean few = fewZeros(layout, law);
              double places = few ? (double) layout.in() * layout.out() - nonZeros : nonZeros;
              return PER_PLACE * places + (few && drawnWhole ? 0 : PER_KEPT * nonZeros);
            })
        .orElse(0.0);
  }

  /** Multiplications and additions of a product of a batch with a whole matrix. */
  static double productFlops(DenseLayout layout) {
    return 2.0 * layout.batch() * layout.in() * layout.out();
  }

  /** Those of the Gram matrices of both sides of a layer. */
  static double gramFlops(DenseLayout layout) {
    return layout.batch() * (double) layout.batch() * (layout.in() + layout.out());
  }

  /** Biases drawn. */
  static double biases(DenseLayout layout) {
    return layout.block().bias().isPresent() ? layout.out() : 0;
  }
}
