package io.evenkeel.core.sweep;

import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.arch.MlpShape;
import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.loss.OutputLoss;
import java.util.Optional;

/**
 * One network, one draw of its weights, one batch: the unit of a sweep.
 *
 * @param depth number of hidden layers, at least 1
 * @param width units of each hidden layer, at least 1
 * @param batch rows fed through at once, at least 1
 * @param inputWidth units of the input; equal to {@code width} unless asked otherwise
 * @param readoutWidth units of a last linear layer (no activation) after the hidden ones; 0 for
 *     none
 * @param activation applied after every hidden layer
 * @param init scheme of every weight matrix
 * @param bias scheme of every bias vector, drawn as a {@code [units][1]} matrix; empty for no bias
 * @param input what is fed in
 * @param loss where the backward pass starts
 * @param engine how layers are computed, already decided
 * @param backward whether gradients are computed
 * @param seed any long; with role and layer it decides every draw
 */
public record Trial(
    int depth,
    int width,
    int batch,
    int inputWidth,
    int readoutWidth,
    Activation activation,
    Initializer init,
    Optional<Initializer> bias,
    InputKind input,
    OutputLoss loss,
    EngineKind engine,
    boolean backward,
    long seed) {

  /** This, computed by another engine. */
  public Trial with(EngineKind other) {
    return new Trial(
        depth,
        width,
        batch,
        inputWidth,
        readoutWidth,
        activation,
        init,
        bias,
        input,
        loss,
        other,
        backward,
        seed);
  }

  /** Layers including the readout. */
  public int layers() {
    return depth + (readoutWidth > 0 ? 1 : 0);
  }

  /** The sizes of its network and batch. */
  public MlpShape shape() {
    return MlpShape.of(batch, inputWidth, width, depth, readoutWidth);
  }
}
