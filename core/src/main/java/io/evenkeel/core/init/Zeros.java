package io.evenkeel.core.init;

import io.evenkeel.core.Spec;
import io.evenkeel.core.law.WeightLaw;
import io.evenkeel.core.random.RandomStream;
import java.util.Arrays;
import java.util.Optional;

/** Every entry zero: {@code torch.nn.init.zeros_}. */
record Zeros() implements Initializer {
  @Override
  public Spec spec() {
    return Spec.of("zeros");
  }

  @Override
  public void fill(RandomStream stream, int fanOut, int fanIn, float[] weights) {
    Arrays.fill(weights, 0, Draws.count(fanOut, fanIn), 0f);
  }

  @Override
  public WeightDistribution distribution(int fanOut, int fanIn) {
    return new WeightDistribution.Constant(0);
  }

  @Override
  public double mean(int fanOut, int fanIn) {
    return 0;
  }

  @Override
  public double variance(int fanOut, int fanIn) {
    return 0;
  }

  @Override
  public Optional<WeightLaw> law(int fanOut, int fanIn) {
    return Optional.of(new WeightLaw.Constant(0));
  }
}
