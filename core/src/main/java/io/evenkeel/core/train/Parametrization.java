package io.evenkeel.core.train;

import io.evenkeel.core.Spec;
import io.evenkeel.core.arch.Architecture;
import java.util.List;
import java.util.Optional;

/**
 * How initial weights and learning rates depend on width.
 *
 * @param baseWidth width at which both parametrisations are the same net; 0 for the standard
 *     parametrisation, which changes nothing
 */
public record Parametrization(int baseWidth) {
  /** The standard parametrisation: weights as their scheme draws them, and one learning rate. */
  public static final Parametrization STANDARD = new Parametrization(0);

  /** Canonical name and every parameter. */
  public Spec spec() {
    return isStandard() ? Spec.of("standard") : Spec.of("mup").with("base_width", baseWidth);
  }

  /** Whether it changes nothing. */
  public boolean isStandard() {
    return baseWidth == 0;
  }

  /**
   * Why a network cannot have this parametrisation; empty if it can.
   *
   * @param hiddenWidths units of each hidden layer where they differ; else empty
   */
  public Optional<String> unsupported(int readoutWidth, List<Integer> hiddenWidths) {
    if (isStandard()) {
      return Optional.empty();
    }
    if (!hiddenWidths.isEmpty()) {
      return Optional.of("mup needs hidden layers of one width, got " + hiddenWidths);
    }
    return readoutWidth == 0
        ? Optional.of("mup needs a readout: readout_width must be at least 1")
        : Optional.empty();
  }

  /**
   * The network with the initial weights of this parametrisation: each layer's scheme has the
   * standard deviation that it has at the base width, times the table's power of the ratio.
   *
   * @param width the number of units that grows; sides of a layer with another size do not grow
   */
  public Architecture of(Architecture architecture, int width) {
    return isStandard() ? architecture : new MupWeights(this, architecture, width).scaled();
  }

  /** Width over base width; 1 in the standard parametrisation. */
  public double ratio(int width) {
    return isStandard() ? 1 : (double) width / baseWidth;
  }
}
