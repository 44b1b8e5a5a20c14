package io.evenkeel.core.arch;

import io.evenkeel.core.norm.Norm;

/**
 * A normalisation with gain 1 and shift 0.
 *
 * @param norm which
 */
public record Normalize(Norm norm) implements Block {
  @Override
  public int unitsAfter(int units) {
    return units;
  }

  @Override
  public <T> T select(Cases<T> cases) {
    return cases.normalize(this);
  }
}
