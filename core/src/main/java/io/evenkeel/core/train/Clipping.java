package io.evenkeel.core.train;

import io.evenkeel.core.stats.Scaled;

/** Clipping of gradients by their global norm, {@code torch.nn.utils.clip_grad_norm_}. */
final class Clipping {
  /** The number that PyTorch adds to the norm before it divides by it. */
  private static final double ADDED = 1e-6;

  private Clipping() {}

  /**
   * The factor of every gradient: {@code min(1, most / (norm + 1e-6))}.
   *
   * @param most largest norm, above 0; 0 for no clipping
   * @param norm of all gradients together; NaN gives NaN
   */
  public static double factor(double most, Scaled norm) {
    if (most == 0) {
      return 1;
    }
    // Math.min keeps a NaN.
    return Math.min(1, most / (norm.value() + ADDED));
  }
}
