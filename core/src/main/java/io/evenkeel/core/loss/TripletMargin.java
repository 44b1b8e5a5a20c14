package io.evenkeel.core.loss;

import java.util.Arrays;
import java.util.List;

/**
 * Triplet loss: max(0, d(a, p) - d(a, n) + margin) of anchor, positive and negative, with d(x, y) =
 * ||x - y + eps||_p; {@code swap} takes d(p, n) for d(a, n) where it is smaller (V. Balntas et al.,
 * BMVC 2016).
 *
 * <p>{@code anchor}, {@code positive} and {@code negative} are {@code [D]} or {@code [N][D]}; the
 * value with no reduction is {@code []} or {@code [N]}; {@code mean} over N.
 *
 * <p>Kinks: where the loss reaches 0 (the gradient is that of the side with a loss), where {@code
 * swap}'s distances are equal (the gradient is the mean of both sides), and those of the norm (the
 * gradient of a zero distance is 0).
 *
 * @param margin by how much the negative should be farther, finite
 * @param p order of the norm, above 0, Infinity allowed
 * @param eps added to each difference, finite
 * @param swap whether the positive may stand in for the anchor
 */
record TripletMargin(double margin, double p, double eps, boolean swap, Reduction reduction)
    implements Loss {
  /**
   * @throws io.evenkeel.core.SpecException if a parameter is out of range or the reduction is
   *     {@code batchmean}
   */
  public TripletMargin {
    Checks.finite("triplet_margin", "margin", margin);
    Checks.parameter(p > 0, "triplet_margin", "p", p, "above 0");
    Checks.finite("triplet_margin", "eps", eps);
    Checks.noBatchMean("triplet_margin", reduction);
  }

  /** With PyTorch's defaults: margin = 1, p = 2, eps = 1e-6, no swap. */
  public TripletMargin(Reduction reduction) {
    this(1, 2, 1e-6, false, reduction);
  }

  @Override
  public String name() {
    return "triplet_margin";
  }

  @Override
  public List<String> inputs() {
    return List.of("anchor", "positive", "negative");
  }

  @Override
  public LossValue evaluate(Tensor... inputs) {
    Checks.count(this, inputs);
    Checks.rank(name(), "anchor", inputs[0], 1, 2, "[D] or [N, D]");
    int[] shape = inputs[0].shape();
    Checks.shape(name(), "positive", inputs[1], shape);
    Checks.shape(name(), "negative", inputs[2], shape);
    int width = shape[shape.length - 1];
    int samples = shape.length == 1 ? 1 : shape[0];
    double factor = reduction.factor(samples, 1);
    double[] values = new double[samples];
    double[][] gradients = new double[3][inputs[0].length()];
    for (int s = 0; s < samples; s++) {
      values[s] = row(inputs, s * width, width, factor, gradients);
    }
    return LossValue.of(reduction.of(values, Arrays.copyOf(shape, shape.length - 1), samples, 1))
        .with("anchor", Tensor.owning(shape, gradients[0]))
        .with("positive", Tensor.owning(shape.clone(), gradients[1]))
        .with("negative", Tensor.owning(shape.clone(), gradients[2]));
  }

  private double row(Tensor[] inputs, int from, int width, double factor, double[][] gradients) {
    Distance near = new Distance(inputs[0], inputs[1], from, width);
    Distance far = new Distance(inputs[0], inputs[2], from, width);
    Distance other = swap ? new Distance(inputs[1], inputs[2], from, width) : far;
    double z = margin + near.length - Math.min(far.length, other.length);
    if (z >= 0) {
      near.pull(factor, gradients[0], gradients[1]);
      double byOther =
          !swap ? 0 : other.length < far.length ? 1 : other.length == far.length ? 0.5 : 0;
      far.pull(-factor * (1 - byOther), gradients[0], gradients[2]);
      other.pull(-factor * byOther, gradients[1], gradients[2]);
    }
    return Math.max(0, z);
  }

  /** ||x - y + eps||_p of one row, and its derivative. */
  private final class Distance {
    private final double[] difference;
    private final int from;
    private final double largest;
    private final double length;

    Distance(Tensor x, Tensor y, int from, int width) {
      this.from = from;
      difference = new double[width];
      double top = 0;
      for (int i = 0; i < width; i++) {
        difference[i] = x.at(from + i) - y.at(from + i) + eps;
        top = Math.max(top, Math.abs(difference[i]));
      }
      largest = top;
      length = norm();
    }

    /** The norm, computed relative to the largest entry, so that no power overflows. */
    private double norm() {
      if (largest == 0 || p == Double.POSITIVE_INFINITY || !Double.isFinite(largest)) {
        return largest;
      }
      double sum = 0;
      for (double d : difference) {
        sum += power(Math.abs(d) / largest, p);
      }
      return largest * power(sum, 1 / p);
    }

    void pull(double weight, double[] forX, double[] forY) {
      if (weight == 0 || length == 0) {
        return;
      }
      double ties = 0;
      for (double d : difference) {
        ties += Math.abs(d) == largest ? 1 : 0;
      }
      for (int i = 0; i < difference.length; i++) {
        double slope = weight * slope(difference[i], ties);
        forX[from + i] += slope;
        forY[from + i] -= slope;
      }
    }

    private double slope(double d, double ties) {
      if (p == Double.POSITIVE_INFINITY) {
        return Math.abs(d) == largest ? Math.signum(d) / ties : 0;
      }
      return d == 0 ? 0 : Math.signum(d) * power(Math.abs(d) / length, p - 1);
    }

    private static double power(double x, double y) {
      if (y == 1) {
        return x;
      }
      if (y == 2) {
        return x * x;
      }
      return y == 0.5 ? Math.sqrt(x) : StrictMath.pow(x, y);
    }
  }
}
