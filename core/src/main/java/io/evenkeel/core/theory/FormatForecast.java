package io.evenkeel.core.theory;

import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.kernel.FloatFormat;
import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.core.precision.FormatRange;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What mean-field theory expects of a plain network that is computed in a narrower format: where it
 * overflows, where half of a layer becomes zero, and how far its outputs are from the same network
 * in float32. Values of a layer are normal of the layer's variance.
 *
 * <p>The distance D = 1 - cos to the float32 network obeys D' = 1 - C(1 - D - w/2) + e/2 from layer
 * to layer. C is the correlation map of the activation; w is the noise power that rounding the
 * weights adds, relative to that of the weights; e is the noise power that rounding a
 * pre-activation and its activation leaves in the activation, relative to the activation's.
 *
 * @param overflowLayer first layer whose largest value is as likely as not beyond the format's
 *     largest; empty if there is none
 * @param halfZeroLayer first layer of which half of the values become zero; empty if there is none
 * @param noiseLayer first layer with a distance of at least {@value #NOISE}; empty if there is none
 *     before the first overflow
 * @param distances of the layers before the first overflow, {@code 1 - cos}
 */
public record FormatForecast(
    OptionalInt overflowLayer,
    OptionalInt halfZeroLayer,
    OptionalInt noiseLayer,
    List<Double> distances) {
  /** From this distance on, an output is said to be noise. */
  public static final double NOISE = 0.1;

  /** Of the magnitude of a standard normal value. */
  private static final double MEDIAN = 0.67448975;

  /** The hundredth part of magnitudes that is smallest is below this. */
  private static final double SMALLEST_HUNDREDTH = 0.0125334695;

  /** Below this distance the correlation map is its tangent. */
  private static final double TANGENT = 1e-4;

  /** Equally spaced values of a standard normal variable, and how far they go. */
  private static final int POINTS = 8192;

  private static final double REACH = 8;

  /** Copies {@code distances}. */
  public FormatForecast {
    distances = List.copyOf(distances);
  }

  /**
   * Goes through the layers.
   *
   * @param format of operands and results, weights among them
   * @param layers a plain network's, from layer 0 on
   * @param inputRms root mean square of the input, which is normal
   * @param weightStd standard deviation of the weights, which are normal
   * @param values of a layer: its units times the rows of a batch
   */
  public static FormatForecast of(
      FloatFormat format,
      Activation activation,
      List<LayerPrediction> layers,
      double inputRms,
      double weightStd,
      long values) {
    return new Walk(format, activation, weightStd).through(layers, inputRms, values);
  }

  /**
   * How many layers one loss scale serves, if the gradient changes by the same factor in each: the
   * binades from the scale at which a hundredth of a layer's gradient becomes zero to the one at
   * which the largest value becomes infinite, over those that the gradient moves per layer.
   *
   * @param factor per layer on the rms gradient
   * @param values of a layer
   * @return infinite for a factor of 1
   */
  public static double layersPerLossScale(FloatFormat format, double factor, long values) {
    FormatRange range = FormatRange.of(format);
    double binades =
        range.overflowFrom()
            - log2(largest(values))
            - (range.zeroUpTo() - log2(SMALLEST_HUNDREDTH));
    return binades / Math.abs(log2(factor));
  }

  /**
   * Median of the largest magnitude among {@code values} standard normal ones, from the asymptotic
   * expansion of the normal tail (Abramowitz and Stegun, 26.2.12); at least 1.
   */
  static double largest(long values) {
    double low = 1;
    double high = 40;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (beyond(middle) * values > Math.log(2)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static double beyond(double z) {
    double square = z * z;
    return Math.sqrt(2 / Math.PI)
        / z
        * Math.exp(-square / 2)
        * (1 - 1 / square + 3 / (square * square));
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }

  /** One format and one activation. */
  private static final class Walk {
    private final FloatFormat format;
    private final FormatRange range;
    private final Activation activation;
    private final Kernel kernel;
    private final double weightNoise;
    private final double[] points = new double[POINTS];
    private final double[] weights = new double[POINTS];
    private final float[] exact = new float[POINTS];
    private final float[] rounded = new float[POINTS];

    Walk(FloatFormat format, Activation activation, double weightStd) {
      this.format = format;
      this.activation = activation;
      range = FormatRange.of(format);
      kernel = Kernel.shared(activation);
      double total = 0;
      for (int i = 0; i < POINTS; i++) {
        points[i] = REACH * ((2 * i + 1.0) / POINTS - 1);
        weights[i] = Math.exp(-points[i] * points[i] / 2);
        total += weights[i];
      }
      for (int i = 0; i < POINTS; i++) {
        weights[i] /= total;
      }
      weightNoise = noise(weightStd);
    }

    /** Noise power that rounding normal values adds, relative to theirs. */
    private double noise(double std) {
      for (int i = 0; i < POINTS; i++) {
        exact[i] = (float) (std * points[i]);
      }
      Kernels.rounding().round(format, exact, 0, rounded, 0, POINTS);
      double power = 0;
      double noise = 0;
      for (int i = 0; i < POINTS; i++) {
        double error = (double) rounded[i] - exact[i];
        noise += weights[i] * error * error;
        power += weights[i] * exact[i] * exact[i];
      }
      return noise / power;
    }

    /** The same of activations, whose pre-activations are rounded before. */
    private double noiseOfActivation(double std) {
      noise(std); // leaves the pre-activations and what they are rounded to
      double power = 0;
      double[] values = new double[POINTS];
      for (int i = 0; i < POINTS; i++) {
        values[i] = activation.value(std * points[i]);
        power += weights[i] * values[i] * values[i];
        exact[i] = (float) activation.value(rounded[i]);
      }
      Kernels.rounding().round(format, exact, 0, rounded, 0, POINTS);
      double noise = 0;
      for (int i = 0; i < POINTS; i++) {
        double error = rounded[i] - values[i];
        noise += weights[i] * error * error;
      }
      return noise / power;
    }

    FormatForecast through(List<LayerPrediction> layers, double inputRms, long values) {
      OptionalInt overflow = OptionalInt.empty();
      OptionalInt halfZero = OptionalInt.empty();
      OptionalInt noisy = OptionalInt.empty();
      List<Double> distances = new ArrayList<>();
      double distance = noise(inputRms) / 2;
      double largest = log2(largest(values));
      for (LayerPrediction layer : layers) {
        double std = layer.preStd();
        if (log2(std) + largest >= range.overflowFrom()) {
          overflow = OptionalInt.of(layer.layer());
          break;
        }
        if (halfZero.isEmpty() && log2(std * MEDIAN) <= range.zeroUpTo()) {
          halfZero = OptionalInt.of(layer.layer());
        }
        distance = halfZero.isPresent() ? 1 : next(distance, std);
        distances.add(distance);
        if (noisy.isEmpty() && distance >= NOISE) {
          noisy = OptionalInt.of(layer.layer());
        }
      }
      return new FormatForecast(overflow, halfZero, noisy, distances);
    }

    private double next(double distance, double std) {
      double before = Math.min(1, distance + weightNoise / 2);
      double q = std * std;
      double square = kernel.square(q);
      double after =
          before < TANGENT
              ? before * q * kernel.slopeSquare(q) / square
              : 1 - kernel.product(q, q, 1 - before) / square;
      return Math.min(1, after + noiseOfActivation(std) / 2);
    }
  }
}
