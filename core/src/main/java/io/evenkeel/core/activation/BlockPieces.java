package io.evenkeel.core.activation;

import io.evenkeel.core.activation.BlockFunctions.BlockFunction;
import io.evenkeel.core.kernel.ChoiceKernel;
import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.core.kernel.Select;

/**
 * Piecewise linear activations of blocks of numbers, in double precision, without jumps in the
 * code. The results are those of {@link Activation#value} and {@link Activation#derivative}.
 */
final class BlockPieces {
  private static final ChoiceKernel CHOICES = Kernels.choices();
  private static final double[] ZEROS = new double[SmoothBlock.SIZE];

  private BlockPieces() {}

  /**
   * The loop of a piecewise linear activation; for any other activation a loop that takes one
   * number after the other.
   */
  static BlockFunction of(Activation activation) {
    if (activation instanceof Relu) {
      return BlockPieces::relu;
    }
    if (activation instanceof LeakyRelu leaky) {
      return ramp(leaky.negativeSlope());
    }
    if (activation instanceof Prelu prelu) {
      return ramp(prelu.init());
    }
    if (activation instanceof Relu6) {
      return clamp(0, 6);
    }
    if (activation instanceof Hardtanh hardtanh) {
      return clamp(hardtanh.minVal(), hardtanh.maxVal());
    }
    if (activation instanceof Softshrink softshrink) {
      return softshrink(softshrink.lambd());
    }
    if (activation instanceof Hardshrink hardshrink) {
      return hardshrink(hardshrink.lambd());
    }
    if (activation instanceof Threshold threshold) {
      return threshold(threshold.threshold(), threshold.value());
    }
    if (activation instanceof Softsign) {
      return BlockPieces::softsign;
    }
    if (activation instanceof Hardsigmoid) {
      return BlockPieces::hardsigmoid;
    }
    return activation instanceof Hardswish
        ? BlockPieces::hardswish
        : BlockFunctions.onePerTime(new ExprNames.Member(activation));
  }

  private static void relu(double[] x, int n, double[] value, double[] slope) {
    CHOICES.atMost(n, x, ZEROS, slope);
    for (int i = 0; i < n; i++) {
      value[i] = Math.max(x[i], 0);
      slope[i] = 1 - slope[i];
    }
  }

  private static BlockFunction ramp(double k) {
    return (x, n, value, slope) -> {
      for (int i = 0; i < n; i++) {
        slope[i] = Select.of(x[i] > 0, 1, k);
      }
      for (int i = 0; i < n; i++) {
        value[i] = x[i] * slope[i];
      }
    };
  }

  private static BlockFunction clamp(double low, double high) {
    return (x, n, value, slope) -> CHOICES.clamp(n, x, low, high, value, slope);
  }

  private static BlockFunction softshrink(double lambd) {
    return (x, n, value, slope) -> {
      for (int i = 0; i < n; i++) {
        slope[i] = Select.of(Math.abs(x[i]) > lambd, 1, 0);
      }
      for (int i = 0; i < n; i++) {
        double left = Select.of(x[i] < -lambd, x[i] + lambd, 0);
        value[i] = Select.of(x[i] > lambd, x[i] - lambd, left);
      }
    };
  }

  private static BlockFunction hardshrink(double lambd) {
    return (x, n, value, slope) -> {
      for (int i = 0; i < n; i++) {
        slope[i] = Select.of(Math.abs(x[i]) > lambd, 1, 0);
      }
      for (int i = 0; i < n; i++) {
        value[i] = Select.of(Math.abs(x[i]) <= lambd, 0, x[i]);
      }
    };
  }

  private static BlockFunction threshold(double threshold, double low) {
    return (x, n, value, slope) -> {
      for (int i = 0; i < n; i++) {
        slope[i] = Select.of(x[i] <= threshold, 0, 1);
      }
      for (int i = 0; i < n; i++) {
        value[i] = Select.of(x[i] <= threshold, low, x[i]);
      }
    };
  }

  private static void softsign(double[] x, int n, double[] value, double[] slope) {
    for (int i = 0; i < n; i++) {
      double inverse = 1 / (1 + Math.abs(x[i]));
      slope[i] = Math.fma(x[i], 0, inverse * inverse);
    }
    for (int i = 0; i < n; i++) {
      value[i] = x[i] / (1 + Math.abs(x[i]));
    }
  }

  private static void hardsigmoid(double[] x, int n, double[] value, double[] slope) {
    CHOICES.clamp(n, x, -3, 3, value, slope);
    for (int i = 0; i < n; i++) {
      value[i] = Math.min(Math.max(x[i] + 3, 0), 6) / 6;
      slope[i] *= 1 / 6.0;
    }
  }

  private static void hardswish(double[] x, int n, double[] value, double[] slope) {
    for (int i = 0; i < n; i++) {
      double right = Select.of(x[i] >= 3, 1, (2 * x[i] + 3) / 6);
      slope[i] = Select.of(x[i] < -3, 0, right);
    }
    for (int i = 0; i < n; i++) {
      value[i] = x[i] * Math.min(Math.max(x[i] + 3, 0), 6) / 6;
    }
  }
}
