package io.evenkeel.core.net;

import io.evenkeel.core.arch.MlpShape;
import io.evenkeel.core.kernel.ProductKernel;
import io.evenkeel.core.linalg.RowProducts;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/** How many bytes a propagation holds, native memory and heap together. */
final class PropagationMemory {
  private PropagationMemory() {}

  /** With all weights drawn. */
  static long explicit(MlpShape shape, boolean backward) {
    return shared(shape, backward)
        + drawing(shape)
        + layers(
            shape,
            backward,
            l ->
                Float.BYTES * shape.weights(l)
                    + Double.BYTES * Batch.doubles(shape.batch(), shape.fanIn(l)));
  }

  /**
   * With the weights drawn of those layers only whose law asks for it.
   *
   * @param network asked for the law of each layer
   */
  static long matrixFree(MlpShape shape, boolean backward, Network network) {
    IntPredicate drawn =
        l -> {
          int in = shape.fanIn(l);
          int out = shape.fanOut(l);
          return !MatrixFreeMap.supports(network.law(l, out, in), shape.batch(), out, in);
        };
    boolean anyDrawn = false;
    boolean anySparse = false;
    for (int l = 0; l < shape.layers(); l++) {
      anyDrawn |= drawn.test(l);
      anySparse |= network.law(l, shape.fanOut(l), shape.fanIn(l)).nonZerosAlone().isPresent();
    }
    return shared(shape, backward)
        + FreeScratch.bytes(shape)
        + (anyDrawn ? drawing(shape) : 0)
        + (anySparse ? SparseScratch.bytes(shape) : 0)
        + layers(
            shape,
            backward,
            l ->
                MatrixFreeMap.bytes(
                        network.law(l, shape.fanOut(l), shape.fanIn(l)),
                        shape.batch(),
                        shape.fanIn(l),
                        shape.fanOut(l))
                    + (drawn.test(l) ? Float.BYTES * shape.weights(l) : 0));
  }

  /** What all layers use in turn. */
  private static long shared(MlpShape shape, boolean backward) {
    long floats = Scratch.STRETCH + 2L * shape.mostUnits() + 6 * shape.mostValues();
    long doubles =
        2 * shape.mostValues()
            + RowProducts.doubles(shape.batch(), shape.mostUnits())
            + 2 * Batch.doubles(shape.batch(), shape.mostUnits());
    long mostProducts = 0;
    for (int l = 0; backward && l < shape.layers(); l++) {
      long products = WeightGradientNorm.doubles(shape.batch(), shape.fanIn(l), shape.fanOut(l));
      mostProducts = Math.max(mostProducts, products);
    }
    return Float.BYTES * floats + Double.BYTES * (doubles + mostProducts);
  }

  /** What the layers with drawn weights use in turn. */
  private static long drawing(MlpShape shape) {
    long productRoom = 2L * (shape.batch() + ProductKernel.PANEL) * shape.mostUnits();
    return Float.BYTES * (shape.mostWeights() + productRoom);
  }

  /** What each layer has for itself; without a backward pass layers of one size share it. */
  private static long layers(MlpShape shape, boolean backward, LayerBytes mapBytes) {
    Set<List<Integer>> distinct = new HashSet<>();
    long bytes = 0;
    for (int l = 0; l < shape.layers(); l++) {
      if (backward) {
        long kept = (long) shape.batch() * shape.fanIn(l) + shape.values(l);
        bytes += mapBytes.of(l) + Float.BYTES * kept;
      } else if (distinct.add(List.of(shape.fanIn(l), shape.fanOut(l)))) {
        bytes += mapBytes.of(l);
      }
    }
    return bytes;
  }

  private interface LayerBytes {
    long of(int layer);
  }
}
