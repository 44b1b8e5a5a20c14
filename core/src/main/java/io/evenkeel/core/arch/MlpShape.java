package io.evenkeel.core.arch;

import io.evenkeel.core.SpecException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The sizes of a multi-layer perceptron and of the batch fed through it.
 *
 * @param batch rows, at least 1
 * @param widths units from the input to the last layer: layer l maps {@code widths[l]} to {@code
 *     widths[l + 1]}; at least two entries, each at least 1
 */
public record MlpShape(int batch, List<Integer> widths) {

  /**
   * Copies {@code widths}.
   *
   * @throws SpecException if a size is below 1 or there is no layer
   */
  public MlpShape {
    widths = List.copyOf(widths);
    if (batch < 1) {
      throw new SpecException("batch must be at least 1, got " + batch);
    }
    if (widths.size() < 2) {
      throw new SpecException("a network needs at least 1 layer");
    }
    for (int width : widths) {
      if (width < 1) {
        throw new SpecException("a layer's width must be at least 1, got " + width);
      }
    }
  }

  /**
   * {@code depth} layers of {@code width} units, and a readout layer if {@code readoutWidth} is
   * positive.
   */
  public static MlpShape of(int batch, int inputWidth, int width, int depth, int readoutWidth) {
    return of(batch, inputWidth, Collections.nCopies(depth, width), readoutWidth);
  }

  /** Hidden layers of these widths, and a readout layer if {@code readoutWidth} is positive. */
  public static MlpShape of(int batch, int inputWidth, List<Integer> hidden, int readoutWidth) {
    List<Integer> widths = new ArrayList<>();
    widths.add(inputWidth);
    widths.addAll(hidden);
    if (readoutWidth > 0) {
      widths.add(readoutWidth);
    }
    return new MlpShape(batch, widths);
  }

  /** Units of all layers' outputs together. */
  public long units() {
    return widths.stream().skip(1).mapToLong(Integer::longValue).sum();
  }

  /** Number of layers. */
  public int layers() {
    return widths.size() - 1;
  }

  /** Units that feed layer {@code layer}. */
  public int fanIn(int layer) {
    return widths.get(layer);
  }

  /** Units of layer {@code layer}. */
  public int fanOut(int layer) {
    return widths.get(layer + 1);
  }

  /** Values in the output of layer {@code layer}: batch times units. */
  public long values(int layer) {
    return (long) batch * fanOut(layer);
  }

  /** Weights of layer {@code layer}. */
  public long weights(int layer) {
    return (long) fanOut(layer) * fanIn(layer);
  }

  /** The most units of any layer, or of the input. */
  public int mostUnits() {
    return Collections.max(widths);
  }

  /** The most values that any layer's output, or the input, has. */
  public long mostValues() {
    return (long) batch * mostUnits();
  }

  /** The most weights that any layer has. */
  public long mostWeights() {
    long most = 0;
    for (int layer = 0; layer < layers(); layer++) {
      most = Math.max(most, weights(layer));
    }
    return most;
  }
}
