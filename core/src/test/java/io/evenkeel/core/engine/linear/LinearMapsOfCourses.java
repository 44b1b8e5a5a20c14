package io.evenkeel.core.engine.linear;

import io.evenkeel.core.engine.Cost;
import java.util.Optional;

/** Maps under test that do without weights and can be trained. */
interface LinearMapsOfCourses extends LinearMaps {
  @Override
  default Optional<String> unsupported(DenseLayout layout) {
    return Optional.empty();
  }

  @Override
  default Optional<String> untrainable(DenseLayout layout) {
    return Optional.empty();
  }

  @Override
  default Cost cost(DenseLayout layout) {
    return Cost.NONE;
  }

  @Override
  default boolean needsGrams() {
    return true;
  }
}
