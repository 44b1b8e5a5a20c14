package io.evenkeel.core.sweep;

import io.evenkeel.core.engine.EngineKind;
import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.law.WeightLaw;
import java.util.Optional;

/**
 * What a trial costs: draws and multiplications, and seconds on one core.
 *
 * <p>The constants are rounded measurements on one core of a server with AVX2. Another machine's
 * differ by a factor that is about the same for all trials, and nothing but the cut into shards and
 * the estimates of a plan depends on them.
 */
public final class CostModel {
  private static final double PER_TRIAL = 40e-6;
  private static final double PER_LAYER = 1.4e-6;
  private static final double PER_DRAW = 1.25e-9;
  private static final double PER_FLOP = 1 / 50e9;
  private static final double PER_FACTOR_FLOP = 1 / 100e9;
  private static final double PER_VALUE_FORWARD = 3e-9;
  private static final double PER_VALUE_BACKWARD = 4e-9;

  /** Backward only. */
  private static final double PER_FREE_LAYER = 1.3e-6;

  /** A Gram matrix factored and its factor inverted: times the cube of the batch. */
  private static final double PER_FREE_FACTOR = 3.3e-10;

  /** A position in a sparse matrix chosen. */
  private static final double PER_PLACE = 18e-9;

  /** A non-zero put where it belongs, if places were chosen for them or only they are kept. */
  private static final double PER_KEPT = 16e-9;

  /** A non-zero times some rows of a batch. */
  private static final double PER_NON_ZERO = 3e-9;

  private static final int ROWS_PER_NON_ZERO = 8;

  private CostModel() {}

  /** Random numbers drawn: weights or what stands for them, biases, input. */
  public static double draws(Trial trial) {
    double biases =
        trial.bias().isPresent()
            ? (double) trial.depth() * trial.width() + trial.readoutWidth()
            : 0;
    return overLayers(trial, CostModel::layerDraws)
        + biases
        + (double) trial.batch() * trial.inputWidth();
  }

  /** Floating-point operations of the matrix products, forward and backward. */
  public static double flops(Trial trial) {
    return overLayers(trial, CostModel::layerFlops);
  }

  /** Expected seconds on one core. */
  public static double seconds(Trial trial) {
    return PER_TRIAL
        + PER_DRAW * trial.batch() * trial.inputWidth()
        + overLayers(trial, CostModel::layerSeconds);
  }

  /** Expected seconds of one layer from hidden to hidden units. */
  static double hiddenLayerSeconds(Trial trial) {
    return layerSeconds(trial, trial.width(), trial.width());
  }

  /** Something of a layer with {@code in} inputs and {@code out} units. */
  private interface OfLayer {
    double of(Trial trial, int in, int out);
  }

  private static double overLayers(Trial trial, OfLayer quantity) {
    double hidden =
        quantity.of(trial, trial.inputWidth(), trial.width())
            + (trial.depth() - 1.0) * quantity.of(trial, trial.width(), trial.width());
    return trial.readoutWidth() == 0
        ? hidden
        : hidden + quantity.of(trial, trial.width(), trial.readoutWidth());
  }

  private static double layerDraws(Trial trial, int in, int out) {
    Optional<WeightLaw> law = trial.init().law(out, in);
    if (law.filter(WeightLaw::fixed).isPresent()) {
      return 0;
    }
    Optional<WeightLaw.Sparse> sparse = law.flatMap(WeightLaw::nonZerosAlone);
    if (sparse.isPresent()) {
      return trial.engine() == EngineKind.EXPLICIT && fewZeros(sparse.get(), out)
          ? (double) in * out
          : nonZeros(sparse.get(), in, out);
    }
    if (trial.engine() == EngineKind.EXPLICIT) {
      return (double) in * out;
    }
    double passes = trial.backward() ? (double) in + out : out;
    return Math.min(trial.batch(), in) * passes;
  }

  private static double nonZeros(WeightLaw.Sparse law, int in, int out) {
    return (double) law.nonZeros(out) * in;
  }

  private static boolean fewZeros(WeightLaw.Sparse law, int out) {
    return law.nonZeros(out) >= out - out / 2;
  }

