package io.evenkeel.core.kernel;

/** Kernels in the Java language alone. */
public final class PlainKernels implements KernelSet {
  private final DrawKernel draws = new PlainDraws();
  private final ProductKernel products = new PlainProducts();
  private final ScanKernel scans = new PlainScans();
  private final CombinationKernel combinations = new PlainCombinations();
  private final DotKernel dots = new PlainDots();

  @Override
  public String name() {
    return "plain";
  }

  @Override
  public DrawKernel draws() {
    return draws;
  }

  @Override
  public ProductKernel products() {
    return products;
  }

  @Override
  public ScanKernel scans() {
    return scans;
  }

  @Override
  public CombinationKernel combinations() {
    return combinations;
  }

  @Override
  public DotKernel dots() {
    return dots;
  }
}
