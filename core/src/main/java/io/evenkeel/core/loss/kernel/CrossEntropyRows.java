package io.evenkeel.core.loss.kernel;

import io.evenkeel.core.activation.ExpBlock;

/**
 * Cross-entropy with a class index, one row of float32 logits at a time, in double precision.
 *
 * <p>With s = {@code label_smoothing} and p = softmax(x): value = (1 - s) (lse(x) - x[label]) + s
 * (lse(x) - mean(x)), gradient p - (1 - s) [i = label] - s / C. The largest logit is taken out of
 * the exponent, so nothing overflows; a probability below 1e-304 is 0. A NaN or +Infinity among the
 * logits gives NaN, as does a row of -Infinity; -Infinity at the label gives Infinity.
 *
 * <p>Holds scratch space: one thread at a time.
 */
public final class CrossEntropyRows {
  private static final int SIZE = 512;

  /** What {@link ExpBlock} gives at the lower end of its range; taken off, that end is 0. */
  private static final double SMALLEST = ExpBlocks.smallest();

  private final double labelSmoothing;
  private final ExpBlock block = new ExpBlock(SIZE);
  private final double[] argument = new double[SIZE];

  /**
   * @param labelSmoothing weight of the uniform distribution, in [0, 1]
   */
  public CrossEntropyRows(double labelSmoothing) {
    this.labelSmoothing = labelSmoothing;
  }

  /**
   * Value of one row; its gradient times {@code scale} goes to the same place of {@code gradient}.
   *
   * @param from where the row starts, in both arrays
   * @param units number of classes, at least 1
   * @param label the class, in [0, units)
   */
  public double row(
      float[] logits, int from, int units, int label, double[] gradient, double scale) {
    double top = max(logits, from, units);
    double sum = 0;
    for (int i = 0; i < units; i += SIZE) {
      int count = Math.min(SIZE, units - i);
      shift(logits, from + i, count, top, argument);
      block.run(argument, count);
      sum += keep(block.exp, count, gradient, from + i);
    }
    double factor = scale / sum;
    double everywhere = scale * labelSmoothing / units;
    scale(gradient, from, units, factor, everywhere);
    gradient[from + label] -= scale * (1 - labelSmoothing);
    double log = StrictMath.log(sum);
    double sharp = log + (top - logits[from + label]);
    if (labelSmoothing == 0) {
      return sharp;
    }
    double smooth = log + (top - sum(logits, from, units) / units);
    return (1 - labelSmoothing) * sharp + labelSmoothing * smooth;
  }

  private static float max(float[] x, int from, int n) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = from; i < from + n; i++) {
      max = Math.max(max, x[i]);
    }
    return max;
  }

  private static void shift(float[] x, int from, int n, double top, double[] out) {
    for (int i = 0; i < n; i++) {
      out[i] = Math.max(-ExpBlock.LIMIT, x[from + i] - top);
    }
  }

  private static double keep(double[] exp, int n, double[] gradient, int from) {
    for (int i = 0; i < n; i++) {
      gradient[from + i] = exp[i] - SMALLEST;
    }
    return Sums.of(exp, n);
  }

  private static void scale(double[] g, int from, int n, double factor, double minus) {
    for (int i = from; i < from + n; i++) {
      g[i] = g[i] * factor - minus;
    }
  }

  private static double sum(float[] x, int from, int n) {
    double sum = 0;
    for (int i = from; i < from + n; i++) {
      sum += x[i];
    }
    return sum;
  }
}
