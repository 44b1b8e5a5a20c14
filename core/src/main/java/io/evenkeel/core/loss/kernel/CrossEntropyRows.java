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
  /**
   * For a loss below this the largest logit is the reference, because the loss would lose digits as
   * a difference of logits of up to 300.
   */
  private static final double SMALL = 1e-6;

  private final double labelSmoothing;
  private final SoftmaxRow softmax = new SoftmaxRow();
  private double[] slopes = new double[0];

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
    if (slopes.length < units) {
      slopes = new double[units];
    }
    softmax.run(logits, from, units, slopes, 0);
    if (!(sharp(logits[from + label]) > SMALL)) {
      softmax.runAny(logits, from, units, slopes, 0);
    }
    double sharp = sharp(logits[from + label]);
    double everywhere = scale * labelSmoothing / units;
    scale(slopes, units, scale / softmax.sum(), everywhere);
    slopes[label] -= scale * (1 - labelSmoothing);
    System.arraycopy(slopes, 0, gradient, from, units);
    if (labelSmoothing == 0) {
      return sharp;
    }
    double smooth = sharp(sum(logits, from, units) / units);
    return (1 - labelSmoothing) * sharp + labelSmoothing * smooth;
  }

  /** lse - x. */
  private double sharp(double x) {
    return StrictMath.log(softmax.sum()) + (softmax.reference() - x);
  }

  private static void scale(double[] g, int n, double factor, double minus) {
    for (int i = 0; i < n; i++) {
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
