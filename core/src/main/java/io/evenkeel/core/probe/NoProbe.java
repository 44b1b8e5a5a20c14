package io.evenkeel.core.probe;

/** A probe that ignores all events. A pass with it need not measure what events contain. */
public final class NoProbe implements Probe {
  /** The only instance. */
  public static final Probe INSTANCE = new NoProbe();

  private NoProbe() {}

  @Override
  public void preActivation(PreActivation event) {}

  @Override
  public void layerOutput(LayerOutput event) {}

  @Override
  public void outputGradient(OutputGradient event) {}

  @Override
  public void preActivationGradient(PreActivationGradient event) {}
}
