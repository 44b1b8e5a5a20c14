package io.evenkeel.core.engine;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.arch.Architecture;
import io.evenkeel.core.precision.Precision;
import java.util.Optional;

/**
 * The task of an engine: a network, the rows of a batch, and the passes to compute.
 *
 * @param batch rows that are fed through at once, at least 1
 * @param backward whether gradients are asked for
 * @param precision what tensors are rounded to; empty for float32
 * @param lossScale power of two that the loss is multiplied by while gradients are rounded
 * @param updates how weights change between passes; empty if each draw serves one pass each way
 * @param halfRounded whether the first half of the rows alone is rounded, and the second half has
 *     the first one's masks: so one batch has the same network twice, once in float32
 */
public record Workload(
    Architecture architecture,
    int batch,
    boolean backward,
    Optional<Precision> precision,
    int lossScale,
    Optional<Updates> updates,
    boolean halfRounded) {
  /** A network whose weights do not change. */
  public Workload(
      Architecture architecture,
      int batch,
      boolean backward,
      Optional<Precision> precision,
      int lossScale) {
    this(architecture, batch, backward, precision, lossScale, Optional.empty(), false);
  }

  /** A network in float32 whose weights do not change. */
  public Workload(Architecture architecture, int batch, boolean backward) {
    this(architecture, batch, backward, Optional.empty(), 0);
  }

  /** A network in which all rows are rounded, if any are. */
  public Workload(
      Architecture architecture,
      int batch,
      boolean backward,
      Optional<Precision> precision,
      int lossScale,
      Optional<Updates> updates) {
    this(architecture, batch, backward, precision, lossScale, updates, false);
  }

  /** The same workload with another network. */
  public Workload with(Architecture other) {
    return new Workload(other, batch, backward, precision, lossScale, updates, halfRounded);
  }

  /** The same workload in float32, forward only. */
  public Workload twin() {
    return new Workload(architecture, batch, false);
  }

  /**
   * The same workload with float32 copies of its rows beside them: twice the rows, forward only.
   */
  public Workload besideFloat32() {
    int rows = Math.multiplyExact(2, batch);
    return new Workload(architecture, rows, false, precision, lossScale, Optional.empty(), true);
  }

  /** The same workload with twice the rows, forward only. */
  public Workload doubled() {
    return new Workload(architecture, Math.multiplyExact(2, batch), false, precision, lossScale);
  }

  /**
   * @throws SpecException if the batch is below 1
   */
  public Workload {
    if (batch < 1) {
      throw new SpecException("batch must be at least 1, got " + batch);
    }
  }
}
