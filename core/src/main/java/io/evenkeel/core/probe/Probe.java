package io.evenkeel.core.probe;

/**
 * Receives the tensors of a forward and a backward pass as they are computed. A probe is made for
 * one step of a trial; whoever starts a pass chooses the probe that receives its tensors.
 *
 * <p>The arrays of an event belong to the engine and are valid during the call only.
 */
public interface Probe {
  /** A weight layer has its pre-activation. */
  void preActivation(PreActivation event);

  /** A weight layer has its output. */
  void layerOutput(LayerOutput event);

  /** The gradient at a weight layer's output is known. */
  void outputGradient(OutputGradient event);

  /** The gradients at a weight layer's pre-activation and at its weights are known. */
  void preActivationGradient(PreActivationGradient event);

  /** A result of a weight layer was rounded; this event precedes that of the result itself. */
  default void narrowed(Narrowed event) {}

  /** A norm has normalised a batch. */
  default void normalized(Normalized event) {}

  /** A residual block has its output. */
  default void blockOutput(BlockOutput event) {}

  /** The gradient at a residual block's output is known. */
  default void blockGradient(BlockGradient event) {}
}
