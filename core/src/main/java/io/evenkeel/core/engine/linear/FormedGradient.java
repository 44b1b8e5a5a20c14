package io.evenkeel.core.engine.linear;

import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.core.kernel.ProductKernel;
import io.evenkeel.core.linalg.Blas;
import io.evenkeel.core.linalg.Floats;
import io.evenkeel.core.probe.Tensor;
import io.evenkeel.core.probe.WeightGradient;

/**
 * The gradient {@code D^T X} with respect to a layer's weights, whose norm is known. The gradient
 * itself is computed only when it is asked for.
 *
 * @param d gradient with respect to the pre-activation, {@code [batch][out]}
 * @param x input, {@code [batch][in]}
 * @param out units of d
 * @param biased whether the layer has biases
 * @param squares sum of the squares of all entries
 */
public record FormedGradient(ScaledGradient d, Batch x, int out, boolean biased, double squares)
    implements WeightGradient {
  /** More rows than this are added up by OpenBLAS, in native memory. */
  private static final int FEW_ROWS = ProductKernel.PANEL;

  @Override
  public Tensor input() {
    return x.tensor();
  }

  @Override
  public void form(float[] gradient) {
    int batch = x.rows();
    int in = x.units();
    if (batch <= FEW_ROWS) {
      Kernels.products().weightGradient(d.values(), x.values(), gradient, batch, out, in);
      return;
    }
    try (Floats left = new Floats((long) batch * out);
        Floats right = new Floats((long) batch * in);
        Floats product = new Floats((long) out * in)) {
      left.put(d.values(), batch * out);
      right.put(x.values(), batch * in);
      Blas.transposedTimes(left, right, product, batch, out, in);
      product.get(gradient, out * in);
    }
  }
}
