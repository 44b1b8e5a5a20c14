package io.evenkeel.core.probe;

/** Sees nothing; a pass that goes by it need not measure what events tell. */
public final class NoProbe implements Probe {
  /** The one there is. */
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
