package io.evenkeel.core.init;

import io.evenkeel.core.Spec;
import io.evenkeel.core.law.EntryLaw;
import io.evenkeel.core.law.WeightLaw;
import java.util.Optional;

/**
 * Independent entries, N(0, std^2), std = gain sqrt(2 / (fanIn + fanOut)): {@code
 * torch.nn.init.xavier_normal_}.
 *
 * <p>X. Glorot, Y. Bengio, AISTATS 2010, eq. 12.
 *
 * @param gain factor, at least 0
 */
public record XavierNormal(double gain) implements Initializer {
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

  /** Standard deviation of one entry. */
  double std(int fanOut, int fanIn) {
    return gain * Math.sqrt(2.0 / ((double) fanIn + fanOut));
  }

  @Override
  public Optional<EntryLaw> entries(int fanOut, int fanIn) {
    return Optional.of(Draws.normal(0, std(fanOut, fanIn)));
  }

  @Override
  public WeightDistribution distribution(int fanOut, int fanIn) {
    return WeightDistribution.normal(0, std(fanOut, fanIn));
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
  public Optional<WeightLaw> law(int fanOut, int fanIn) {
    return Optional.of(new WeightLaw.Gaussian(std(fanOut, fanIn)));
  }
}
