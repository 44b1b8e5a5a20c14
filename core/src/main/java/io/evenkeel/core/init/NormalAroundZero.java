package io.evenkeel.core.init;

import io.evenkeel.core.law.EntryLaw;
import io.evenkeel.core.law.WeightLaw;
import java.util.Optional;

/** Independent entries, N(0, std^2), with a standard deviation that the layer's fans determine. */
sealed interface NormalAroundZero extends AroundZero
    permits KaimingNormal, LecunNormal, XavierNormal {
  @Override
  default Optional<EntryLaw> entries(int fanOut, int fanIn) {
    return Optional.of(Draws.normal(0, std(fanOut, fanIn)));
  }

  @Override
  default WeightDistribution distribution(int fanOut, int fanIn) {
    return WeightDistribution.normal(0, std(fanOut, fanIn));
  }

  @Override
  default Optional<WeightLaw> law(int fanOut, int fanIn) {
    return Optional.of(new WeightLaw.Gaussian(std(fanOut, fanIn)));
  }
}
