package io.evenkeel.core.engine.linear;

import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.core.kernel.ProductKernel;
import io.evenkeel.core.linalg.Memory;
import io.evenkeel.core.linalg.SharedMemory.Shared;
import io.evenkeel.core.probe.WeightSpread;

/** A linear map whose weights are all drawn into an array on the heap and multiplied there. */
final class PanelMap extends DrawnMap implements DrawnWeights.Target, StoredWeights {
  private static final ProductKernel PRODUCTS = Kernels.products();

  private final float[] weights;
  private final Shared<float[]> room;
  private final DrawnWeights drawn;

  PanelMap(DenseLayout layout, Memory memory, Workspace workspace) {
    super(layout, workspace);
    weights = memory.floats(layout.weights());
    drawn = new DrawnWeights(layout, memory);
    room = workspace.productRoom;
    room.atLeast(ProductKernel.room(batch, in, out));
  }

  @Override
  public float[] array() {
    return weights;
  }

  @Override
  public int at(int from) {
    return from;
  }

  @Override
  public void take(int from, int length) {
    // They are where they belong.
  }

  @Override
  public WeightSpread draw(Draws draws, int layer) {
    return new WeightSpread(drawn.draw(draws, layer, this), false);
  }

  @Override
  public StoredWeights stored() {
    return this;
  }

  @Override
  public float[] values(float[] unused) {
    return weights;
  }

  @Override
  public void store(float[] values) {
    // They have been changed where they are.
  }

  @Override
  public void drawn(Draws draws, int layer, float[] target) {
    drawn.draw(draws, layer, target);
  }

  @Override
  public double std() {
    return drawn.std(weights);
  }

  @Override
  public void forward(Batch x, float[] z) {
    PRODUCTS.forward(x.values(), weights, z, batch, in, out, room.get());
  }

  @Override
  void inputGradient(ScaledGradient d, ScaledGradient g) {
    PRODUCTS.backward(d.values(), weights, g.values(), batch, out, in, room.get());
    g.exponent(d.exponent());
  }
}
