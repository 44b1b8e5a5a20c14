package io.evenkeel.core.engine.linear;

import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.linalg.Memory;
import io.evenkeel.core.stats.MomentAccumulator;

/**
 * Draws the weights of a layer, by stretches that are copied and looked at while they are still in
 * the first-level cache, if its scheme allows that.
 */
final class DrawnWeights {
  private final DenseLayout layout;
  private final boolean byStretches;
  private final MomentAccumulator moments = new MomentAccumulator();

  /** Where weights are written to. */
  interface Target {
    /** The array to write a stretch to, and the index in it. */
    float[] array();

    /** Index in {@link #array} of the weight {@code from}. */
    int at(int from);

    /** Takes a stretch that has been written. */
    void take(int from, int length);
  }

  DrawnWeights(DenseLayout layout, Memory memory) {
    this.layout = layout;
    byStretches = layout.block().init().entries(layout.out(), layout.in()).isPresent();
    memory.briefly(layout.block().init().fillFootprint(layout.out(), layout.in()));
  }

  /** Whether the scheme draws by stretches; if not, a target's array must hold all weights. */
  boolean byStretches() {
    return byStretches;
  }

  /** Draws all weights, and returns their standard deviation. */
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
      target.take(from, length);
      moments.addWithoutExtremes(array, at, length);
    }
    return moments.stats().std();
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
