package io.evenkeel.core.init;

import io.evenkeel.core.Spec;
import io.evenkeel.core.law.WeightLaw;
import io.evenkeel.core.random.RandomStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Independent entries N(0, std^2) of which ceil(sparsity fanOut) in each column, at positions
 * chosen uniformly, are zero instead: {@code torch.nn.init.sparse_}.
 *
 * <p>J. Martens, Deep learning via Hessian-free optimization, ICML 2010, section 5.
 *
 * @param sparsity share of zeros in a column, between 0 and 1
 * @param std standard deviation of the others, at least 0
 */
public record Sparse(double sparsity, double std) implements Initializer {
  /**
   * Words of the stream from here on choose positions; those before belong to the normals.
   *
   * <p>Normals are numbered as the entries of the matrix if few of them are zero. Else column by
   * column as they are chosen, so that the others need not be drawn.
   */
  private static final long POSITIONS = 1L << 40;

  /**
   * @throws io.evenkeel.core.SpecException if a value is out of its range
   */
  public Sparse {
    Ranges.check(sparsity >= 0 && sparsity <= 1, "sparse", "sparsity", sparsity, "between 0 and 1");
    Ranges.checkNotNegative("sparse", "std", std);
  }

  @Override
  public Spec spec() {
    return Spec.of("sparse").with("sparsity", sparsity).with("std", std);
  }

  /** Number of zeros in each column. */
  int zeros(int fanOut) {
    return fanOut - law().nonZeros(fanOut);
  }

  @Override
  public void fill(RandomStream stream, int fanOut, int fanIn, float[] weights) {
    int count = Draws.count(fanOut, fanIn);
    boolean fewZeros = fewZeros(fanOut);
    if (fewZeros) {
      Draws.normal(0, std).fill(stream, 0, weights, 0, count);
    } else {
      Arrays.fill(weights, 0, count, 0f);
    }
    int[] order = new int[fanOut];
    Arrays.setAll(order, row -> row);
    int chosen = chosen(fanOut);
    float[] values = new float[chosen];
    for (int column = 0; column < fanIn; column++) {
      choose(stream, column, chosen, order, fanOut);
      if (!fewZeros) {
        stream.fillNormal((long) column * chosen, (float) std, values, 0, chosen);
      }
      for (int i = 0; i < chosen; i++) {
        weights[order[i] * fanIn + column] = values[i];
      }
    }
  }

  /**
   * Draws the non-zeros of the matrix that {@link #fill} draws, column by column, in no particular
   * order within a column.
   *
   * @param stream the layer's weight stream
   * @param rows receives their rows, {@code [fanIn][fanOut - zeros]}
   * @param values receives their values, in the same places
   * @param order {@code fanOut} integers of scratch memory
   * @throws io.evenkeel.core.SpecException if there are more weights than an array can hold
   */
  public void fillNonZeros(
      RandomStream stream, int fanOut, int fanIn, int[] rows, float[] values, int[] order) {
    Draws.count(fanOut, fanIn);
    int zeros = zeros(fanOut);
    int nonZeros = fanOut - zeros;
    for (int row = 0; row < fanOut; row++) {
      order[row] = row;
    }
    int chosen = chosen(fanOut);
    boolean fewZeros = fewZeros(fanOut);
    int first = fewZeros ? zeros : 0;
    for (int column = 0; column < fanIn; column++) {
      choose(stream, column, chosen, order, fanOut);
      int at = column * nonZeros;
      System.arraycopy(order, first, rows, at, nonZeros);
      if (fewZeros) {
        for (int i = at; i < at + nonZeros; i++) {
          values[i] = stream.normal((long) rows[i] * fanIn + column, (float) std);
        }
      }
    }
    if (!fewZeros) {
      stream.fillNormal(0, (float) std, values, 0, fanIn * nonZeros);
    }
  }

  private boolean fewZeros(int fanOut) {
    return zeros(fanOut) <= fanOut / 2;
  }

  /**
   * How many rows are chosen in a column: those of its zeros or those of its non-zeros, whichever
   * are fewer.
   */
  private int chosen(int fanOut) {
    return fewZeros(fanOut) ? zeros(fanOut) : fanOut - zeros(fanOut);
  }

  /**
   * Moves the chosen rows to the front of {@code order}. Any initial order will do, also the one
   * that the column before left.
   */
  private static void choose(RandomStream stream, int column, int chosen, int[] order, int fanOut) {
    long first = POSITIONS + (long) column * fanOut;
    for (int i = 0; i < chosen; i++) {
      int other = i + stream.below(fanOut - i, first + i);
      int row = order[other];
      order[other] = order[i];
      order[i] = row;
    }
  }

  private WeightLaw.Sparse law() {
    return new WeightLaw.Sparse(sparsity, std);
  }

  @Override
  public Optional<WeightLaw> law(int fanOut, int fanIn) {
    return Optional.of(law());
  }

  @Override
  public WeightDistribution distribution(int fanOut, int fanIn) {
    return WeightDistribution.sparse(zeros(fanOut), fanOut, std);
  }

  @Override
  public double mean(int fanOut, int fanIn) {
    return 0;
  }

  @Override
  public double variance(int fanOut, int fanIn) {
    return std * std * (fanOut - zeros(fanOut)) / fanOut;
  }

  @Override
  public double excessKurtosis(int fanOut, int fanIn) {
    return fanOut == zeros(fanOut) ? Double.NaN : 3.0 * zeros(fanOut) / (fanOut - zeros(fanOut));
  }
}
