package io.evenkeel.core.engine;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.arch.Architecture;

/**
 * What an engine is asked to carry out: a network, the rows of a batch, and which passes.
 *
 * @param batch rows that are fed through at once, at least 1
 * @param backward whether gradients are asked for
 */
public record Workload(Architecture architecture, int batch, boolean backward) {
  /**
   * @throws SpecException if the batch is below 1
   */
  public Workload {
    if (batch < 1) {
      throw new SpecException("batch must be at least 1, got " + batch);
    }
  }
}
