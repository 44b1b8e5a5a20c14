package io.evenkeel.core.engine.linear;

import io.evenkeel.core.linalg.Doubles;
import io.evenkeel.core.linalg.Floats;
import io.evenkeel.core.linalg.Memory;
import io.evenkeel.core.linalg.RowProducts;
import io.evenkeel.core.linalg.SharedMemory;
import io.evenkeel.core.linalg.SharedMemory.Shared;
import io.evenkeel.core.stats.RowCosine;

/**
 * Scratch arrays that the parts of one network share. Each part declares its needs when it is made;
 * {@link #allocate} is called after all are made.
 */
public final class Workspace {
  /** How many weights are drawn at a time: few enough to stay in the first-level cache. */
  static final int STRETCH = 4096;

  private final SharedMemory shared = new SharedMemory();
  private final RowProducts rowProducts = new RowProducts(shared);
  private final RowCosine rowCosine = new RowCosine();

  /** Native operand of a product. */
  final Shared<Floats> left = shared.nativeFloats();

  /** Another native operand of a product, or its result. */
  final Shared<Floats> right = shared.nativeFloats();

  /** Some draws, before they are copied to native memory. */
  final Shared<float[]> stretch = shared.floats();

  /**
   * All weights of a layer that cannot be drawn in blocks, before they are copied to native memory.
   */
  final Shared<float[]> wholeWeights = shared.floats();

  /** Scratch memory of products on the heap. */
  final Shared<float[]> productRoom = shared.floats();

  /** A gradient D in double precision. */
  final Shared<double[]> wideGradient = shared.doubles();

  /** An input X in double precision. */
  final Shared<double[]> wideInput = shared.doubles();

  /** The Gram matrix {@code D D^T} of a gradient. */
  final Shared<double[]> gramOfGradient = shared.doubles();

  /** A weight gradient {@code D^T X} in double precision. */
  final Shared<double[]> weightGradient = shared.doubles();

  private FreeBuffers free;
  private SparseBuffers sparse;
  private CourseBuffers course;

  /** The memory in which parts of other kinds declare arrays of their own. */
  public SharedMemory shared() {
    return shared;
  }

  /** Computes scalar products of rows. */
  RowProducts rowProducts() {
    return rowProducts;
  }

  /** Measures cosines of rows where there are more rows than units. */
  RowCosine rowCosine() {
    return rowCosine;
  }

  /**
   * Scratch arrays of layers that are computed without their matrices; declared at the first call.
   */
  FreeBuffers free() {
    if (free == null) {
      free = new FreeBuffers(shared);
    }
    return free;
  }

  /**
   * Scratch arrays of layers that are trained without their matrices; declared at the first call.
   */
  CourseBuffers course() {
    if (course == null) {
      course = new CourseBuffers(shared);
    }
    return course;
  }

  /** Scratch arrays of sparse layers; declared at the first call. */
  SparseBuffers sparse() {
    if (sparse == null) {
      sparse = new SparseBuffers(shared);
    }
    return sparse;
  }

  /** Allocates what all parts have declared. */
  public void allocate(Memory memory) {
    shared.allocate(memory);
  }

  /** Scratch arrays that layers without their matrices share. */
  static final class FreeBuffers {
    /** Normals N, and below them a basis Q^T: {@code [fresh + rank][units]}. */
    final Shared<float[]> normalsAndBasis;

    /** Normals of a forward pass that are too many to be kept, {@code [rank][width]}. */
    final Shared<float[]> forwardNormals;

    /** Coefficients of a combination of rows, {@code [batch][2 batch]}. */
    final Shared<float[]> combination;

    /** Scratch memory of combinations of rows. */
    final Shared<float[]> combinationRoom;

    /** Scratch memory of combinations in double precision. */
    final Shared<double[]> wideCombinationRoom;

    /** The factor L_p of the input's pivoted rows, {@code [rank][rank]}. */
    final Shared<double[]> rowFactor;

    /** The inverse of {@link #rowFactor}. */
    final Shared<double[]> rowFactorInverse;

    /** L, C or {@code S K^-1}: coefficients of normals, {@code [batch][batch]}. */
    final Shared<double[]> coefficients;

    /** Coefficients of the basis, such as {@code D Z^T - C N Q}: {@code [batch][rank]}. */
    final Shared<double[]> alongBasis;

    /** {@code N Q}: the fresh normals' components along the basis, {@code [fresh][rank]}. */
    final Shared<double[]> freshAlongBasis;

    /** The Gram matrix of normals, then of their projections or factors. */
    final Shared<double[]> gramOfNormals;

    /** The Gram matrix {@code E E^T} of a gradient's remainder beside the forward normals. */
    final Shared<double[]> gramOfRemainder;

    /** A product of small matrices. */
    final Shared<double[]> product;

    /** Rows of a panel of units on the heap. */
    final Shared<double[]> panel;

    /** Rows of a panel of units in native memory. */
    final Shared<Doubles> nativePanel;

    /** The quotient of {@link #nativePanel} by a factor. */
    final Shared<Doubles> nativeQuotient;

    /** The inverse of a factor in native memory. */
    final Shared<Doubles> nativeInverse;

    /** The inverse of the quotient's own factor. */
    final Shared<Doubles> nativeInverseOfQuotient;

    private FreeBuffers(SharedMemory shared) {
      normalsAndBasis = shared.floats();
      forwardNormals = shared.floats();
      combination = shared.floats();
      combinationRoom = shared.floats();
      wideCombinationRoom = shared.doubles();
      rowFactor = shared.doubles();
      rowFactorInverse = shared.doubles();
      coefficients = shared.doubles();
      alongBasis = shared.doubles();
      freshAlongBasis = shared.doubles();
      gramOfNormals = shared.doubles();
      gramOfRemainder = shared.doubles();
      product = shared.doubles();
      panel = shared.doubles();
      nativePanel = shared.nativeDoubles();
      nativeQuotient = shared.nativeDoubles();
      nativeInverse = shared.nativeDoubles();
      nativeInverseOfQuotient = shared.nativeDoubles();
    }
  }
}
