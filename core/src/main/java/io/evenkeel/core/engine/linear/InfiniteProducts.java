package io.evenkeel.core.engine.linear;

import java.util.Arrays;

/**
 * Products of infinite and NaN entries of a batch or a gradient with the weights of an {@link
 * InvariantMap}. The weights that they are multiplied by are drawn.
 */
final class InfiniteProducts {
  private final InvariantMap map;
  private final InfiniteEntries entries;
  private final InfiniteEntries gradients;

  /**
   * @param map whose sizes, normals and law are used when products are computed
   */
  InfiniteProducts(InvariantMap map, int batch) {
    this.map = map;
    entries = new InfiniteEntries(batch);
    gradients = new InfiniteEntries(batch);
  }

  /** The infinite entries of the forward pass's input; the input has to be given to them. */
  InfiniteEntries entries() {
    return entries;
  }

  /**
   * Adds the products of infinite entries.
   *
   * @param x the forward pass's input, {@code [batch][in]}
   * @param z the output that they are added to, {@code [batch][out]}
   */
  void addTo(float[] x, float[] z) {
    int in = map.in;
    int out = map.out;
    for (int i = 0; i < entries.count(); i++) {
      int unit = entries.unit(i);
      float[] column = column(unit);
      for (int row = 0; row < map.batch; row++) {
        float entry = x[row * in + unit];
        if (entries.infinite(row)
            ? Float.isInfinite(entry)
            : map.independentEntries() && entry != 0 && !entries.spoilt(row)) {
          for (int j = 0; j < out; j++) {
            z[row * out + j] += entry * column[j];
          }
        }
      }
    }
    for (int row = 0; row < map.batch; row++) {
      if (entries.spoilt(row)) {
        Arrays.fill(z, row * out, (row + 1) * out, Float.NaN);
      }
    }
  }

  /** The weights of one input unit, drawn separately. */
  private float[] column(int unit) {
    return drawn(2 * map.backwardStart() + (long) unit * map.out, map.out);
  }

  private float[] drawn(long first, int length) {
    float[] weights = map.buffers.normalsAndBasis.get();
    map.normals(first, weights, length);
    float std = (float) map.entryStd();
    for (int i = 0; i < length; i++) {
      weights[i] *= std;
    }
    return weights;
  }

  /**
   * Computes the gradient again at units that had infinite entries.
   *
   * @param d the gradient at the output
   * @param g the gradient at the input
   * @param exponent power of two of the map's scale, which g's exponent has in it
   */
  void gradient(ScaledGradient d, ScaledGradient g, int exponent) {
    int in = map.in;
    int out = map.out;
    for (int i = 0; i < entries.count(); i++) {
      int unit = entries.unit(i);
      float[] column = column(unit);
      for (int row = 0; row < map.batch; row++) {
        double sum = 0;
        for (int j = 0; j < out; j++) {
          sum += (double) d.values()[row * out + j] * column[j];
        }
        g.values()[row * in + unit] = (float) Math.scalb(sum, -exponent);
      }
    }
  }

  /**
   * Adds the products of infinite entries of a gradient.
   *
   * @param d the gradient at the output, {@code [batch][out]}
   * @param g the gradient that they are added to, {@code [batch][in]}
   */
  void addGradients(float[] d, float[] g) {
    int in = map.in;
    int out = map.out;
    gradients.find(d, out);
    for (int row = 0; row < map.batch; row++) {
      if (gradients.infinite(row) || gradients.spoilt(row)) {
        Arrays.fill(g, row * in, (row + 1) * in, gradients.spoilt(row) ? Float.NaN : 0);
      }
    }
    for (int i = 0; i < gradients.count(); i++) {
      int unit = gradients.unit(i);
      float[] weights = drawn(2 * map.backwardStart() + (long) in * out + (long) unit * in, in);
      for (int row = 0; row < map.batch; row++) {
        float entry = d[row * out + unit];
        if (gradients.infinite(row) && Float.isInfinite(entry)) {
          for (int j = 0; j < in; j++) {
            g[row * in + j] += entry * weights[j];
          }
        }
      }
    }
  }
}
