package io.evenkeel.core.init;

import io.evenkeel.core.Spec;
import io.evenkeel.core.law.EntryLaw;
import java.util.Optional;

/**
 * Independent entries, uniform on [-bound, bound], bound = gain sqrt(6 / (fanIn + fanOut)): {@code
 * torch.nn.init.xavier_uniform_}.
 *
 * <p>X. Glorot, Y. Bengio, AISTATS 2010, eq. 16.
 *
 * @param gain factor, at least 0
 */
public record XavierUniform(double gain) implements Initializer {
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

  /** Standard deviation of one entry. */
  double std(int fanOut, int fanIn) {
    return gain * Math.sqrt(2.0 / ((double) fanIn + fanOut));
  }

  /** Largest magnitude of an entry. */
  double bound(int fanOut, int fanIn) {
    return Math.sqrt(3) * std(fanOut, fanIn);
  }

  @Override
  public Optional<EntryLaw> entries(int fanOut, int fanIn) {
    return Optional.of(Draws.symmetric(bound(fanOut, fanIn)));
  }

  @Override
  public WeightDistribution distribution(int fanOut, int fanIn) {
    return WeightDistribution.uniform(-bound(fanOut, fanIn), bound(fanOut, fanIn));
  }

  @Override
  public double mean(int fanOut, int fanIn) {
    return 0;
  }

  @Override
  public double variance(int fanOut, int fanIn) {
    double std = std(fanOut, fanIn);
    return std * std;
  }

  @Override
  public double excessKurtosis(int fanOut, int fanIn) {
    return Uniform.EXCESS_KURTOSIS;
  }
}
