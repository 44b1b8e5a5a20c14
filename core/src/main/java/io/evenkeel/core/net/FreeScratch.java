package io.evenkeel.core.net;

import io.evenkeel.core.arch.MlpShape;
import io.evenkeel.core.kernel.CombinationKernel;
import io.evenkeel.core.linalg.Doubles;
import io.evenkeel.core.linalg.PivotedCholesky;
import io.evenkeel.core.linalg.RowProducts;

/** Buffers that the matrix-free layers of one propagation use in turn. */
final class FreeScratch implements AutoCloseable {
  /** Makes scalar products of rows. */
  final RowProducts rowProducts;

  /** A panel of rows on the heap, on its way to or from native memory. */
  final double[] wide;

  /** A panel of rows in native memory. */
  final Doubles panel;

  /** As {@link #panel}, another block. */
  final Doubles otherPanel;

  /** Normals, and below them a basis, {@code [2 batch][units]} of any layer. */
  final float[] stack;

  /** Doubles for {@code [batch][batch]}, in native memory. */
  final Doubles small;

  /** As {@link #small}, another block. */
  final Doubles otherSmall;

  /** What combinations of rows need beside their operands. */
  final float[] room;

  /** As {@link #room}, of combinations in double precision. */
  final double[] wideRoom;

  /** Coefficients {@code [batch][2 batch]}. */
  final float[] narrow;

  /** The Gram matrix of the gradient at hand. */
  final double[] gradientGram;

  /** The factor of a Gram matrix of gradients. */
  final PivotedCholesky gradientFactor;

  /** Doubles for {@code [batch][batch]} on the heap. */
  final double[] first;

  /** As {@link #first}, another array. */
  final double[] second;

  /** As {@link #first}, another array. */
  final double[] third;

  /** As {@link #first}, another array. */
  final double[] fourth;

  /** As {@link #first}, another array. */
  final double[] fifth;

  FreeScratch(MlpShape shape, RowProducts rowProducts) {
    this.rowProducts = rowProducts;
    int values = Math.toIntExact(shape.mostValues());
    int square = Math.toIntExact((long) shape.batch() * shape.batch());
    int panelValues = Math.toIntExact(RowProducts.panelDoubles(shape.batch(), shape.mostUnits()));
    wide = new double[panelValues];
    panel = new Doubles(panelValues);
    otherPanel = new Doubles(panelValues);
    stack = new float[Math.toIntExact(2L * values)];
    room = new float[CombinationKernel.floats(2 * shape.batch())];
    wideRoom = new double[CombinationKernel.doubles(shape.batch())];
    small = new Doubles(square);
    otherSmall = new Doubles(square);
    narrow = new float[Math.toIntExact(2L * square)];
    gradientGram = new double[square];
    gradientFactor = new PivotedCholesky(shape.batch());
    first = new double[square];
    second = new double[square];
    third = new double[square];
    fourth = new double[square];
    fifth = new double[square];
  }

  /** Bytes held for a shape, heap and native memory together. */
  static long bytes(MlpShape shape) {
    long square = (long) shape.batch() * shape.batch();
    int batch = shape.batch();
    long floats = 2 * shape.mostValues() + 2 * square + CombinationKernel.floats(2 * batch);
    long doubles =
        3 * RowProducts.panelDoubles(shape.batch(), shape.mostUnits())
            + 8 * square
            + PivotedCholesky.doubles(batch)
            + CombinationKernel.doubles(batch);
    return Float.BYTES * floats + Double.BYTES * doubles;
  }

  @Override
  public void close() {
    panel.close();
    otherPanel.close();
    small.close();
    otherSmall.close();
  }
}
