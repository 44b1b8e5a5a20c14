package io.evenkeel.core.kernel;

/**
 * One implementation of every kernel.
 *
 * @param name a word for it: {@code plain}, {@code vector256} or {@code vector512}
 */
record KernelSet(
    String name,
    DrawKernel draws,
    ProductKernel products,
    ScanKernel scans,
    CombinationKernel combinations,
    DotKernel dots,
    RoundingKernel rounding,
    ChoiceKernel choices,
    SumKernel sums,
    NormKernel norms,
    PieceKernel pieces) {

  /** Kernels in the Java language alone. */
  static KernelSet plain() {
    return new KernelSet(
        KernelChoice.PLAIN,
        new PlainDraws(),
        new PlainProducts(),
        new PlainScans(),
        new PlainCombinations(),
        new PlainDots(),
        new PlainRounding(),
        new PlainChoices(),
        new PlainSums(),
        new PlainNorms(),
        new PlainPieces());
  }
}
