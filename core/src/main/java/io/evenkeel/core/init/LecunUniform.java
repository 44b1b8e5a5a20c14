package io.evenkeel.core.init;

import io.evenkeel.core.Spec;
import io.evenkeel.core.law.EntryLaw;
import java.util.Optional;

/**
 * Independent entries, uniform on [-bound, bound], bound = sqrt(3 / fanIn).
 *
 * <p>Y. LeCun, L. Bottou, G. Orr, K.-R. Mueller, Efficient BackProp, 1998, eq. 16.
 */
public record LecunUniform() implements Initializer {

  @Override
  public Spec spec() {
    return Spec.of("lecun_uniform");
  }

  /** Standard deviation of one entry. */
  double std(int fanOut, int fanIn) {
    return 1 / Math.sqrt(fanIn);
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
