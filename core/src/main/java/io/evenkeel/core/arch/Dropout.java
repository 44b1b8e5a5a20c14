package io.evenkeel.core.arch;

import io.evenkeel.core.SpecException;

/**
 * Inverted dropout: each value is zero with probability p, independently, and else divided by 1 -
 * p. As {@code torch.nn.Dropout} in training.
 *
 * @param p probability of a zero, in [0, 1)
 */
public record Dropout(double p) implements Block {
  /**
   * @throws SpecException if p is not in [0, 1)
   */
  public Dropout {
    if (!(p >= 0 && p < 1)) {
      throw new SpecException("dropout must be at least 0 and below 1, got " + p);
    }
  }

  @Override
  public int unitsAfter(int units) {
    return units;
  }

  @Override
  public <T> T select(Cases<T> cases) {
    return cases.dropout(this);
  }
}
