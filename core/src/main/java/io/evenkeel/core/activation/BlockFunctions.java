package io.evenkeel.core.activation;

import io.evenkeel.core.expr.Elementary;
import io.evenkeel.core.expr.PointFunction;
import io.evenkeel.core.kernel.ChoiceKernel;
import io.evenkeel.core.kernel.Kernels;

/** The functions of formulas, each applied to a block of numbers in double precision. */
final class BlockFunctions {
  /** Computes values and derivatives of a block. */
  interface BlockFunction {
    /**
     * Handles the first n numbers.
     *
     * @param x read only
     * @param n at most {@link SmoothBlock#SIZE}
     * @param value another array than x
     * @param slope another array than the others
     */
    void run(double[] x, int n, double[] value, double[] slope);
  }

  /** exp overflows to Infinity above this argument and underflows to 0 below its negative. */
  private static final double OVERFLOW = 709.782712893384;

  private static final double UNDERFLOW = -745.1332191019412;

  private static final ChoiceKernel CHOICES = Kernels.choices();

  private BlockFunctions() {}

  static BlockFunction of(PointFunction function) {
    if (function instanceof Elementary elementary) {
      return elementary(elementary);
    }
    if (function instanceof ExprTape.TanhSoftplus) {
      return smooth(Mish::tanhSoftplusKernel);
    }
    return function instanceof ExprNames.Member member
        ? member(member.activation())
        : onePerTime(function);
  }

  private static BlockFunction elementary(Elementary function) {
    return switch (function) {
      case EXP -> BlockFunctions::expAndSlope;
      case EXPM1 -> BlockFunctions::expm1;
      case COS -> BlockFunctions::cos;
      case LOG -> BlockFunctions::log;
      case LOG1P -> BlockFunctions::log1p;
      case SQRT -> BlockFunctions::sqrt;
      case ABS -> (x, n, value, slope) -> CHOICES.abs(n, x, value, slope);
      case SQUARE -> BlockFunctions::square;
      case SIGN -> BlockFunctions::sign;
      case ATAN -> onePerTime(function);
    };
  }

  private static BlockFunction member(Activation activation) {
    if (activation instanceof Sin sin) {
      return sin::block;
    }
    SmoothBlock.Kernel kernel = kernel(activation);
    return kernel == null ? BlockPieces.of(activation) : smooth(kernel);
  }

  /** The kernel of a smooth activation, or null. */
  private static SmoothBlock.Kernel kernel(Activation activation) {
    if (activation instanceof Softplus softplus) {
      return softplus::kernel;
    }
    if (activation instanceof Gelu gelu) {
      return gelu.kernel();
    }
    if (activation instanceof Elu elu) {
      return elu.unit();
    }
    if (activation instanceof Celu celu) {
      return celu.unit();
    }
    if (activation instanceof Selu selu) {
      return selu.unit();
    }
    if (activation instanceof Sigmoid) {
      return Sigmoid::kernel;
    }
    if (activation instanceof Tanh) {
      return Tanh::kernel;
    }
    if (activation instanceof Silu) {
      return Silu::kernel;
    }
    if (activation instanceof Mish) {
      return Mish::kernel;
    }
    if (activation instanceof LogSigmoid) {
      return LogSigmoid::kernel;
    }
    if (activation instanceof Tanhshrink) {
      return Tanhshrink::kernel;
    }
    return activation instanceof Erf ? Erf::kernel : null;
  }

  private static BlockFunction smooth(SmoothBlock.Kernel kernel) {
    return (x, n, value, slope) -> SmoothBlock.run(kernel, x, n, value, slope);
  }

  /** A function of a block that calls a function of one number for each. */
  static BlockFunction onePerTime(PointFunction function) {
    return (x, n, value, slope) -> {
      for (int i = 0; i < n; i++) {
        value[i] = function.value(x[i]);
        slope[i] = function.derivative(x[i]);
      }
    };
  }

  /** exp(x), for all doubles. */
  static void exp(double[] x, int n, double[] value) {
    SmoothBlock block = SmoothBlock.local();
    if (CHOICES.within(n, x, ExpBlock.LIMIT)) {
      block.exponential.runExp(x, n, value);
      return;
    }
    SmoothBlock.clamp(n, x, block.argument);
    block.exponential.runExp(block.argument, n, value);
    for (int i = 0; i < n; i++) {
      if (Math.abs(x[i]) > ExpBlock.LIMIT) {
        value[i] = beyond(x[i]);
      }
    }
  }

  private static double beyond(double x) {
    return x > OVERFLOW ? Double.POSITIVE_INFINITY : x < UNDERFLOW ? 0 : StrictMath.exp(x);
  }

  private static void expAndSlope(double[] x, int n, double[] value, double[] slope) {
    exp(x, n, value);
    System.arraycopy(value, 0, slope, 0, n);
  }

  private static void expm1(double[] x, int n, double[] value, double[] slope) {
    SmoothBlock block = SmoothBlock.local();
    if (CHOICES.within(n, x, ExpBlock.LIMIT)) {
      block.exponential.run(x, n, slope, value);
      return;
    }
    SmoothBlock.clamp(n, x, block.argument);
    block.exponential.run(block.argument, n, slope, value);
    for (int i = 0; i < n; i++) {
      // Beyond the limits exp - 1 is exp or -1.
      if (Math.abs(x[i]) > ExpBlock.LIMIT) {
        slope[i] = beyond(x[i]);
        value[i] = slope[i] - 1;
      }
    }
  }

  private static void log(double[] x, int n, double[] value, double[] slope) {
    LogBlock.log(x, n, value);
    for (int i = 0; i < n; i++) {
      slope[i] = 1 / x[i];
    }
  }

  private static void log1p(double[] x, int n, double[] value, double[] slope) {
    LogBlock.log1p(x, n, slope, value);
    for (int i = 0; i < n; i++) {
      slope[i] = 1 / (1 + x[i]);
    }
  }

  private static void sqrt(double[] x, int n, double[] value, double[] slope) {
    for (int i = 0; i < n; i++) {
      double root = Math.sqrt(x[i]);
      value[i] = root;
      slope[i] = 0.5 / root;
    }
  }

  private static void square(double[] x, int n, double[] value, double[] slope) {
    for (int i = 0; i < n; i++) {
      value[i] = x[i] * x[i];
      slope[i] = 2 * x[i];
    }
  }

  private static void sign(double[] x, int n, double[] value, double[] slope) {
    CHOICES.abs(n, x, slope, value);
    for (int i = 0; i < n; i++) {
      slope[i] = 0 * value[i];
    }
  }

  private static void cos(double[] x, int n, double[] value, double[] slope) {
    Sin.block(1, x, n, slope, value);
    for (int i = 0; i < n; i++) {
      slope[i] = -slope[i];
    }
  }
}
