package io.evenkeel.core.arch;

import io.evenkeel.core.activation.Activation;

/**
 * A pointwise nonlinearity: {@code a = phi(z)}. Behind a {@link Dense} block, with or without a
 * normalisation between, it is that layer's activation.
 *
 * @param activation phi
 */
public record Activate(Activation activation) implements Block {
  @Override
  public int unitsAfter(int units) {
    return units;
  }

  @Override
  public <T> T select(Cases<T> cases) {
    return cases.activate(this);
  }
}
