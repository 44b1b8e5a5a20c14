package io.evenkeel.core.activation;

import io.evenkeel.core.expr.Elementary;
import io.evenkeel.core.expr.PointFunction;
import io.evenkeel.core.kernel.ChoiceKernel;
import io.evenkeel.core.kernel.Kernels;

/** The functions of formulas over blocks of numbers, in double precision. */
final class BlockFunctions {
  /** Values and derivatives of a block. */
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

  /** exp leaves the doubles here, to Infinity and to 0. */
  private static final double OVERFLOW = 709.782712893384;

  private static final double UNDERFLOW = -745.1332191019412;

  private static final ChoiceKernel CHOICES = Kernels.choices();
  private static final double[] ZEROS = new double[SmoothBlock.SIZE];

  private static final BlockFunction EXP = smooth(BlockFunctions::exp);
  private static final BlockFunction EXPM1 = smooth(BlockFunctions::expm1);
  private static final BlockFunction COS = BlockFunctions::cos;

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
      case EXP -> EXP;
      case EXPM1 -> EXPM1;
      case COS -> COS;
      case LOG -> BlockFunctions::log;
      case LOG1P -> BlockFunctions::log1p;
      case SQRT -> BlockFunctions::sqrt;
      case ABS -> (x, n, value, slope) -> CHOICES.abs(n, x, value, slope);
      case SQUARE -> BlockFunctions::square;
      case SIGN, ATAN -> onePerTime(function);
    };
  }

  private static BlockFunction member(Activation activation) {
    if (activation instanceof Sin sin) {
      return sin::block;
    }
    if (activation instanceof Relu) {
      return BlockFunctions::relu;
    }
    SmoothBlock.Kernel kernel = kernel(activation);
    return kernel == null ? onePerTime(new ExprNames.Member(activation)) : smooth(kernel);
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

  private static BlockFunction onePerTime(PointFunction function) {
    return (x, n, value, slope) -> {
      for (int i = 0; i < n; i++) {
        value[i] = function.value(x[i]);
        slope[i] = function.derivative(x[i]);
      }
    };
  }

  private static void exp(SmoothBlock block, int n) {
    block.expOfX(n);
    System.arraycopy(block.exponential.exp, 0, block.value, 0, n);
    beyond(n, block.x, block.value);
    System.arraycopy(block.value, 0, block.slope, 0, n);
  }

  /** Where x lies beyond the block's limits. */
  private static void beyond(int n, double[] x, double[] value) {
    if (CHOICES.within(n, x, ExpBlock.LIMIT)) {
      return;
    }
    for (int i = 0; i < n; i++) {
      if (Math.abs(x[i]) > ExpBlock.LIMIT) {
        value[i] = beyond(x[i]);
      }
    }
  }

  private static double beyond(double x) {
    return x > OVERFLOW ? Double.POSITIVE_INFINITY : x < UNDERFLOW ? 0 : StrictMath.exp(x);
  }

  private static void expm1(SmoothBlock block, int n) {
    exp(block, n);
    System.arraycopy(block.exponential.expm1, 0, block.value, 0, n);
    if (CHOICES.within(n, block.x, ExpBlock.LIMIT)) {
      return;
    }
    for (int i = 0; i < n; i++) {
      // Beyond the block's limits exp - 1 is exp or -1.
      if (Math.abs(block.x[i]) > ExpBlock.LIMIT) {
        block.value[i] = block.slope[i] - 1;
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

  private static void relu(double[] x, int n, double[] value, double[] slope) {
    CHOICES.atMost(n, x, ZEROS, slope);
    for (int i = 0; i < n; i++) {
      value[i] = Math.max(x[i], 0);
      slope[i] = 1 - slope[i];
    }
  }

  private static void cos(double[] x, int n, double[] value, double[] slope) {
    Sin.block(1, x, n, slope, value);
    for (int i = 0; i < n; i++) {
      slope[i] = -slope[i];
    }
  }
}
