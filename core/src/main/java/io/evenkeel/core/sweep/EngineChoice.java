package io.evenkeel.core.sweep;

import io.evenkeel.core.arch.MlpShape;
import io.evenkeel.core.engine.EngineKind;
import io.evenkeel.core.net.Propagation;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which engine computes a trial whose sweep leaves that open: matrix-free where it is exact in law
 * and cheaper, else explicit.
 *
 * <p>A pure function of the trial, and the same for all depths, seeds, losses, biases and
 * activations: so a cell's trials go by one engine, and a comparison over depth does too.
 */
final class EngineChoice {
  /** Hidden layers with which a network has layers of all shapes that it has with more. */
  private static final int ALL_KINDS = 3;

  private EngineChoice() {}

  /** The engine of a trial, whatever engine it names. */
  static EngineKind of(Trial trial) {
    if (firstUnsupported(trial, shape(trial)).isPresent()) {
      return EngineKind.EXPLICIT;
    }
    double explicit = CostModel.hiddenLayerSeconds(trial.with(EngineKind.EXPLICIT));
    double matrixFree = CostModel.hiddenLayerSeconds(trial.with(EngineKind.MATRIX_FREE));
    return matrixFree < explicit ? EngineKind.MATRIX_FREE : EngineKind.EXPLICIT;
  }

  /** Why a trial cannot be computed without matrices; empty if it can. */
  static Optional<String> unsupported(Trial trial) {
    MlpShape shape = shape(trial);
    OptionalInt layer = firstUnsupported(trial, shape);
    return layer.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "engine matrix_free cannot compute %s with %d inputs, %d units and batch %d; explicit can"
                .formatted(
                    trial.init().spec().name(),
                    shape.fanIn(layer.getAsInt()),
                    shape.fanOut(layer.getAsInt()),
                    trial.batch()));
  }

  private static MlpShape shape(Trial trial) {
    return MlpShape.of(
        trial.batch(), trial.inputWidth(), trial.width(), ALL_KINDS, trial.readoutWidth());
  }

  private static OptionalInt firstUnsupported(Trial trial, MlpShape shape) {
    for (int layer = 0; layer < shape.layers(); layer++) {
      int out = shape.fanOut(layer);
      int in = shape.fanIn(layer);
      boolean supported =
          trial
              .init()
              .law(out, in)
              .filter(law -> Propagation.supports(law, trial.batch(), out, in))
              .isPresent();
      if (!supported) {
        return OptionalInt.of(layer);
      }
    }
    return OptionalInt.empty();
  }
}
