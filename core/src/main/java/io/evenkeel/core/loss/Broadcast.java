package io.evenkeel.core.loss;

import io.evenkeel.core.SpecException;
import java.util.Arrays;

/**
 * A small tensor that is read as if it had a larger shape: axes are aligned at the end, and an axis
 * that is missing or has size 1 is repeated.
 */
final class Broadcast {
  private final Tensor tensor;
  private final int[] source;

  /**
   * @param loss name of the loss, for the message
   * @param name of the tensor, for the message
   * @throws SpecException if {@code tensor} cannot be repeated to {@code shape}
   */
  Broadcast(String loss, String name, Tensor tensor, int[] shape) {
    this.tensor = tensor;
    int missing = shape.length - tensor.rank();
    boolean fits = missing >= 0;
    for (int axis = 0; fits && axis < tensor.rank(); axis++) {
      fits = tensor.size(axis) == 1 || tensor.size(axis) == shape[axis + missing];
    }
    if (!fits) {
      throw new SpecException(
          "%s of %s must have shape %s or one that repeats to it, got %s"
              .formatted(name, loss, Arrays.toString(shape), Arrays.toString(tensor.shape())));
    }
    source = sources(tensor, shape, missing);
  }

  private static int[] sources(Tensor tensor, int[] shape, int missing) {
    int length = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    int[] source = new int[length];
    for (int i = 0; i < length; i++) {
      int rest = i;
      int stride = 1;
      for (int axis = shape.length - 1; axis >= missing; axis--) {
        int size = tensor.size(axis - missing);
        source[i] += size == 1 ? 0 : rest % shape[axis] * stride;
        stride *= size;
        rest /= shape[axis];
      }
    }
    return source;
  }

  /** The entry for a row-major index of the large shape. */
  double at(int index) {
    return tensor.at(source[index]);
  }

  /**
   * The small tensor whose entries are the sums, over all repetitions, of the entries of a large
   * tensor.
   */
  Tensor collect(double[] large) {
    double[] small = new double[tensor.length()];
    for (int i = 0; i < large.length; i++) {
      small[source[i]] += large[i];
    }
    return Tensor.owning(tensor.shape(), small);
  }
}
