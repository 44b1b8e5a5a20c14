package io.evenkeel.core.loss;

import java.util.Arrays;
import java.util.List;

/**
 * Cosine loss of a pair of vectors and a sign t: 1 - cos(x1, x2) if t = 1 (alike), max(0, cos(x1,
 * x2) - margin) if t = -1, with cos(a, b) = a.b / sqrt((a.a + 1e-12) (b.b + 1e-12)): 0 for a vector
 * of zeros.
 *
 * <p>{@code input1} and {@code input2} are {@code [D]} or {@code [N][D]}, {@code target} {@code []}
 * or {@code [N]}, and so is the value with no reduction; {@code mean} over N. Kink, for t = -1,
 * where the cosine is the margin: the gradient there is that of the side with a loss.
 *
 * @param margin cosine below which unlike ones cost nothing, in [-1, 1]
 */
record CosineEmbedding(double margin, Reduction reduction) implements Loss {
  /** PyTorch's constant is a float32. */
  private static final double EPSILON = 1e-12f;

  /**
   * @throws io.evenkeel.core.SpecException if {@code margin} is out of range or the reduction is
   *     {@code batchmean}
   */
  public CosineEmbedding {
    Checks.parameter(
        margin >= -1 && margin <= 1, "cosine_embedding", "margin", margin, "in [-1, 1]");
    Checks.noBatchMean("cosine_embedding", reduction);
  }

  /** With PyTorch's default margin = 0. */
  public CosineEmbedding(Reduction reduction) {
    this(0, reduction);
  }

  @Override
  public String name() {
    return "cosine_embedding";
  }

  @Override
  public List<String> inputs() {
    return List.of("input1", "input2", "target");
  }

  @Override
  public LossValue evaluate(Tensor... inputs) {
    Checks.count(this, inputs);
    Tensor a = inputs[0];
    Tensor b = inputs[1];
    Checks.rank(name(), "input1", a, 1, 2, "[D] or [N, D]");
    int[] shape = a.shape();
    int[] sampleShape = Arrays.copyOf(shape, shape.length - 1);
    Checks.shape(name(), "input2", b, shape);
    Checks.shape(name(), "target", inputs[2], sampleShape);
    Checks.signs(name(), "target", inputs[2]);
    int samples = inputs[2].length();
    int width = shape[shape.length - 1];
    double factor = reduction.factor(samples, 1);
    double[] values = new double[samples];
    double[] first = new double[a.length()];
    double[] second = new double[a.length()];
    for (int s = 0; s < samples; s++) {
      values[s] = row(a, b, s * width, width, inputs[2].at(s), factor, first, second);
    }
    return LossValue.of(reduction.of(values, sampleShape, samples, 1))
        .with("input1", Tensor.owning(shape, first))
        .with("input2", Tensor.owning(shape, second));
  }

  private double row(
      Tensor a,
      Tensor b,
      int from,
      int width,
      double sign,
      double factor,
      double[] first,
      double[] second) {
    double ab = 0;
    double aa = EPSILON;
    double bb = EPSILON;
    for (int i = from; i < from + width; i++) {
      ab += a.at(i) * b.at(i);
      aa += a.at(i) * a.at(i);
      bb += b.at(i) * b.at(i);
    }
    double norms = Math.sqrt(aa) * Math.sqrt(bb);
    double cosine = ab / norms;
    double slope = factor * (sign == 1 ? -1 : cosine - margin >= 0 ? 1 : 0);
    if (slope != 0) {
      for (int i = from; i < from + width; i++) {
        first[i] = slope * (b.at(i) / norms - cosine * a.at(i) / aa);
        second[i] = slope * (a.at(i) / norms - cosine * b.at(i) / bb);
      }
    }
    return sign == 1 ? 1 - cosine : Math.max(0, cosine - margin);
  }
}
