package io.evenkeel.core.activation;

import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.core.kernel.ScanKernel;

/**
 * Runs a smooth activation over float32 arrays, a block at a time, in double precision.
 *
 * <p>In double precision each result is the exact value, rounded once, even where a slope is a
 * small difference of large terms. Blocks stay in the first-level cache between the passes. Each
 * pass is one loop that the JIT can turn into vector code.
 */
final class SmoothBlock {
  /** Computes an activation for a block: reads {@link #x}, fills value and slope. */
  interface Kernel {
    /** Handles the first n entries. */
    void run(SmoothBlock block, int n);
  }

  static final int SIZE = 512;
  private static final ScanKernel SCANS = Kernels.scans();
  private static final ThreadLocal<SmoothBlock> LOCAL = ThreadLocal.withInitial(SmoothBlock::new);

  /** The pre-activations of the block. */
  double[] x = new double[SIZE];

  /** An array that the kernel may use: the arguments of its exponentials. */
  final double[] argument = new double[SIZE];

  final ExpBlock exponential = new ExpBlock(SIZE);
  double[] value = new double[SIZE];
  double[] slope = new double[SIZE];

  private SmoothBlock() {}

  /**
   * The block of this thread: {@link #argument} and {@link #exponential} may be overwritten between
   * runs.
   */
  static SmoothBlock local() {
    return LOCAL.get();
  }

  /** Does the same as {@link Activation#apply}, with the results of {@code kernel}. */
  static void apply(Kernel kernel, float[] pre, int n, float[] act, float[] slope) {
    SmoothBlock block = LOCAL.get();
    for (int from = 0; from < n; from += SIZE) {
      int count = Math.min(SIZE, n - from);
      SCANS.widen(pre, from, block.x, 0, count);
      kernel.run(block, count);
      SCANS.narrow(block.value, 0, act, from, count);
      SCANS.narrow(block.slope, 0, slope, from, count);
    }
  }

  /**
   * The kernel's results in double precision.
   *
   * @param x read only
   * @param n at most {@value #SIZE}
   * @param value another array than x
   * @param slope another array than the others
   */
  static void run(Kernel kernel, double[] x, int n, double[] value, double[] slope) {
    SmoothBlock block = LOCAL.get();
    double[] ownX = block.x;
    double[] ownValue = block.value;
    double[] ownSlope = block.slope;
    block.x = x;
    block.value = value;
    block.slope = slope;
    try {
      kernel.run(block, n);
    } finally {
      block.x = ownX;
      block.value = ownValue;
      block.slope = ownSlope;
    }
  }

  /** Takes the exponential of {@link #x}, clamped. */
  void expOfX(int n) {
    clamp(n, x, argument);
    exponential.run(argument, n);
  }

  /** Keeps numbers within the arguments that {@link ExpBlock} takes. */
  static void clamp(int n, double[] x, double[] argument) {
    for (int i = 0; i < n; i++) {
      argument[i] = ExpBlock.clamp(x[i]);
    }
  }
}
