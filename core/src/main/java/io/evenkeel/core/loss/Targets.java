package io.evenkeel.core.loss;

import io.evenkeel.core.loss.kernel.LogSoftmax;
import io.evenkeel.core.random.RandomStream;
import java.util.Arrays;

/** The targets of a trial, as functions of the target stream and of their shape alone. */
enum Targets {
  /** No targets. */
  NONE {
    @Override
    Tensor draw(RandomStream stream, int rows, int width) {
      throw new IllegalStateException("there are no targets to draw");
    }
  },
  /** A class per row, uniform over the classes: {@code [rows]}. */
  CLASS {
    @Override
    Tensor draw(RandomStream stream, int rows, int width) {
      double[] labels = new double[rows];
      for (int row = 0; row < rows; row++) {
        labels[row] = stream.below(width, row);
      }
      return Tensor.owning(new int[] {rows}, labels);
    }
  },
  /**
   * A set of classes per row, which has each class with probability 1/2, as a list that ends with
   * -1: {@code [rows][width]}.
   */
  CLASS_SET {
    @Override
    Tensor draw(RandomStream stream, int rows, int width) {
      double[] sets = new double[rows * width];
      Arrays.fill(sets, -1);
      for (int row = 0; row < rows; row++) {
        int next = row * width;
        for (int c = 0; c < width; c++) {
          if (bit(stream, (long) row * width + c)) {
            sets[next++] = c;
          }
        }
      }
      return Tensor.owning(new int[] {rows, width}, sets);
    }
  },
  /** 0 or 1, each with probability 1/2: {@code [rows][width]}. */
  BITS {
    @Override
    Tensor draw(RandomStream stream, int rows, int width) {
      double[] bits = new double[rows * width];
      for (int i = 0; i < bits.length; i++) {
        bits[i] = bit(stream, i) ? 1 : 0;
      }
      return Tensor.owning(new int[] {rows, width}, bits);
    }
  },
  /** -1 or 1, each with probability 1/2: {@code [rows][width]}. */
  SIGNS {
    @Override
    Tensor draw(RandomStream stream, int rows, int width) {
      double[] signs = new double[rows * width];
      for (int i = 0; i < signs.length; i++) {
        signs[i] = bit(stream, i) ? 1 : -1;
      }
      return Tensor.owning(new int[] {rows, width}, signs);
    }
  },
  /** -1 or 1, each with probability 1/2, one per row: {@code [rows]}. */
  ROW_SIGNS {
    @Override
    Tensor draw(RandomStream stream, int rows, int width) {
      return Tensor.owning(new int[] {rows}, SIGNS.draw(stream, rows, 1).data());
    }
  },
  /** Standard normal: {@code [rows][width]}. */
  NORMAL {
    @Override
    Tensor draw(RandomStream stream, int rows, int width) {
      float[] normals = new float[rows * width];
      stream.fillNormal(0, normals, 0, normals.length);
      double[] wide = new double[normals.length];
      for (int i = 0; i < wide.length; i++) {
        wide[i] = normals[i];
      }
      return Tensor.owning(new int[] {rows, width}, wide);
    }
  },
  /** Poisson counts of rate 1: {@code [rows][width]}. */
  COUNTS {
    @Override
    Tensor draw(RandomStream stream, int rows, int width) {
      double[] counts = new double[rows * width];
      for (int i = 0; i < counts.length; i++) {
        counts[i] = count(stream.uniform(i));
      }
      return Tensor.owning(new int[] {rows, width}, counts);
    }
  },
  /** The softmax of standard normals in each row: {@code [rows][width]}. */
  PROBABILITIES {
    @Override
    Tensor draw(RandomStream stream, int rows, int width) {
      double[] p = LOG_PROBABILITIES.draw(stream, rows, width).data();
      for (int i = 0; i < p.length; i++) {
        p[i] = StrictMath.exp(p[i]);
      }
      return Tensor.owning(new int[] {rows, width}, p);
    }
  },
  /** The log-softmax of standard normals in each row: {@code [rows][width]}. */
  LOG_PROBABILITIES {
    @Override
    Tensor draw(RandomStream stream, int rows, int width) {
      double[] all = NORMAL.draw(stream, rows, width).data();
      for (int row = 0; row < rows; row++) {
        double[] logP = Arrays.copyOfRange(all, row * width, (row + 1) * width);
        LogSoftmax.apply(logP, width);
        System.arraycopy(logP, 0, all, row * width, width);
      }
      return Tensor.owning(new int[] {rows, width}, all);
    }
  };

  /** The targets of {@code rows} samples with {@code width} entries or classes each. */
  abstract Tensor draw(RandomStream stream, int rows, int width);

  /** The result of tossing a fair coin. */
  static boolean bit(RandomStream stream, long index) {
    return (stream.bits(index >>> 6) >>> (index & 63) & 1) != 0;
  }

  /** Fair coins of consecutive indices, as {@link #bit} gives them: 1 or 0. */
  static void fillBits(RandomStream stream, long first, float[] bits) {
    long word = stream.bits(first >>> 6);
    for (int i = 0; i < bits.length; i++) {
      long index = first + i;
      if ((index & 63) == 0) {
        word = stream.bits(index >>> 6);
      }
      bits[i] = word >>> (index & 63) & 1;
    }
  }

  /** The smallest k with P(count <= k) > u. */
  private static int count(double u) {
    int k = 0;
    double mass = 1 / Math.E;
    double below = mass;
    while (below <= u && mass > 0) {
      k++;
      mass /= k;
      below += mass;
    }
    return k;
  }
}
