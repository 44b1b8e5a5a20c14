package io.evenkeel.core.kernel;

/**
 * One implementation of every kernel.
 *
 * @param name a word for it: {@code plain} or {@code vector}
 */
public record KernelSet(
    String name,
    DrawKernel draws,
    ProductKernel products,
    ScanKernel scans,
    CombinationKernel combinations,
    DotKernel dots) {

  /** Kernels in the Java language alone. */
  static KernelSet plain() {
    return new KernelSet(
        "plain",
        new PlainDraws(),
        new PlainProducts(),
        new PlainScans(),
        new PlainCombinations(),
        new PlainDots());
  }
}
