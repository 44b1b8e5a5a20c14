package io.evenkeel.core.norm;

import io.evenkeel.core.Spec;
import java.util.Optional;

/**
 * A normalisation of a batch {@code x [rows][units]} with gain 1 and shift 0: {@code y = (x - m) /
 * d}, where the mean m (0 for some) and the divisor d belong to a group of values: a row or a unit.
 *
 * <p>All sums are made in double precision over float32 values; y is rounded once.
 */
public sealed interface Norm permits LayerNorm, BatchNorm, RmsNorm {
  /** Canonical name and every parameter: {@code layer_norm(eps=1e-05)}. */
  Spec spec();

  /** Groups that share a mean and a divisor: rows, or units. */
  int groups(int rows, int units);

  /**
   * Why such a batch cannot be normalised; empty if it can. It must be large enough for the
   * gradient to have a finite expectation.
   */
  Optional<String> unsupported(int rows, int units);

  /**
   * Normalises.
   *
   * @param x {@code [rows][units]}
   * @param y receives {@code [rows][units]}; another array
   * @param factors receives {@code 1 / d} of each group, {@code 1 / sqrt(variance + eps)}
   * @param means receives the means of the groups
   */
  void forward(float[] x, int rows, int units, float[] y, double[] factors, GroupMeans means);

  /**
   * The gradient at x.
   *
   * @param y the result of {@link #forward}
   * @param factors the factors that {@link #forward} gave
   * @param gradient with respect to y, {@code [rows][units]}
   * @param result receives the gradient with respect to x, in double precision
   * @param means receives the means of the groups
   */
  void backward(
      float[] y,
      double[] factors,
      float[] gradient,
      int rows,
      int units,
      double[] result,
      GroupMeans means);

  /** The constant beside the variance, above 0. */
  double eps();

  /**
   * Whether mean and divisor belong to a unit and are taken over the rows, so that rows influence
   * each other.
   */
  boolean acrossRows();

  /** The answer that {@code cases} gives for this norm. */
  <T> T select(Cases<T> cases);

  /**
   * One answer for each norm. A norm that joins the family adds a method here, and the compiler
   * names every place that has to answer for it.
   *
   * @param <T> the answer
   */
  interface Cases<T> {
    /** Mean and variance of a row. */
    T layerNorm(LayerNorm norm);

    /** Mean and variance of a unit. */
    T batchNorm(BatchNorm norm);

    /** Mean square of a row. */
    T rmsNorm(RmsNorm norm);
  }
}
