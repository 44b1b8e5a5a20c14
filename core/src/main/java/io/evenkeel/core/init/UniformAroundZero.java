package io.evenkeel.core.init;

import io.evenkeel.core.law.EntryLaw;
import java.util.Optional;

/**
 * Independent entries, uniform on [-bound, bound], with a standard deviation that the layer's fans
 * determine: bound = sqrt(3) std.
 */
sealed interface UniformAroundZero extends AroundZero
    permits KaimingUniform, LecunUniform, XavierUniform {
  /** Largest magnitude of an entry. */
  default double bound(int fanOut, int fanIn) {
    return Math.sqrt(3) * std(fanOut, fanIn);
  }

  @Override
  default Optional<EntryLaw> entries(int fanOut, int fanIn) {
    return Optional.of(Draws.symmetric(bound(fanOut, fanIn)));
  }

  @Override
  default WeightDistribution distribution(int fanOut, int fanIn) {
    return WeightDistribution.uniform(-bound(fanOut, fanIn), bound(fanOut, fanIn));
  }

  @Override
  default double excessKurtosis(int fanOut, int fanIn) {
    return Uniform.EXCESS_KURTOSIS;
  }
}
