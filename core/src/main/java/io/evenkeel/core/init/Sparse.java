package io.evenkeel.core.init;

import io.evenkeel.core.Spec;
import io.evenkeel.core.random.RandomStream;
import java.util.Arrays;

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
  /** Words of the stream from here on choose positions; those before belong to the normals. */
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
    return (int) Math.ceil(sparsity * fanOut);
  }

  @Override
  public void fill(RandomStream stream, int fanOut, int fanIn, float[] weights) {
    int count = Draws.count(fanOut, fanIn);
    int zeros = zeros(fanOut);
    boolean fewZeros = zeros <= fanOut / 2;
    if (fewZeros) {
      Draws.normal(stream, 0, std, weights, count);
    } else {
      Arrays.fill(weights, 0, count, 0f);
    }
    // The rarer kind is chosen. The order left by one column is as good a start for the next.
    int chosen = fewZeros ? zeros : fanOut - zeros;
    int[] rows = new int[fanOut];
    Arrays.setAll(rows, row -> row);
    float scale = (float) std;
    for (int column = 0; column < fanIn; column++) {
      long first = POSITIONS + (long) column * fanOut;
      for (int i = 0; i < chosen; i++) {
        int other = i + stream.below(fanOut - i, first + i);
        int row = rows[other];
        rows[other] = rows[i];
        rows[i] = row;
        int index = row * fanIn + column;
        weights[index] = fewZeros ? 0f : scale * stream.normal(index);
      }
    }
  }

  @Override
  public double mean(int fanOut, int fanIn) {
    return 0;
  }

  @Override
  public double variance(int fanOut, int fanIn) {
    return std * std * (fanOut - zeros(fanOut)) / fanOut;
  }
}
