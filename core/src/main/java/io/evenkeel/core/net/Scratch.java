package io.evenkeel.core.net;

import io.evenkeel.core.arch.MlpShape;
import io.evenkeel.core.kernel.ProductKernel;
import io.evenkeel.core.linalg.Floats;
import io.evenkeel.core.linalg.RowProducts;
import io.evenkeel.core.stats.RowCosine;

/** Buffers that the layers of one propagation use in turn. */
final class Scratch implements AutoCloseable {
  /** Draws that are made at once: few enough to stay in the first-level cache. */
  static final int STRETCH = 4096;

  private final MlpShape shape;
  private final Floats left;
  private final Floats right;
  private final double[] wideLeft;
  private final double[] wideRight;
  private final RowProducts rowProducts;
  private final RowCosine rowCosine = new RowCosine();
  private double[] firstProduct = new double[0];
  private double[] secondProduct = new double[0];
  private final float[] stretch = new float[STRETCH];
  private float[] weights = new float[0];
  private float[] productRoom = new float[0];
  private FreeScratch free;
  private SparseScratch sparse;

  Scratch(MlpShape shape) {
    this.shape = shape;
    left = new Floats(shape.mostValues());
    right = new Floats(shape.mostValues());
    wideLeft = new double[Math.toIntExact(shape.mostValues())];
    wideRight = new double[Math.toIntExact(shape.mostValues())];
    rowProducts = new RowProducts(shape.batch(), shape.mostUnits());
  }

  int batch() {
    return shape.batch();
  }

  /** Native memory for an operand of a product, {@code [batch][units]} of any layer. */
  Floats left() {
    return left;
  }

  /**
   * Native memory for another operand of a product, or for the result, {@code [batch][units]} of
   * any layer.
   */
  Floats right() {
    return right;
  }

  /** Doubles for {@code [batch][units]} of any layer. */
  double[] wideLeft() {
    return wideLeft;
  }

  /** As {@link #wideLeft}, another array. */
  double[] wideRight() {
    return wideRight;
  }

  /**
   * The Gram matrix {@code x x^T}, of which the upper triangle is to be relied on.
   *
   * @param x {@code [batch][units]} of any layer
   * @param product receives {@code [batch][batch]}
   */
  void gram(float[] x, int units, double[] product) {
    rowProducts.gram(x, batch(), units, product);
  }

  /** What measures the cosines of rows that are longer than the batch. */
  RowCosine rowCosine() {
    return rowCosine;
  }

  /** Room for some draws, on their way to native memory. */
  float[] stretch() {
    return stretch;
  }

  /** What products on the heap need beside their operands, made when such a layer first asks. */
  float[] productRoom() {
    if (productRoom.length == 0) {
      int units = shape.mostUnits();
      productRoom = new float[ProductKernel.room(shape.batch(), units, units)];
    }
    return productRoom;
  }

  /** Room for any layer's weights, made when a layer first asks that cannot draw by stretches. */
  float[] weights() {
    if (weights.length == 0) {
      weights = new float[Math.toIntExact(shape.mostWeights())];
    }
    return weights;
  }

  /** Buffers of matrix-free layers, made when one first asks. */
  FreeScratch free() {
    if (free == null) {
      free = new FreeScratch(shape, rowProducts);
    }
    return free;
  }

  /** Buffers of sparse layers, made when one first asks. */
  SparseScratch sparse() {
    if (sparse == null) {
      sparse = new SparseScratch(shape);
    }
    return sparse;
  }

  /** Doubles for a product of any size; the array may be longer. */
  double[] firstProduct(int length) {
    if (firstProduct.length < length) {
      firstProduct = new double[length];
    }
    return firstProduct;
  }

  /** As {@link #firstProduct}, another array. */
  double[] secondProduct(int length) {
    if (secondProduct.length < length) {
      secondProduct = new double[length];
    }
    return secondProduct;
  }

  @Override
  public void close() {
    left.close();
    right.close();
    if (free != null) {
      free.close();
    }
  }
}
