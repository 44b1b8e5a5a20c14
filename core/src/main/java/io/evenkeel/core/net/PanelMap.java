package io.evenkeel.core.net;

import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.core.kernel.ProductKernel;
import io.evenkeel.core.stats.MomentAccumulator;

/** A linear map whose weights are all drawn, on the heap, and multiplied where they are. */
final class PanelMap extends DrawnMap {
  private static final ProductKernel PRODUCTS = Kernels.products();

  private final float[] weights;
  private final float[] room;
  private final MomentAccumulator moments = new MomentAccumulator();

  PanelMap(Scratch scratch, int in, int out) {
    super(scratch, in, out);
    weights = new float[Math.multiplyExact(in, out)];
    room = scratch.productRoom();
  }

  @Override
  public void draw(Network network, int layer) {
    moments.reset();
    if (!drawByStretches(network, layer)) {
      network.weights(layer, out, in, weights);
      moments.addWithoutExtremes(weights, weights.length);
    }
    weightStd = moments.stats().std();
  }

  /**
   * Draws the weights so that each is looked at while it is still in the first-level cache.
   *
   * @return whether they can be drawn so
   */
  private boolean drawByStretches(Network network, int layer) {
    for (int from = 0; from < weights.length; from += Scratch.STRETCH) {
      int length = Math.min(Scratch.STRETCH, weights.length - from);
      if (!network.weights(layer, out, in, from, weights, from, length)) {
        return false;
      }
      moments.addWithoutExtremes(weights, from, length);
    }
    return true;
  }

  @Override
  public void forward(Batch x, float[] z) {
    PRODUCTS.forward(x.values, weights, z, batch, in, out, room);
  }

  @Override
  public void inputGradient(ScaledGradient d, Batch x, ScaledGradient g) {
    PRODUCTS.backward(d.values, weights, g.values, batch, out, in, room);
    g.exponent = d.exponent;
  }

  @Override
  public void close() {
    // Nothing off the heap.
  }
}
