package io.evenkeel.core.init;

import io.evenkeel.core.Numbers;
import io.evenkeel.core.Spec;
import io.evenkeel.core.law.EntryLaw;
import java.util.Optional;

/**
 * Independent entries, uniform on [a, b]: {@code torch.nn.init.uniform_}.
 *
 * @param a lower end
 * @param b upper end, at least a
 */
record Uniform(double a, double b) implements Initializer {
  /** The excess kurtosis of any uniform law of mean 0. */
  static final double EXCESS_KURTOSIS = -1.2;

  /**
   * @throws io.evenkeel.core.SpecException if an end or b - a is beyond float32, or a exceeds b
   */
  public Uniform {
    Ranges.checkFloat("uniform", "a", a);
    Ranges.checkFloat("uniform", "b", b);
    Ranges.check(b >= a, "uniform", "b", b, "at least a = " + Numbers.text(a));
    Ranges.checkFloat("uniform", "b - a", b - a);
  }

  @Override
  public Spec spec() {
    return Spec.of("uniform").with("a", a).with("b", b);
  }

  @Override
  public Optional<EntryLaw> entries(int fanOut, int fanIn) {
    return Optional.of(Draws.uniform(a, b));
  }

  @Override
  public WeightDistribution distribution(int fanOut, int fanIn) {
    return WeightDistribution.uniform(a, b);
  }

  @Override
  public double mean(int fanOut, int fanIn) {
    return (a + b) / 2;
  }

  @Override
  public double variance(int fanOut, int fanIn) {
    return (b - a) * (b - a) / 12;
  }

  @Override
  public double excessKurtosis(int fanOut, int fanIn) {
    return EXCESS_KURTOSIS;
  }
}
