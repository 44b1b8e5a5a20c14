package io.evenkeel.core.init;

import io.evenkeel.core.Spec;

/**
 * Independent entries, N(0, std^2), std = gain sqrt(2 / (fanIn + fanOut)): {@code
 * torch.nn.init.xavier_normal_}.
 *
 * <p>X. Glorot, Y. Bengio, AISTATS 2010, eq. 12.
 *
 * @param gain factor, at least 0
 */
public record XavierNormal(double gain) implements NormalAroundZero {
  /**
   * @throws io.evenkeel.core.SpecException if gain is negative or beyond float32
   */
  public XavierNormal {
    Ranges.checkNotNegative("xavier_normal", "gain", gain);
  }

  @Override
  public Spec spec() {
    return Spec.of("xavier_normal").with("gain", gain);
  }

  @Override
  public double std(int fanOut, int fanIn) {
    return gain * Math.sqrt(2.0 / ((double) fanIn + fanOut));
  }
}
