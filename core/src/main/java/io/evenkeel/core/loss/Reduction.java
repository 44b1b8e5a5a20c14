package io.evenkeel.core.loss;

import java.util.Locale;

/** How the single losses of a batch are combined. */
enum Reduction {
  /** The single losses are the result. */
  NONE,
  /** The sum of the losses. */
  SUM,
  /** The mean of the losses; each loss says which number it divides by. NaN over nothing. */
  MEAN,
  /** The sum of the losses over the size of the first axis; only {@code kl_div} has it. */
  BATCHMEAN;

  /** PyTorch's name: {@code "none"}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The weight of a single loss in the result.
   *
   * @param count what a mean divides by
   * @param batch what a batch mean divides by
   * @return 1, or one over the divisor: Infinity if that is 0
   */
  double factor(double count, double batch) {
    return switch (this) {
      case NONE, SUM -> 1;
      case MEAN -> 1 / count;
      case BATCHMEAN -> 1 / batch;
    };
  }

  /**
   * Combines single losses.
   *
   * @param losses single losses, not copied
   * @param shape their shape, not copied
   * @param count what a mean divides by
   * @param batch what a batch mean divides by
   */
  Tensor of(double[] losses, int[] shape, double count, double batch) {
    if (this == NONE) {
      return Tensor.owning(shape, losses);
    }
    double sum = 0;
    for (double loss : losses) {
      sum += loss;
    }
    return Tensor.scalar(
        switch (this) {
          case MEAN -> sum / count;
          case BATCHMEAN -> sum / batch;
          case NONE, SUM -> sum;
        });
  }
}
