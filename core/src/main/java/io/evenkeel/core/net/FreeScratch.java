package io.evenkeel.core.net;

import io.evenkeel.core.net.Blas.Doubles;
import io.evenkeel.core.net.Blas.Floats;

/** Buffers that the matrix-free layers of one propagation use in turn. */
final class FreeScratch implements AutoCloseable {
  /** Doubles on the heap, {@code [batch][units]} of any layer. */
  final double[] wide;

  /** Normals, and below them a basis, {@code [2 batch][units]} of any layer. */
  final float[] stack;

  /** As {@link #stack}, in native memory. */
  final Floats nativeStack;

  /** A layer's input in double precision, then the basis of its rows, {@code [batch][units]}. */
  final Doubles basis;

  /** Doubles for {@code [batch][units]} of any layer. */
  final Doubles values;

  /** As {@link #values}, another block. */
  final Doubles result;

  /** Coefficients {@code [batch][2 batch]}, in native memory. */
  final Floats coefficients;

  /** A product {@code [batch][batch]}, in native memory. */
  final Floats product;

  /** Doubles for {@code [batch][batch]}, in native memory. */
  final Doubles small;

  /** As {@link #small}, another block. */
  final Doubles otherSmall;

  /** Coefficients or a product, {@code [batch][2 batch]}, on their way to or from native memory. */
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

  private final Gram gram;

  /**
   * Allocates.
   *
   * @param gram makes Gram matrices of rows on the heap
   */
  FreeScratch(MlpShape shape, Gram gram) {
    this.gram = gram;
    int values = Math.toIntExact(shape.mostValues());
    int square = Math.toIntExact((long) shape.batch() * shape.batch());
    wide = new double[values];
    stack = new float[Math.toIntExact(2L * values)];
    nativeStack = new Floats(2L * values);
    basis = new Doubles(values);
    this.values = new Doubles(values);
    result = new Doubles(values);
    coefficients = new Floats(2L * square);
    product = new Floats(square);
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
    long floats = 4 * shape.mostValues() + 5 * square;
    long doubles = 4 * shape.mostValues() + 8 * square + PivotedCholesky.doubles(shape.batch());
    return Float.BYTES * floats + Double.BYTES * doubles;
  }

  /**
   * The Gram matrix of the rows of {@code x}.
   *
   * @param x {@code [rows][units]}
   * @param gram receives {@code [rows][rows]}, of which the upper triangle is to be relied on
   */
  void gram(float[] x, int rows, int units, double[] gram) {
    this.gram.of(x, rows, units, gram);
  }

  /** As the other, of rows in native memory. */
  void gram(Doubles x, int rows, int units, double[] gram) {
    Blas.gram(x, rows, units, 0, small);
    small.get(gram, rows * rows);
  }

  @Override
  public void close() {
    nativeStack.close();
    basis.close();
    values.close();
    result.close();
    coefficients.close();
    product.close();
    small.close();
    otherSmall.close();
  }
}
