package io.evenkeel.core.train;

import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.engine.LayerWeights;
import io.evenkeel.core.engine.WeightRule;
import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.core.linalg.Memory;
import io.evenkeel.core.probe.PreActivationGradient;
import java.util.Optional;
import java.util.function.Supplier;

/** Changes weights that are held as numbers, in float32. */
final class HeldUpdate implements LayerUpdate {
  private final WeightRule rule;
  private final LayerWeights weights;
  private final float[] gradient;
  private final float[][] states;
  private final Room room;
  private final int length;
  private UpdateStats update;

  /** Scratch arrays that the layers of a network share. */
  static final class Room {
    private final float[] weights;
    private final float[] before;

    /**
     * @param most largest number of weights of a layer
     */
    Room(Memory memory, int most) {
      weights = memory.floats(most);
      before = memory.floats(most);
    }
  }

  /**
   * @param rule computes the optimiser
   * @param gradient an array for the gradient; shared if each layer is changed as soon as its
   *     gradient is known
   * @param states of the optimiser, zero
   */
  HeldUpdate(WeightRule rule, LayerWeights weights, float[] gradient, float[][] states, Room room) {
    this.rule = rule;
    this.weights = weights;
    this.gradient = gradient;
    this.states = states;
    this.room = room;
    length = Trainer.length(weights);
  }

  @Override
  public void take(PreActivationGradient event) {
    event.weights().form(gradient);
  }

  @Override
  public void change(StepSize size, int step, GradientScale scale, boolean measuring) {
    scale.apply(gradient, length);
    float[] values = weights.values(room.weights);
    if (measuring) {
      System.arraycopy(values, 0, room.before, 0, length);
    }
    rule.step(size.lr(), size.weightDecay(), step, values, gradient, states, length);
    if (measuring) {
      update = UpdateStats.of(room.before, values, gradient, length);
    }
    weights.store(values);
  }

  @Override
  public Supplier<WeightMove> move(Draws draws, int layer, boolean updated) {
    float[] before = room.before;
    weights.drawn(draws, layer, before);
    float[] values = weights.values(room.weights);
    double squares = Kernels.scans().squaredDistance(values, before, length);
    WeightMove move =
        new WeightMove(
            Math.sqrt(squares / length), updated ? Optional.of(update) : Optional.empty());
    return () -> move;
  }
}
