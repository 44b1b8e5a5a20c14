package io.evenkeel.core.init;

import io.evenkeel.core.Spec;
import io.evenkeel.core.law.WeightLaw;
import io.evenkeel.core.random.RandomStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Every entry the same: {@code torch.nn.init.constant_}.
 *
 * @param val the entry
 */
public record Constant(double val) implements Initializer {
  /**
   * @throws io.evenkeel.core.SpecException if val is beyond float32
   */
  public Constant {
    Ranges.checkFloat("constant", "val", val);
  }

  @Override
  public Spec spec() {
    return Spec.of("constant").with("val", val);
  }

  @Override
  public void fill(RandomStream stream, int fanOut, int fanIn, float[] weights) {
    Arrays.fill(weights, 0, Draws.count(fanOut, fanIn), (float) val);
  }

  @Override
  public WeightDistribution distribution(int fanOut, int fanIn) {
    return new WeightDistribution.Constant(val);
  }

  @Override
  public double mean(int fanOut, int fanIn) {
    return val;
  }

  @Override
  public double variance(int fanOut, int fanIn) {
    return 0;
  }

  @Override
  public Optional<WeightLaw> law(int fanOut, int fanIn) {
    return Optional.of(new WeightLaw.Constant(val));
  }
}
