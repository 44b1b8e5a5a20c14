package io.evenkeel.core.engine.linear;

import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.core.kernel.ScanKernel.Sums;
import io.evenkeel.core.linalg.Memory;
import io.evenkeel.core.linalg.SharedMemory.Shared;
import io.evenkeel.core.probe.Tensor;
import io.evenkeel.core.stats.BatchSums;
import io.evenkeel.core.stats.RowCosine;
import java.util.function.Supplier;

/**
 * The values at one place in a network, {@code [rows][units]}, and the Gram matrix of their rows.
 * The matrix is computed once, at the first use: for cosines of rows, the row space, or the norm of
 * the weight gradient.
 */
public final class Batch {
  /**
   * In a batch that has more rows than the layer has units, the pairs of this many rows stand for
   * all pairs.
   */
  private static final int FIRST_ROWS = 16;

  private final Workspace workspace;
  private final int rows;
  private final int units;
  private final Supplier<float[]> values;
  private final double[] gram;

  /** Null if the Gram matrix of all rows is computed. */
  private final double[] gramOfFirst;

  private boolean known;

  private Batch(
      Memory memory,
      Workspace workspace,
      int rows,
      int units,
      Supplier<float[]> values,
      double[] gram) {
    this.workspace = workspace;
    this.rows = rows;
    this.units = units;
    this.values = values;
    this.gram = gram;
    int first = Math.min(FIRST_ROWS, rows);
    gramOfFirst = rows <= units && gram != null ? null : memory.doubles((long) first * first);
    workspace.rowProducts().need(gram != null ? rows : first, units);
  }

  /**
   * Values in an array of their own.
   *
   * @param withGram whether its Gram matrix may be asked for
   */
  public static Batch own(
      Memory memory, Workspace workspace, int rows, int units, boolean withGram) {
    float[] values = memory.floats((long) rows * units);
    return new Batch(memory, workspace, rows, units, () -> values, gram(memory, rows, withGram));
  }

  /** Values in an array that others share: valid until one of them writes to it. */
  public static Batch shared(
      Shared<float[]> values,
      Memory memory,
      Workspace workspace,
      int rows,
      int units,
      boolean withGram) {
    values.atLeast((long) rows * units);
    return new Batch(memory, workspace, rows, units, values::get, gram(memory, rows, withGram));
  }

  private static double[] gram(Memory memory, int rows, boolean withGram) {
    return withGram ? memory.doubles((long) rows * rows) : null;
  }

  /** Number of rows. */
  public int rows() {
    return rows;
  }

  /** Number of columns. */
  public int units() {
    return units;
  }

  /** How many values there are. */
  public int length() {
    return rows * units;
  }

  /** The values, row-major from index 0. After changing them, {@link #changed} must be called. */
  public float[] values() {
    return values.get();
  }

  /** The values, for a probe. */
  public Tensor tensor() {
    return new Tensor(values(), rows, units, 0);
  }

  /** Records that the values have changed. */
  public void changed() {
    known = false;
  }

  /** {@code X X^T} of the rows, {@code [rows][rows]}; only the upper triangle is to be read. */
  double[] gram() {
    if (!known) {
      workspace.rowProducts().gram(values(), rows, units, gram);
      known = true;
    }
    return gram;
  }

  /** Sums over all values. */
  public BatchSums sums() {
    Sums sums = Kernels.scans().sums(values(), 0, length());
    return gramOfFirst == null
        ? new BatchSums(
            sums.sum(),
            sums.squares(),
            RowCosine.ofGram(gram(), rows),
            RowCosine.magnitudeOfGram(gram(), rows))
        : new BatchSums(
            sums.sum(),
            sums.squares(),
            workspace.rowCosine().mean(values(), rows, units),
            magnitudeOfFirstRows(sums.squares()));
  }

  /**
   * The mean magnitude of the cosines of the first rows; the Gram matrix of all rows of a batch
   * larger than the layer would cost more than the layer.
   */
  private double magnitudeOfFirstRows(double squares) {
    if (!(squares < Double.POSITIVE_INFINITY)) {
      return Double.NaN;
    }
    int first = Math.min(FIRST_ROWS, rows);
    workspace.rowProducts().gram(values(), first, units, gramOfFirst);
    return RowCosine.magnitudeOfGram(gramOfFirst, first);
  }
}
