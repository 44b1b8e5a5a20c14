package io.evenkeel.core.init;

import io.evenkeel.core.Spec;

/**
 * Independent entries, uniform on [-bound, bound], bound = gain sqrt(6 / (fanIn + fanOut)): {@code
 * torch.nn.init.xavier_uniform_}.
 *
 * <p>X. Glorot, Y. Bengio, AISTATS 2010, eq. 16.
 *
 * @param gain factor, at least 0
 */
public record XavierUniform(double gain) implements UniformAroundZero {
  /**
   * @throws io.evenkeel.core.SpecException if gain is negative or beyond float32
   */
  public XavierUniform {
    Ranges.checkNotNegative("xavier_uniform", "gain", gain);
  }

  @Override
  public Spec spec() {
    return Spec.of("xavier_uniform").with("gain", gain);
  }

  @Override
  public double std(int fanOut, int fanIn) {
    return gain * Math.sqrt(2.0 / ((double) fanIn + fanOut));
  }
}
