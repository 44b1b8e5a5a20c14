package io.evenkeel.core.probe;

/**
 * Passes each event to two probes.
 *
 * @param first receives each event first
 * @param second receives each event next
 */
public record TwoProbes(Probe first, Probe second) implements Probe {
  @Override
  public void preActivation(PreActivation event) {
    first.preActivation(event);
    second.preActivation(event);
  }

  @Override
  public void layerOutput(LayerOutput event) {
    first.layerOutput(event);
    second.layerOutput(event);
  }

  @Override
  public void outputGradient(OutputGradient event) {
    first.outputGradient(event);
    second.outputGradient(event);
  }

  @Override
  public void preActivationGradient(PreActivationGradient event) {
    first.preActivationGradient(event);
    second.preActivationGradient(event);
  }

  @Override
  public void normalized(Normalized event) {
    first.normalized(event);
    second.normalized(event);
  }

  @Override
  public void blockOutput(BlockOutput event) {
    first.blockOutput(event);
    second.blockOutput(event);
  }

  @Override
  public void blockGradient(BlockGradient event) {
    first.blockGradient(event);
    second.blockGradient(event);
  }
}
