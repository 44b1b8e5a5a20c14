package io.evenkeel.core.init;

import io.evenkeel.core.Numbers;
import io.evenkeel.core.Spec;
import io.evenkeel.core.random.RandomStream;

/**
 * Independent entries N(mean, std^2), given that they lie in [a, b]: {@code
 * torch.nn.init.trunc_normal_}. Exact also where the interval is far from the mean.
 *
 * @param mean mean before truncation
 * @param std standard deviation before truncation, above 0
 * @param a lower end, in weight units
 * @param b upper end, above a
 */
record TruncNormal(double mean, double std, double a, double b) implements Initializer {
  /**
   * @throws io.evenkeel.core.SpecException if a value is beyond float32, std is not positive or b
   *     not above a
   */
  public TruncNormal {
    Ranges.checkFloat("trunc_normal", "mean", mean);
    Ranges.check(
        std >= Float.MIN_VALUE && std <= Float.MAX_VALUE,
        "trunc_normal",
        "std",
        std,
        "between %s and %s"
            .formatted(Numbers.text(Float.MIN_VALUE), Numbers.text(Float.MAX_VALUE)));
    Ranges.checkFloat("trunc_normal", "a", a);
    Ranges.checkFloat("trunc_normal", "b", b);
    Ranges.check(b > a, "trunc_normal", "b", b, "above a = " + Numbers.text(a));
  }

  @Override
  public Spec spec() {
    return Spec.of("trunc_normal").with("mean", mean).with("std", std).with("a", a).with("b", b);
  }

  private TruncatedNormal distribution() {
    return new TruncatedNormal(mean, std, a, b);
  }

  @Override
  public void fill(RandomStream stream, int fanOut, int fanIn, float[] weights) {
    distribution().fill(stream, weights, Draws.count(fanOut, fanIn));
  }

  @Override
  public WeightDistribution distribution(int fanOut, int fanIn) {
    return WeightDistribution.truncatedNormal(mean, std, a, b);
  }

  @Override
  public double mean(int fanOut, int fanIn) {
    return distribution().mean();
  }

  @Override
  public double variance(int fanOut, int fanIn) {
    return distribution().variance();
  }

  @Override
  public double excessKurtosis(int fanOut, int fanIn) {
    return distribution().excessKurtosis();
  }
}
