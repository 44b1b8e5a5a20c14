package io.evenkeel.core.kernel;

import jdk.incubator.vector.FloatVector;

/** Makes the vector kernels; this class is loaded by name, and only if the module is present. */
final class VectorKernels {
  /** Bits of a vector, 0 if vectors are not used. */
  static final int BITS = KernelChoice.bits(FloatVector.SPECIES_PREFERRED.vectorBitSize());

  private VectorKernels() {}

  /** The kernels; the plain ones if this processor's vectors are too short. */
  static KernelSet make() {
    if (BITS == 0) {
      return KernelSet.plain();
    }
    return new KernelSet(
        "vector" + BITS,
        new VectorDraws(),
        new VectorProducts(),
        new VectorScans(),
        new VectorCombinations(),
        BITS == 512 ? new VectorPairDots() : new VectorDots(),
        new VectorRounding(),
        new VectorChoices(),
        new VectorSums(),
        new VectorNorms(),
        new VectorPieces());
  }
}