  private static double layerFlops(Trial trial, int in, int out) {
    double product = 2.0 * trial.batch() * in * out;
    double gram = trial.batch() * (double) trial.batch() * (in + out);
    if (trial.engine() == EngineKind.EXPLICIT) {
      return trial.backward() ? 2 * product + Math.min(gram, product) : product;
    }
    Optional<WeightLaw> law = trial.init().law(out, in);
    if (law.filter(WeightLaw::fixed).isPresent()) {
      return trial.backward() ? Math.min(gram, product) : 0;
    }
    Optional<WeightLaw.Sparse> sparse = law.flatMap(WeightLaw::nonZerosAlone);
    if (sparse.isPresent()) {
      double sparseProduct = 2 * trial.batch() * nonZeros(sparse.get(), in, out);
      return trial.backward() ? 2 * sparseProduct + Math.min(gram, product) : sparseProduct;
    }
    double passes = trial.backward() ? 5 : 2;
    return passes * gram * (law.filter(WeightLaw::orthonormal).isPresent() ? 2 : 1);
  }

  private static double layerSeconds(Trial trial, int in, int out) {
    double values = (double) trial.batch() * out;
    double statistics = values * (PER_VALUE_FORWARD + (trial.backward() ? PER_VALUE_BACKWARD : 0));
    double arithmetic =
        trial.engine() == EngineKind.EXPLICIT
            ? PER_FLOP * layerFlops(trial, in, out) + factorSeconds(trial.init(), in, out)
            : freeArithmeticSeconds(trial, in, out);
    double draws =
        PER_DRAW * layerDraws(trial, in, out) + placeSeconds(trial.init(), trial.engine(), in, out);
    return PER_LAYER + draws + arithmetic + statistics;
  }

  private static double freeArithmeticSeconds(Trial trial, int in, int out) {
    Optional<WeightLaw> law = trial.init().law(out, in);
    double layer = trial.backward() ? PER_FREE_LAYER : 0;
    double flops = layerFlops(trial, in, out);
    Optional<WeightLaw.Sparse> sparse = law.flatMap(WeightLaw::nonZerosAlone);
    if (sparse.isPresent()) {
      int passes = trial.backward() ? 2 : 1;
      double products = passes * nonZeros(sparse.get(), in, out);
      int times = (trial.batch() + ROWS_PER_NON_ZERO - 1) / ROWS_PER_NON_ZERO;
      return layer
          + PER_NON_ZERO * times * products
          + PER_FLOP * (flops - 2 * trial.batch() * products);
    }
    double rank = Math.min(trial.batch(), in);
    double factors = law.filter(WeightLaw::fixed).isPresent() ? 0 : trial.backward() ? 3 : 1;
    double perFactor = law.filter(WeightLaw::orthonormal).isPresent() ? 2 : 1;
    return layer + PER_FLOP * flops + PER_FREE_FACTOR * factors * perFactor * rank * rank * rank;
  }

  /**
   * Choosing the positions of a sparse matrix: of its zeros if they are few, else of the others.
   */
  private static double placeSeconds(Initializer init, EngineKind engine, int in, int out) {
    Optional<WeightLaw.Sparse> sparse = init.law(out, in).flatMap(WeightLaw::nonZerosAlone);
    if (sparse.isEmpty()) {
      return 0;
    }
    double nonZeros = nonZeros(sparse.get(), in, out);
    boolean fewZeros = fewZeros(sparse.get(), out);
    double places = fewZeros ? (double) in * out - nonZeros : nonZeros;
    boolean inPlace = fewZeros && engine == EngineKind.EXPLICIT;
    return PER_PLACE * places + (inPlace ? 0 : PER_KEPT * nonZeros);
  }

  /** The QR factorisation that orthogonal weights need. */
  private static double factorSeconds(Initializer init, int in, int out) {
    return init.law(out, in).filter(WeightLaw::orthonormal).isPresent()
        ? PER_FACTOR_FLOP * qrFlops(in, out)
        : 0;
  }

  /** Householder QR of a tall matrix and its explicit Q: {@code 4 m n^2 - 4 n^3 / 3}. */
  private static double qrFlops(double a, double b) {
    double m = Math.max(a, b);
    double n = Math.min(a, b);
    return 4 * m * n * n - 4 * n * n * n / 3;
  }
}
