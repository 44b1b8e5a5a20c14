package io.evenkeel.core.init;

import io.evenkeel.core.Spec;
import io.evenkeel.core.law.EntryLaw;
import io.evenkeel.core.law.WeightLaw;
import java.util.Optional;

/**
 * Independent entries, N(0, 1 / fanIn). Keras 2 truncates the normal at two standard deviations:
 * that is {@link VarianceScaling} with its defaults.
 *
 * <p>Y. LeCun, L. Bottou, G. Orr, K.-R. Mueller, Efficient BackProp, 1998, eq. 16.
 */
public record LecunNormal() implements Initializer {

  @Override
  public Spec spec() {
    return Spec.of("lecun_normal");
  }

  /** Standard deviation of one entry. */
  double std(int fanOut, int fanIn) {
    return 1 / Math.sqrt(fanIn);
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
