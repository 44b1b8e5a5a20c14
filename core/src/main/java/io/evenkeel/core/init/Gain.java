package io.evenkeel.core.init;

import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.LeakyRelu;
import java.util.List;

/**
 * The gain (dimensionless): the factor by which weights compensate for the effect of an activation
 * on the size of the signal.
 */
public final class Gain {
  /** The names {@link #calculate} knows. */
  public static final List<String> NONLINEARITIES =
      List.of(
          "linear",
          "conv1d",
          "conv2d",
          "conv3d",
          "conv_transpose1d",
          "conv_transpose2d",
          "conv_transpose3d",
          "sigmoid",
          "tanh",
          "relu",
          "leaky_relu",
          "selu");

  private static final String GAIN = "gain";
  private static final String NONLINEARITY = "nonlinearity";
  private static final String SLOPE = "a";
  private static final double LEAKY_SLOPE = 0.01;

  private Gain() {}

  /**
   * The gain of {@code torch.nn.init.calculate_gain}: 1 for linear maps and sigmoid, 5/3 for tanh,
   * sqrt(2) for relu, sqrt(2 / (1 + slope^2)) for leaky_relu, 3/4 for selu.
   *
   * @param nonlinearity one of {@link #NONLINEARITIES}
   * @param param the negative slope of leaky_relu, a {@link Number}; null for its default of 0.01;
   *     ignored for other names
   * @return the gain; NaN for a slope of NaN
   * @throws SpecException if the name is unknown or the slope of leaky_relu is not a number
   */
  public static double calculate(String nonlinearity, Object param) {
    return switch (nonlinearity) {
      case "linear",
          "conv1d",
          "conv2d",
          "conv3d",
          "conv_transpose1d",
          "conv_transpose2d",
          "conv_transpose3d",
          "sigmoid" ->
          1;
      case "tanh" -> 5.0 / 3;
      case "relu" -> Math.sqrt(2);
      case "leaky_relu" -> {
        double slope = slope(param);
        yield Math.sqrt(2 / (1 + slope * slope));
      }
      case "selu" -> 0.75;
      default ->
          throw new SpecException(
              "unsupported nonlinearity '%s'; known: %s"
                  .formatted(nonlinearity, String.join(", ", NONLINEARITIES)));
    };
  }

  private static double slope(Object param) {
    if (param == null) {
      return LEAKY_SLOPE;
    }
    if (param instanceof Number number) {
      return number.doubleValue();
    }
    throw new SpecException("negative_slope of leaky_relu must be a number, got " + param);
  }

  /**
   * The gain that {@code auto} stands for: {@link #calculate} where it lists the activation
   * (identity as linear), else 1 / sqrt(E[phi(z)^2]) with z ~ N(0, 1), to about 1e-13.
   *
   * <p>With the latter and without bias, activations of mean square 1 are a fixed point:
   * pre-activations of variance 1 give activations of mean square 1 and, times gain^2,
   * pre-activations of variance gain^2 E[phi^2] = 1 again. The fixed point need not be stable, and
   * gradients need not keep their size. For gelu, silu, mish, hardswish, softshrink and tanhshrink
   * lengths near the fixed point move away from it; {@link io.evenkeel.core.theory.GainCheck}
   * checks this.
   *
   * @throws SpecException if E[phi(z)^2] is zero, not finite or too small for a float32 gain
   */
  public static double auto(Activation activation) {
    String listed = listed(activation);
    if (listed != null) {
      return calculate(listed, slopeOf(activation));
    }
    double meanSquare =
        Quadrature.normalMean(
            z -> {
              double value = activation.value(z);
              return value * value;
            },
            activation.kinks());
    double gain = 1 / Math.sqrt(meanSquare);
    if (!(gain > 0 && gain <= Float.MAX_VALUE)) {
      throw new SpecException(
          "gain=auto needs an activation with a finite mean square above 0, got %s with %s"
              .formatted(activation.spec().text(), meanSquare));
    }
    return gain;
  }

  /**
   * Replaces every {@code auto} by a number or the activation's name, so that {@link
   * Initializers#CATALOG} can create the initializer.
   *
   * <p>A gain becomes {@link #auto}. A nonlinearity becomes the activation's name, with its slope
   * as {@code a}, where {@link #calculate} lists the activation; else {@code gain} becomes {@link
   * #auto}, unless it was given.
   *
   * @param complete as {@link io.evenkeel.core.Catalog#complete} gives it
   * @param activation the activation that follows the layer
   * @return {@code complete} itself if nothing in it is {@code auto}
   * @throws SpecException as {@link #auto}
   */
  public static Spec resolve(Spec complete, Activation activation) {
    Spec resolved = complete;
    if (Spec.AUTO.equals(complete.arguments().get(GAIN))) {
      resolved = resolved.with(GAIN, auto(activation));
    }
    if (Spec.AUTO.equals(complete.arguments().get(NONLINEARITY))) {
      resolved = resolveNonlinearity(resolved, activation);
    }
    return resolved;
  }

  private static Spec resolveNonlinearity(Spec spec, Activation activation) {
    String listed = listed(activation);
    boolean given = !spec.arguments().get(GAIN).equals(0.0);
    if (given || listed == null) {
      Object gain = given ? spec.arguments().get(GAIN) : (Double) auto(activation);
      return spec.with(SLOPE, 0).with(NONLINEARITY, Kaiming.NONLINEARITY).with(GAIN, gain);
    }
    return spec.with(SLOPE, slopeOf(activation)).with(NONLINEARITY, listed);
  }

  /** Whether {@link #calculate} knows the activation. */
  public static boolean isListed(Activation activation) {
    return listed(activation) != null;
  }

  /** The activation's name in PyTorch's table, or null. */
  private static String listed(Activation activation) {
    String name = activation.spec().name();
    if (name.equals("identity")) {
      return "linear";
    }
    return NONLINEARITIES.contains(name) ? name : null;
  }

  private static double slopeOf(Activation activation) {
    return activation instanceof LeakyRelu leaky ? leaky.negativeSlope() : 0;
  }
}
