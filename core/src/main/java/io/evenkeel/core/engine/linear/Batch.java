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
 * The values of one place in a network, {@code [rows][units]}, and the Gram matrix of their rows,
 * which is made once and for whoever asks first: the rows' cosines, the row space, the weight
 * gradient's norm.
 */
public final class Batch {
  /** Rows whose pairs stand for all of a batch that is larger than the layer. */
  private static final int FIRST_ROWS = 16;

  private final Workspace workspace;
  private final int rows;
  private final int units;
  private final Supplier<float[]> values;
  private final double[] gram;

  /** Null where the Gram matrix of all rows is there. */
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

  /** Values in an array that others use too: valid until the next writes to it. */
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

  /** The values, row-major from index 0; whoever changes them says so by {@link #changed}. */
  public float[] values() {
    return values.get();
  }

  /** The values, for a probe. */
  public Tensor tensor() {
    return new Tensor(values(), rows, units, 0);
  }

  /** Notes that there are new values. */
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

  /** What sums over all values tell. */
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
   * The Gram matrix of all rows of a batch larger than the layer would cost more than the layer.
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
