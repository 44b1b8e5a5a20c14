package io.evenkeel.core.train;

import io.evenkeel.core.Footprint;
import io.evenkeel.core.arch.Architecture;
import io.evenkeel.core.arch.WeightCount;
import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.engine.LayerWeights;
import io.evenkeel.core.engine.WeightRule;
import io.evenkeel.core.linalg.Memory;
import io.evenkeel.core.probe.LayerOutput;
import io.evenkeel.core.probe.OutputGradient;
import io.evenkeel.core.probe.PreActivation;
import io.evenkeel.core.probe.PreActivationGradient;
import io.evenkeel.core.probe.Probe;
import io.evenkeel.core.stats.Scaled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Changes the weights and biases of a network by the gradients of a backward pass.
 *
 * <p>A step consists of {@link #begin}, a backward pass with {@link #probe}, and {@link #end}.
 * Without clipping a layer is changed as soon as its gradient is known, so that only one gradient
 * is held at a time. With clipping all gradients are held until their common norm is known. Weights
 * and gradients are float32: a gradient is rounded as a float32 framework's would be, so it can
 * vanish or overflow there. Weights that an engine does not hold are changed by their coefficients,
 * in float64.
 */
public final class Trainer {
  private final TrainingRule rule;
  private final WeightRule entries;
  private final List<LayerWeights> layers;
  private final List<Held> held = new ArrayList<>();
  private final GradientNorm norm = new GradientNorm();
  private int step;
  private boolean changing;
  private boolean measuring;

  /** The state of one layer. */
  private static final class Held {
    private LayerUpdate weights;
    private float[] biasGradient;
    private float[][] biasStates;
    private long exponent;
  }

  /**
   * @param layers of the network, by number
   * @param memory that gives the arrays
   */
  public Trainer(TrainingRule rule, List<LayerWeights> layers, Memory memory) {
    this(rule, Optional.empty(), layers, memory);
  }

  /**
   * @param own the engine's own way to compute the rule's optimiser, if it has one
   * @param layers of the network, by number
   * @param memory that gives the arrays
   */
  public Trainer(
      TrainingRule rule, Optional<WeightRule> own, List<LayerWeights> layers, Memory memory) {
    this.rule = rule;
    entries = own.orElseGet(() -> entries(rule.optimizer()));
    this.layers = List.copyOf(layers);
    int largest = 0;
    for (LayerWeights layer : layers) {
      largest = Math.max(largest, layer.implied().isPresent() ? 0 : length(layer));
    }
    HeldUpdate.Room room = new HeldUpdate.Room(memory, largest);
    float[] shared = clips() ? null : memory.floats(largest);
    for (LayerWeights layer : layers) {
      Held kept = new Held();
      kept.weights =
          layer
              .implied()
              .<LayerUpdate>map(w -> new ImpliedUpdate(rule.optimizer(), layer, w))
              .orElseGet(() -> held(layer, shared, room, memory));
      kept.biasGradient = memory.floats(layer.bias().length);
      kept.biasStates = states(layer.bias().length, memory);
      held.add(kept);
    }
  }

  private static WeightRule entries(Optimizer optimizer) {
    return (lr, decay, step, weights, gradient, states, length) ->
        optimizer.step(new StepSize(lr, decay), step, weights, gradient, states, length);
  }

  private LayerUpdate held(
      LayerWeights layer, float[] shared, HeldUpdate.Room room, Memory memory) {
    float[] gradient = clips() ? memory.floats(length(layer)) : shared;
    float[][] states = states(length(layer), memory);
    return new HeldUpdate(entries, layer, gradient, states, room);
  }

  private boolean clips() {
    return rule.clip() > 0;
  }

  private float[][] states(int length, Memory memory) {
    float[][] states = new float[rule.optimizer().states()][];
    for (int i = 0; i < states.length; i++) {
      states[i] = memory.floats(length);
      Arrays.fill(states[i], 0f);
    }
    return states;
  }

  /**
   * The memory of a trainer of such a network, and the memory that forming a gradient takes
   * temporarily.
   *
   * @param held whether weights are held as numbers
   */
  public static Footprint footprint(
      TrainingRule rule, Architecture architecture, int batch, boolean held) {
    WeightCount count = WeightCount.of(architecture);
    int states = rule.optimizer().states();
    long ofBiases = (1 + states) * count.biases();
    if (!held) {
      return Footprint.onHeap(Float.BYTES * ofBiases);
    }
    long gradients = rule.clip() > 0 ? count.weights() : count.largest();
    long heap = 2 * count.largest() + gradients + states * count.weights() + ofBiases;
    long formed = count.largest() + batch * count.largestSides();
    return new Footprint(Float.BYTES * heap, Float.BYTES * formed);
  }

  /**
   * Begins a step.
   *
   * @param number of the step, from 1
   * @param changes whether weights are changed; if not, only the norm is computed
   * @param measures whether {@link #move} has to report the change by this step
   */
  public void begin(int number, boolean changes, boolean measures) {
    step = number;
    changing = changes;
    measuring = changes && measures;
    norm.reset();
  }

  /** The probe that the backward pass of the step needs. */
  public Probe probe() {
    return new Gradients();
  }

  private final class Gradients implements Probe {
    @Override
    public void preActivation(PreActivation event) {}

    @Override
    public void layerOutput(LayerOutput event) {}

    @Override
    public void outputGradient(OutputGradient event) {}

    @Override
    public void preActivationGradient(PreActivationGradient event) {
      int layer = event.site().layer();
      Held kept = held.get(layer);
      kept.exponent = event.gradient().exponent();
      norm.add(event.weights().squares(), kept.exponent);
      if (kept.biasGradient.length > 0) {
        norm.add(sumRows(event, kept.biasGradient), kept.exponent);
      }
      if (changing) {
        kept.weights.take(event);
        if (!clips()) {
          change(layer, 1);
        }
      }
    }
  }

  /** Writes the gradient of the biases, and returns the sum of its squares. */
  private static double sumRows(PreActivationGradient event, float[] sums) {
    float[] d = event.gradient().values();
    int units = event.gradient().units();
    double squares = 0;
    for (int unit = 0; unit < units; unit++) {
      double sum = 0;
      for (int i = unit; i < event.gradient().length(); i += units) {
        sum += d[i];
      }
      sums[unit] = (float) sum;
      squares += sum * sum;
    }
    return squares;
  }

  /** Ends the step: with clipping it changes all layers. */
  public void end() {
    if (changing && clips()) {
      double factor = Clipping.factor(rule.clip(), norm.norm());
      for (int layer = 0; layer < layers.size(); layer++) {
        change(layer, factor);
      }
    }
  }

  private void change(int layer, double factor) {
    Held kept = held.get(layer);
    GradientScale scale = new GradientScale(factor, kept.exponent);
    kept.weights.change(rule.ofWeights(layer, layers.size()), step, scale, measuring);
    float[] bias = layers.get(layer).bias();
    if (bias.length > 0) {
      scale.apply(kept.biasGradient, bias.length);
      StepSize size = rule.ofBiases(layer, layers.size());
      entries.step(
          size.lr(),
          size.weightDecay(),
          step,
          bias,
          kept.biasGradient,
          kept.biasStates,
          bias.length);
    }
  }

  /** The norm of all gradients of the last backward pass, before clipping. */
  public Scaled gradientNorm() {
    return norm.norm();
  }

  /**
   * The distance of a layer's present weights from those of a draw, and their change by the last
   * step.
   *
   * @return gives the answer, and must be called only after the last step
   */
  public Supplier<WeightMove> move(int layer, Draws draws) {
    return held.get(layer).weights.move(draws, layer, measuring);
  }

  static int length(LayerWeights layer) {
    return Math.multiplyExact(layer.units(), layer.fanIn());
  }
}
