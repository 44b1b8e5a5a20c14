package io.evenkeel.core.loss.kernel;

/**
 * Cross-entropy with a class index, one row of float32 logits at a time, in double precision.
 *
 * <p>With s = {@code label_smoothing} and p = softmax(x): value = (1 - s) (lse(x) - x[label]) + s
 * (lse(x) - mean(x)), gradient p - (1 - s) [i = label] - s / C. Nothing overflows; a probability
 * below 1e-304 is 0. A NaN or +Infinity among the logits gives NaN, as does a row of -Infinity;
 * -Infinity at the label gives Infinity.
 *
 * <p>Holds scratch space: one thread at a time.
 */
public final class CrossEntropyRows {
  private final double labelSmoothing;
  private final SoftmaxRow softmax = new SoftmaxRow();

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
    softmax.run(logits, from, units, gradient);
    double everywhere = scale * labelSmoothing / units;
    scale(gradient, from, units, scale / softmax.sum(), everywhere);
    gradient[from + label] -= scale * (1 - labelSmoothing);
    double log = StrictMath.log(softmax.sum());
    double sharp = log + (softmax.top() - logits[from + label]);
    if (labelSmoothing == 0) {
      return sharp;
    }
    double smooth = log + (softmax.top() - sum(logits, from, units) / units);
    return (1 - labelSmoothing) * sharp + labelSmoothing * smooth;
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
