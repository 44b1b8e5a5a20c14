package io.evenkeel.core.kernel.vector;

import io.evenkeel.core.kernel.CombinationKernel;
import io.evenkeel.core.kernel.DotKernel;
import io.evenkeel.core.kernel.DrawKernel;
import io.evenkeel.core.kernel.KernelSet;
import io.evenkeel.core.kernel.ProductKernel;
import io.evenkeel.core.kernel.ScanKernel;
import jdk.incubator.vector.FloatVector;

/** Kernels in vector code; loaded by name, where the module is. */
public final class VectorKernels implements KernelSet {
  private static final int LEAST_BITS = 256;

  private final DrawKernel draws = new VectorDraws();
  private final ProductKernel products = new VectorProducts();
  private final ScanKernel scans = new VectorScans();
  private final CombinationKernel combinations = new VectorCombinations();
  private final DotKernel dots = new VectorDots();

  /** Whether this processor's vectors are worth it. */
  public static boolean wideEnough() {
    return FloatVector.SPECIES_PREFERRED.vectorBitSize() >= LEAST_BITS;
  }

  @Override
  public String name() {
    return "vector";
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
