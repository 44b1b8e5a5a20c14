package io.evenkeel.core.engine.linear;

import io.evenkeel.core.law.WeightLaw;

/**
 * The seconds that parts of a layer take: rounded measurements on one core of a server with AVX2.
 * On another machine they differ by a factor that is about the same for all trials. Only the cut
 * into shards, the choice of engines and the estimates of a plan depend on them.
 */
final class Rates {
  /** Seconds per layer, of any kind. */
  static final double PER_LAYER = 1.4e-6;

  /** Seconds per random number drawn. */
  static final double PER_DRAW = 1.25e-9;

  /** Seconds per floating-point operation of a product. */
  static final double PER_FLOP = 1 / 50e9;

  /** Seconds per floating-point operation of a Householder factorisation. */
  static final double PER_FACTOR_FLOP = 1 / 100e9;

  /** Seconds per layer that is computed without its matrix, backward pass only. */
  static final double PER_FREE_LAYER = 1.3e-6;

  /** Seconds for factoring a Gram matrix and inverting the factor, per cube of the batch. */
  static final double PER_FREE_FACTOR = 3.3e-10;

  /** Seconds per position that is chosen in a sparse matrix. */
  static final double PER_PLACE = 18e-9;

  /**
   * Seconds per non-zero that is moved to its place: where places are chosen for non-zeros, or only
   * non-zeros are kept.
   */
  static final double PER_KEPT = 16e-9;

  /** Seconds per non-zero that is multiplied by some rows of a batch. */
  static final double PER_NON_ZERO = 3e-9;

  /** Rows of a batch that a non-zero is multiplied by at a time. */
  static final int ROWS_PER_NON_ZERO = 8;

  private Rates() {}

  /** The number of non-zeros of a sparse matrix. */
  static double nonZeros(DenseLayout layout, WeightLaw.Sparse law) {
    return (double) law.nonZeros(layout.out()) * layout.in();
  }

  /**
   * Whether a sparse matrix has so few zeros that all entries are drawn and zeros are put among
   * them.
   */
  static boolean fewZeros(DenseLayout layout, WeightLaw.Sparse law) {
    return law.nonZeros(layout.out()) >= layout.out() - layout.out() / 2;
  }

  /**
   * Seconds for choosing positions in a sparse matrix: those of its zeros if they are few, else
   * those of the non-zeros.
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

  /** The number of multiplications and additions in a product of a batch with a whole matrix. */
  static double productFlops(DenseLayout layout) {
    return 2.0 * layout.batch() * layout.in() * layout.out();
  }

  /** The number of operations in the Gram matrices of both sides of a layer. */
  static double gramFlops(DenseLayout layout) {
    return layout.batch() * (double) layout.batch() * (layout.in() + layout.out());
  }

  /** The number of biases drawn. */
  static double biases(DenseLayout layout) {
    return layout.block().bias().isPresent() ? layout.out() : 0;
  }
}
