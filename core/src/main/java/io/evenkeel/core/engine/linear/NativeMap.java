package io.evenkeel.core.engine.linear;

import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.linalg.Blas;
import io.evenkeel.core.linalg.Floats;
import io.evenkeel.core.linalg.Memory;
import io.evenkeel.core.linalg.SharedMemory.Shared;
import io.evenkeel.core.probe.WeightSpread;

/** A linear map whose weights are all drawn into native memory and multiplied by OpenBLAS. */
final class NativeMap extends DrawnMap {
  private final Shared<Floats> left;
  private final Shared<Floats> right;
  private final Floats weights;
  private final DrawnWeights drawn;
  private final DrawnWeights.Target target;

  NativeMap(DenseLayout layout, Memory memory, Workspace workspace) {
    super(layout, workspace);
    weights = memory.nativeFloats(layout.weights());
    drawn = new DrawnWeights(layout, memory);
    left = workspace.left;
    right = workspace.right;
    long values = (long) batch * Math.max(in, out);
    left.atLeast(values);
    right.atLeast(values);
    target = new OnTheirWay(drawn.byStretches() ? workspace.stretch : workspace.wholeWeights);
    workspace.stretch.atLeast(drawn.byStretches() ? Workspace.STRETCH : 0);
    workspace.wholeWeights.atLeast(drawn.byStretches() ? 0 : layout.weights());
  }

  /** Copies each stretch into native memory. */
  private final class OnTheirWay implements DrawnWeights.Target {
    private final Shared<float[]> buffer;

    OnTheirWay(Shared<float[]> buffer) {
      this.buffer = buffer;
    }

    @Override
    public float[] array() {
      return buffer.get();
    }

    @Override
    public int at(int from) {
      return 0;
    }

    @Override
    public void take(int from, int length) {
      weights.put(from, buffer.get(), length);
    }
  }

  @Override
  public WeightSpread draw(Draws draws, int layer) {
    return new WeightSpread(drawn.draw(draws, layer, target), false);
  }

  @Override
  public StoredWeights stored() {
    return new InNativeMemory();
  }

  /** Copies weights to the heap and back for training. */
  private final class InNativeMemory implements StoredWeights {
    @Override
    public float[] values(float[] room) {
      weights.get(room, Math.toIntExact(layout.weights()));
      return room;
    }

    @Override
    public void store(float[] values) {
      weights.put(values, Math.toIntExact(layout.weights()));
    }

    @Override
    public void drawn(Draws draws, int layer, float[] target) {
      drawn.draw(draws, layer, target);
    }

    @Override
    public double std() {
      return drawn.std(weights);
    }
  }

  @Override
  public void forward(Batch x, float[] z) {
    left.get().put(x.values(), batch * in);
    Blas.timesTransposed(left.get(), weights, right.get(), batch, in, out);
    right.get().get(z, batch * out);
  }

  @Override
  void inputGradient(ScaledGradient d, ScaledGradient g) {
    left.get().put(d.values(), batch * out);
    Blas.times(left.get(), weights, right.get(), batch, out, in);
    right.get().get(g.values(), batch * in);
    g.exponent(d.exponent());
  }
}
