package io.evenkeel.core.kernel.vector;

import io.evenkeel.core.kernel.KernelSet;
import jdk.incubator.vector.FloatVector;

/** Kernels in vector code; loaded by name, where the module is. */
public final class VectorKernels {
  private static final int LEAST_BITS = 256;

  private VectorKernels() {}

  /** Whether this processor's vectors are worth it. */
  public static boolean wideEnough() {
    return FloatVector.SPECIES_PREFERRED.vectorBitSize() >= LEAST_BITS;
  }

  /** The kernels. */
  public static KernelSet make() {
    return new KernelSet(
        "vector",
        new VectorDraws(),
        new VectorProducts(),
        new VectorScans(),
        new VectorCombinations(),
        new VectorDots());
  }
}
