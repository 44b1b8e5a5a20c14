package io.evenkeel.core.sweep;

import io.evenkeel.core.engine.Cost;
import io.evenkeel.core.engine.Engines;

/**
 * What a trial costs: draws and multiplications, and seconds on one core. The engine answers for
 * its network; what comes with any trial is added here.
 */
public final class CostModel {
  private static final double PER_TRIAL = 40e-6;
  private static final double PER_INPUT = 1.25e-9;

  private CostModel() {}

  /** Everything that a trial costs. */
  public static Cost of(Trial trial) {
    Cost network =
        TrialWorkload.design(trial).impossible().isPresent()
            ? Cost.NONE
            : Engines.cost(trial.engine(), TrialWorkload.of(trial));
    return new Cost(
        network.draws() + (double) trial.batch() * trial.inputWidth(),
        network.flops(),
        PER_TRIAL + PER_INPUT * trial.batch() * trial.inputWidth() + network.seconds());
  }

  /** Random numbers drawn: weights or what stands for them, biases, input. */
  public static double draws(Trial trial) {
    return of(trial).draws();
  }

  /** Floating-point operations of the matrix products, forward and backward. */
  public static double flops(Trial trial) {
    return of(trial).flops();
  }

  /** Expected seconds on one core. */
  public static double seconds(Trial trial) {
    return of(trial).seconds();
  }
}
