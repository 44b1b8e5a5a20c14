package io.evenkeel.core.random;

/**
 * The version of the draws. A seed stands for the same draws as long as the version is the same.
 *
 * <p>It rises with every change after which some trial that could be computed before gets other
 * draws: of its input, weights, biases, targets or cotangents, by either engine. Run directories
 * record it, and a run does not resume across different versions. A change of rounding that leaves
 * the draws alone does not raise it.
 */
public final class StreamVersion {
  /**
   * The version of the draws that this code makes. Version 2 differs from 1 in biases whose scheme
   * scales with a fan: they take the fans of their layer's weights, no longer a fan-in of 1.
   */
  public static final int CURRENT = 2;

  /** The version of run directories that were written before versions were recorded. */
  public static final int UNDECLARED = 1;

  private StreamVersion() {}
}
