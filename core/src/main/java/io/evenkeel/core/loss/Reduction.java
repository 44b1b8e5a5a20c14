package io.evenkeel.core.loss;

import java.util.Locale;

/** What becomes of the single losses of a batch. */
enum Reduction {
  /** They are the result. */
  NONE,
  /** Their sum. */
  SUM,
  /** Their mean; each loss says over what. NaN over nothing. */
  MEAN,
  /** Their sum over the size of the first axis; {@code kl_div} alone has it. */
  BATCHMEAN;

  /** PyTorch's name: {@code "none"}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * What the single losses weigh in the result.
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
   * The result.
   *
   * @param losses single losses, given up by the caller
   * @param shape theirs, given up by the caller
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
