package io.evenkeel.core.engine.linear;

import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.kernel.FloatFormat;
import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.core.linalg.Floats;
import io.evenkeel.core.linalg.Memory;
import io.evenkeel.core.stats.MomentAccumulator;

/**
 * Draws the weights of a layer. If the scheme allows it, this is done in blocks, which are copied
 * and summed up while they are still in the first-level cache.
 */
final class DrawnWeights {
  private final DenseLayout layout;
  private final boolean byStretches;
  private final MomentAccumulator moments = new MomentAccumulator();

  /** Where weights are written. */
  interface Target {
    /** The array to write a block to; {@link #at} gives the index in it. */
    float[] array();

    /** Index in {@link #array} of the weight {@code from}. */
    int at(int from);

    /** Takes a block that has been written. */
    void take(int from, int length);
  }

  DrawnWeights(DenseLayout layout, Memory memory) {
    this.layout = layout;
    byStretches = layout.block().init().entries(layout.out(), layout.in()).isPresent();
    memory.briefly(layout.block().init().fillFootprint(layout.out(), layout.in()));
  }

  /** Whether the scheme draws in blocks; if not, a target's array must hold all weights. */
  boolean byStretches() {
    return byStretches;
  }

  /** Draws all weights into an array. */
  void draw(Draws draws, int layer, float[] target) {
    draw(draws, layer, new Whole(target));
  }

  /** An array that holds all weights. */
  private static final class Whole implements Target {
    private final float[] array;

    Whole(float[] array) {
      this.array = array;
    }

    @Override
    public float[] array() {
      return array;
    }

    @Override
    public int at(int from) {
      return from;
    }

    @Override
    public void take(int from, int length) {
      // They are where they belong.
    }
  }

  /** Standard deviation (n - 1) of some weights. */
  double std(float[] weights) {
    moments.reset();
    moments.addWithoutExtremes(weights, 0, Math.multiplyExact(layout.out(), layout.in()));
    return moments.stats().std();
  }

  /** Standard deviation (n - 1) of some weights in native memory, read in blocks. */
  double std(Floats weights) {
    moments.reset();
    float[] stretch = new float[Workspace.STRETCH];
    int count = Math.multiplyExact(layout.out(), layout.in());
    for (int from = 0; from < count; from += stretch.length) {
      int length = Math.min(stretch.length, count - from);
      weights.get(from, stretch, length);
      moments.addWithoutExtremes(stretch, 0, length);
    }
    return moments.stats().std();
  }

  /** Draws all weights, and returns their standard deviation before they are rounded. */
  double draw(Draws draws, int layer, Target target) {
    moments.reset();
    int count = Math.multiplyExact(layout.out(), layout.in());
    int most = byStretches ? Workspace.STRETCH : count;
    for (int from = 0; from < count; from += most) {
      int length = Math.min(most, count - from);
      float[] array = target.array();
      int at = target.at(from);
      if (byStretches) {
        draws.weights(layer, layout.block(), layout.in(), from, array, at, length);
      } else {
        draws.weights(layer, layout.block(), layout.in(), array);
      }
      scale(array, at, length);
      moments.addWithoutExtremes(array, at, length);
      round(array, at, length);
      target.take(from, length);
    }
    return moments.stats().std();
  }

  private void round(float[] weights, int at, int length) {
    if (layout.weightFormat().isPresent()) {
      FloatFormat format = layout.weightFormat().get();
      Kernels.rounding().round(format, weights, at, weights, at, length);
    }
  }

  private void scale(float[] weights, int at, int length) {
    float gain = (float) layout.block().gain();
    if (gain != 1) {
      for (int i = at; i < at + length; i++) {
        weights[i] *= gain;
      }
    }
  }
}
