package io.evenkeel.core.sweep;

import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.arch.MlpShape;
import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.axis.Axis;
import io.evenkeel.core.data.InputScheme;
import io.evenkeel.core.engine.EngineKind;
import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.loss.OutputLoss;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One network, one draw of its weights, one batch: the unit of a sweep. It holds one value of every
 * axis. All words are resolved: {@code auto} has become a gain, and the engine is chosen.
 *
 * <p>Immutable. Two trials are equal if their values have equal texts.
 */
public final class Trial {
  private static final int SEED = Axes.index(Axes.SEED);

  /** The values by {@link Axes#index}. */
  private final Object[] values;

  /** Null until first asked for; threads that compute it at the same time make equal lists. */
  private List<WeightScale> weightScales;

  /**
   * Takes one value of every axis.
   *
   * @param values by {@link Axes#index}, none null
   */
  Trial(Object[] values) {
    this.values = values;
  }

  /**
   * The value of one axis.
   *
   * @param axis one of {@link Axes#ALL}
   */
  @SuppressWarnings("unchecked") // with() and the vocabulary put values of the axis's type there
  public <V> V get(Axis<V> axis) {
    return (V) values[Axes.index(axis)];
  }

  /** Text of the value of one axis, as in identities and tables. */
  public <V> String text(Axis<V> axis) {
    return axis.text(get(axis));
  }

  /** Whether another trial differs from this one only in its seed, if at all. */
  public boolean sameCell(Trial other) {
    for (int i = 0; i < values.length; i++) {
      if (i != SEED && !values[i].equals(other.values[i])) {
        return false;
      }
    }
    return true;
  }

  /** This trial with another value of one axis. */
  public <V> Trial with(Axis<V> axis, V value) {
    Object[] changed = values.clone();
    changed[Axes.index(axis)] = value;
    return new Trial(changed);
  }

  /** This trial, computed by another engine. */
  public Trial with(EngineKind engine) {
    return with(Axes.ENGINE, engine);
  }

  /** Number of hidden layers, at least 1. */
  public int depth() {
    return get(Axes.DEPTH);
  }

  /** Units of each hidden layer, of the widest if they differ; at least 1. */
  public int width() {
    return get(Axes.WIDTH);
  }

  /** Rows fed through at once, at least 1. */
  public int batch() {
    return get(Axes.BATCH);
  }

  /** Units of the input; equal to {@link #width} unless asked otherwise. */
  public int inputWidth() {
    return get(Axes.INPUT_WIDTH);
  }

  /** Units of a last linear layer (no activation) after the hidden ones; 0 for none. */
  public int readoutWidth() {
    return get(Axes.READOUT_WIDTH);
  }

  /** Applied after every hidden layer. */
  public Activation activation() {
    return get(Axes.ACTIVATION);
  }

  /** Scheme of every weight matrix. */
  public Initializer init() {
    return get(Axes.INIT);
  }

  /** Scheme of every bias vector, see {@link io.evenkeel.core.init.Biases}; empty for none. */
  public Optional<Initializer> bias() {
    return get(Axes.BIAS);
  }

  /** What is fed in. */
  public InputScheme input() {
    return get(Axes.INPUT);
  }

  /** Where the backward pass starts. */
  public OutputLoss loss() {
    return get(Axes.LOSS);
  }

  /** How layers are computed, already decided. */
  public EngineKind engine() {
    return get(Axes.ENGINE);
  }

  /** Whether gradients are computed. */
  public boolean backward() {
    return get(Axes.BACKWARD);
  }

  /** Any long; with role and layer it decides every draw. */
  public long seed() {
    return get(Axes.SEED);
  }

  /** Layers including the readout. */
  public int layers() {
    return depth() + (readoutWidth() > 0 ? 1 : 0);
  }

  /** The sizes of its network and batch. */
  public MlpShape shape() {
    return TrialWorkload.design(this).sizes(batch());
  }

  /** Units of each hidden layer where they differ; else empty: all have {@link #width}. */
  public List<Integer> hiddenWidths() {
    List<Integer> shape = get(Axes.SHAPE);
    return shape.isEmpty() ? shape : shape.subList(1, shape.size());
  }

  /** The scales of its weight layers, by number; empty if there is no such network. */
  List<WeightScale> weightScales() {
    List<WeightScale> scales = weightScales;
    if (scales == null) {
      scales = WeightScale.of(this);
      weightScales = scales;
    }
    return scales;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Trial trial && toString().equals(trial.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  /** The canonical text. */
  @Override
  public String toString() {
    return TrialIdentity.canonicalText(this);
  }

  /** The values, by {@link Axes#index}; a copy. */
  Object[] values() {
    return Arrays.copyOf(values, values.length);
  }
}
