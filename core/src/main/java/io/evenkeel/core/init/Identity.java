package io.evenkeel.core.init;

import io.evenkeel.core.Spec;
import io.evenkeel.core.law.WeightLaw;
import io.evenkeel.core.random.RandomStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Ones on the diagonal, zeros elsewhere: {@code torch.nn.init.eye_}.
 *
 * <p>A layer of a sweep must be square to have it. {@link #fill} writes the rectangular matrix too,
 * as PyTorch does.
 */
public record Identity() implements Initializer {
  @Override
  public Spec spec() {
    return Spec.of("identity");
  }

  @Override
  public Optional<String> unsupported(int fanOut, int fanIn) {
    return fanOut == fanIn
        ? Optional.empty()
        : Optional.of(
            "identity needs a square layer, got %s inputs and %s units".formatted(fanIn, fanOut));
  }

  @Override
  public void fill(RandomStream stream, int fanOut, int fanIn, float[] weights) {
    Arrays.fill(weights, 0, Draws.count(fanOut, fanIn), 0f);
    for (int i = 0; i < Math.min(fanOut, fanIn); i++) {
      weights[i * fanIn + i] = 1f;
    }
  }

  @Override
  public WeightDistribution distribution(int fanOut, int fanIn) {
    return fanOut == 1 && fanIn == 1
        ? new WeightDistribution.Constant(1)
        : new WeightDistribution.Identity();
  }

  @Override
  public double mean(int fanOut, int fanIn) {
    return 1.0 / Math.max(fanOut, fanIn);
  }

  @Override
  public double variance(int fanOut, int fanIn) {
    double share = mean(fanOut, fanIn);
    return share * (1 - share);
  }

  @Override
  public Optional<WeightLaw> law(int fanOut, int fanIn) {
    return fanOut == fanIn ? Optional.of(new WeightLaw.Identity()) : Optional.empty();
  }
}
