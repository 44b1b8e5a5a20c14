package io.evenkeel.core.net;

import io.evenkeel.core.linalg.Blas;
import io.evenkeel.core.linalg.Floats;
import io.evenkeel.core.stats.MomentAccumulator;

/** A linear map whose weights are all drawn, into native memory, and multiplied by OpenBLAS. */
final class NativeMap extends DrawnMap {
  private final Floats weights;
  private final MomentAccumulator moments = new MomentAccumulator();

  NativeMap(Scratch scratch, int in, int out) {
    super(scratch, in, out);
    weights = new Floats((long) in * out);
  }

  @Override
  public void draw(Network network, int layer) {
    moments.reset();
    if (!drawByStretches(network, layer)) {
      float[] drawn = scratch.weights();
      network.weights(layer, out, in, drawn);
      weights.put(0, drawn, out * in);
      moments.addWithoutExtremes(drawn, out * in);
    }
    weightStd = moments.stats().std();
  }

  /**
   * Draws the weights so that each is copied and looked at while it is still in the first-level
   * cache.
   *
   * @return whether they can be drawn so
   */
  private boolean drawByStretches(Network network, int layer) {
    int count = out * in;
    float[] stretch = scratch.stretch();
    for (int from = 0; from < count; from += stretch.length) {
      int length = Math.min(stretch.length, count - from);
      if (!network.weights(layer, out, in, from, stretch, 0, length)) {
        return false;
      }
      weights.put(from, stretch, length);
      moments.addWithoutExtremes(stretch, length);
    }
    return true;
  }

  @Override
  public void forward(Batch x, float[] z) {
    scratch.left().put(x.values, batch * in);
    Blas.timesTransposed(scratch.left(), weights, scratch.right(), batch, in, out);
    scratch.right().get(z, batch * out);
  }

  @Override
  public void inputGradient(ScaledGradient d, Batch x, ScaledGradient g) {
    scratch.left().put(d.values, batch * out);
    Blas.times(scratch.left(), weights, scratch.right(), batch, out, in);
    scratch.right().get(g.values, batch * in);
    g.exponent = d.exponent;
  }

  @Override
  public void close() {
    weights.close();
  }
}
