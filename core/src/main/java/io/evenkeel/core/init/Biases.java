package io.evenkeel.core.init;

import io.evenkeel.core.law.EntryLaw;
import io.evenkeel.core.random.RandomStream;
import java.util.Optional;

/**
 * Initialisers as schemes of bias vectors {@code [units]}.
 *
 * <p>A scheme with independent entries draws one entry per unit, from the law that it gives to a
 * weight of the layer: its fans are those of the layer's weights. So {@code kaiming_uniform(a=sqrt
 * 5)} is U(-1/sqrt(fan_in), 1/sqrt(fan_in)), the bias of {@code torch.nn.Linear}. PyTorch's own
 * initialisers and JAX's refuse vectors, which have no fans; Keras takes the number of units for
 * them. A scheme of whole matrices, such as orthogonal, draws {@code [units][1]}.
 */
public final class Biases {
  private Biases() {}

  /**
   * Why a layer cannot have such a bias; empty if it can.
   *
   * @param fanOut the layer's units
   */
  public static Optional<String> unsupported(Initializer scheme, int fanOut, int fanIn) {
    return scheme.unsupported(fanOut, columns(scheme, fanOut, fanIn));
  }

  /**
   * Draws a bias vector: a pure function of the stream and the layer's shape.
   *
   * @param stream the layer's bias stream
   * @param fanOut the layer's units
   * @param fanIn the units of the layer before
   * @param bias the first {@code fanOut} entries are overwritten
   */
  public static void fill(
      Initializer scheme, RandomStream stream, int fanOut, int fanIn, float[] bias) {
    if (scheme instanceof FormulaInit formula) {
      fill(formula.on(fanOut, fanIn), stream, fanOut, fanIn, bias);
      return;
    }
    Optional<EntryLaw> law = scheme.entries(fanOut, fanIn);
    if (law.isPresent()) {
      law.get().fill(stream, 0, bias, 0, fanOut);
    } else if (scheme instanceof VarianceScaling scaling) {
      scaling.fillFirst(stream, fanOut, fanIn, bias, fanOut);
    } else {
      scheme.fill(stream, fanOut, 1, bias);
    }
  }

  /** Exact mean of one entry (over the ensemble, a uniformly chosen unit). */
  public static double mean(Initializer scheme, int fanOut, int fanIn) {
    return scheme.mean(fanOut, columns(scheme, fanOut, fanIn));
  }

  /** Exact variance of one entry (over the ensemble, a uniformly chosen unit). */
  public static double variance(Initializer scheme, int fanOut, int fanIn) {
    return scheme.variance(fanOut, columns(scheme, fanOut, fanIn));
  }

  /** Whether the law of an entry changes with the layer's fan-in. */
  public static boolean usesFanIn(Initializer scheme, int fanOut, int fanIn) {
    // Stream version 1 had no formulas: there is nothing to tell them from.
    return !(scheme instanceof FormulaInit)
        && columns(scheme, fanOut, fanIn) > 1
        && scheme.variance(fanOut, fanIn) != scheme.variance(fanOut, 1);
  }

  private static int columns(Initializer scheme, int fanOut, int fanIn) {
    if (scheme instanceof FormulaInit formula && formula.unsupported(fanOut, fanIn).isEmpty()) {
      return columns(formula.on(fanOut, fanIn), fanOut, fanIn);
    }
    boolean independent =
        scheme instanceof VarianceScaling || scheme.entries(fanOut, fanIn).isPresent();
    return independent ? fanIn : 1;
  }
}
