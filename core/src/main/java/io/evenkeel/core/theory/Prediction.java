package io.evenkeel.core.theory;

import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Identity;
import io.evenkeel.core.arch.MlpShape;
import io.evenkeel.core.data.InputMoments;
import io.evenkeel.core.init.Biases;
import io.evenkeel.core.init.Initializer;
import java.util.List;
import java.util.Optional;

/**
 * What mean-field theory expects of a network, layer by layer, from its input: independent values.
 *
 * <p>Forward, with x the layer's input and the fan-in of this layer: q = fan_in Var(w) E[x^2] +
 * Var(b), E[x^2] = E[phi(sqrt(q) z)^2] of the layer before (K. He, X. Zhang, S. Ren, J. Sun, ICCV
 * 2015, eq. 7). Backward, from a gradient with independent entries at the last layer's output: a
 * layer multiplies the mean square by fan_out Var(w) E[phi'(sqrt(q) z)^2] (X. Glorot, Y. Bengio,
 * AISTATS 2010, eq. 6; S. S. Schoenholz et al., ICLR 2017, eq. 14).
 *
 * <p>Exact in expectation for wide layers. It covers weights and biases of mean 0 that the variance
 * describes, if not all weights are 0. It does not cover identity, constant or any other scheme
 * with a preferred direction.
 *
 * @param layers from the first to the last, the readout included
 * @param log10InputGradRms decimal logarithm of the rms gradient at the input, relative to the last
 *     layer's output
 */
public record Prediction(List<LayerPrediction> layers, double log10InputGradRms) {
  /** A mean this small relative to the standard deviation is rounding. */
  private static final double CENTRED = 1e-12;

  /** Copies the list. */
  public Prediction {
    layers = List.copyOf(layers);
  }

  /**
   * The prediction for a network fed with N(0, 1) values; empty if mean-field theory does not cover
   * it.
   *
   * @param activation after every layer but a readout
   * @param init scheme of every weight matrix
   * @param bias scheme of every bias vector, see {@link Biases}; empty for none
   * @param shape the widths, the input's first
   * @param readout whether the last layer is linear
   */
  public static Optional<Prediction> of(
      Activation activation,
      Initializer init,
      Optional<Initializer> bias,
      MlpShape shape,
      boolean readout) {
    return of(activation, init, bias, shape, readout, InputMoments.STANDARD);
  }

  /**
   * The prediction for a network fed with independent values.
   *
   * @param input the input's moments
   */
  public static Optional<Prediction> of(
      Activation activation,
      Initializer init,
      Optional<Initializer> bias,
      MlpShape shape,
      boolean readout,
      InputMoments input) {
    for (int layer = 0; layer < shape.layers(); layer++) {
      int fanOut = shape.fanOut(layer);
      int fanIn = shape.fanIn(layer);
      boolean weights = covered(init, fanOut, fanIn) && init.variance(fanOut, fanIn) > 0;
      if (!weights || !bias.map(b -> coveredBias(b, fanOut, fanIn)).orElse(true)) {
        return Optional.empty();
      }
    }
    Kernel[] kernels = new Kernel[shape.layers()];
    for (int layer = 0; layer < kernels.length; layer++) {
      boolean linear = readout && layer == kernels.length - 1;
      kernels[layer] = RememberedKernel.of(linear ? new Identity() : activation);
    }
    return Optional.of(new Walk(kernels, init, bias, shape, input).prediction());
  }

  private static boolean covered(Initializer scheme, int fanOut, int fanIn) {
    if (scheme.unsupported(fanOut, fanIn).isPresent()) {
      return false;
    }
    return centred(scheme.mean(fanOut, fanIn), scheme.variance(fanOut, fanIn));
  }

  private static boolean coveredBias(Initializer scheme, int fanOut, int fanIn) {
    return Biases.unsupported(scheme, fanOut, fanIn).isEmpty()
        && centred(Biases.mean(scheme, fanOut, fanIn), Biases.variance(scheme, fanOut, fanIn));
  }

  private static boolean centred(double mean, double variance) {
    double std = Math.sqrt(variance);
    return Math.abs(mean) <= CENTRED * std && std < Double.POSITIVE_INFINITY;
  }
}
