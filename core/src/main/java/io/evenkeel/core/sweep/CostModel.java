package io.evenkeel.core.sweep;

import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.net.WeightLaw;

/**
 * What a trial costs: draws and multiplications, and seconds on one core.
 *
 * <p>The constants are rounded measurements on one AVX-512 server core. Another machine's differ by
 * a factor that is about the same for all trials, and nothing but the cut into shards and the
 * estimates of a plan depends on them.
 */
public final class CostModel {
  private static final double PER_TRIAL = 40e-6;
  private static final double PER_LAYER = 10e-6;
  private static final double PER_DRAW = 2e-9;
  private static final double PER_FLOP = 1 / 40e9;
  private static final double PER_FACTOR_FLOP = 1 / 15e9;
  private static final double PER_VALUE_FORWARD = 8e-9;
  private static final double PER_VALUE_BACKWARD = 8e-9;

  private CostModel() {}

  /** Random numbers drawn: weights, biases, input. */
  public static double draws(Trial trial) {
    double weights =
        (double) trial.inputWidth() * trial.width()
            + (trial.depth() - 1.0) * trial.width() * trial.width()
            + (double) trial.width() * trial.readoutWidth();
    double biases =
        trial.bias().isPresent()
            ? (double) trial.depth() * trial.width() + trial.readoutWidth()
            : 0;
    return weights + biases + (double) trial.batch() * trial.inputWidth();
  }

  /** Floating-point operations of the matrix products, forward and backward. */
  public static double flops(Trial trial) {
    double layers =
        layerFlops(trial, trial.inputWidth(), trial.width())
            + (trial.depth() - 1.0) * layerFlops(trial, trial.width(), trial.width());
    return trial.readoutWidth() == 0
        ? layers
        : layers + layerFlops(trial, trial.width(), trial.readoutWidth());
  }

  private static double layerFlops(Trial trial, double in, double out) {
    double product = 2 * trial.batch() * in * out;
    double norm = Math.min(trial.batch() * (double) trial.batch() * (in + out), product);
    return trial.backward() ? 2 * product + norm : product;
  }

  /** Expected seconds on one core. */
  public static double seconds(Trial trial) {
    double values =
        (double) trial.batch() * (trial.depth() * (double) trial.width() + trial.readoutWidth());
    return PER_TRIAL
        + PER_LAYER * trial.layers()
        + PER_DRAW * draws(trial)
        + PER_FACTOR_FLOP * factorFlops(trial)
        + PER_FLOP * flops(trial)
        + values * (PER_VALUE_FORWARD + (trial.backward() ? PER_VALUE_BACKWARD : 0));
  }

  /** Operations of the QR factorisations that orthogonal weights need. */
  private static double factorFlops(Trial trial) {
    Initializer init = trial.init();
    if (!(init.law(trial.width(), trial.width()).orElse(null) instanceof WeightLaw.Haar)) {
      return 0;
    }
    return qrFlops(trial.inputWidth(), trial.width())
        + (trial.depth() - 1) * qrFlops(trial.width(), trial.width())
        + qrFlops(trial.width(), trial.readoutWidth());
  }

  /** Householder QR of a tall matrix and its explicit Q: {@code 4 m n^2 - 4 n^3 / 3}. */
  private static double qrFlops(double a, double b) {
    double m = Math.max(a, b);
    double n = Math.min(a, b);
    return 4 * m * n * n - 4 * n * n * n / 3;
  }
}
