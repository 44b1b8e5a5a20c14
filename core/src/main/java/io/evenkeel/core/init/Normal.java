package io.evenkeel.core.init;

import io.evenkeel.core.Spec;
import io.evenkeel.core.law.EntryLaw;
import io.evenkeel.core.law.WeightLaw;
import java.util.Optional;

/**
 * Independent entries N(mean, std^2): {@code torch.nn.init.normal_}.
 *
 * @param mean mean
 * @param std standard deviation, at least 0
 */
public record Normal(double mean, double std) implements Initializer {
  /**
   * @throws io.evenkeel.core.SpecException if a value is beyond float32 or std is negative
   */
  public Normal {
    Ranges.checkFloat("normal", "mean", mean);
    Ranges.checkNotNegative("normal", "std", std);
  }

  @Override
  public Spec spec() {
    return Spec.of("normal").with("mean", mean).with("std", std);
  }

  @Override
  public Optional<EntryLaw> entries(int fanOut, int fanIn) {
    return Optional.of(Draws.normal(mean, std));
  }

  @Override
  public WeightDistribution distribution(int fanOut, int fanIn) {
    return WeightDistribution.normal(mean, std);
  }

  @Override
  public double mean(int fanOut, int fanIn) {
    return mean;
  }

  @Override
  public double variance(int fanOut, int fanIn) {
    return std * std;
  }

  @Override
  public Optional<WeightLaw> law(int fanOut, int fanIn) {
    return mean == 0 ? Optional.of(new WeightLaw.Gaussian(std)) : Optional.empty();
  }
}
