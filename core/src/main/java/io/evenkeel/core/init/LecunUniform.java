package io.evenkeel.core.init;

import io.evenkeel.core.Spec;
import io.evenkeel.core.random.RandomStream;

/**
 * Independent entries, uniform on [-bound, bound], bound = sqrt(3 / fanIn).
 *
 * <p>Y. LeCun, L. Bottou, G. Orr, K.-R. Mueller, Efficient BackProp, 1998, eq. 16.
 */
public record LecunUniform() implements Initializer {

  @Override
  public Spec spec() {
    return Spec.of("lecun_uniform");
  }

  /** Standard deviation of one entry. */
  double std(int fanOut, int fanIn) {
    return 1 / Math.sqrt(fanIn);
  }

  /** Largest magnitude of an entry. */
  double bound(int fanOut, int fanIn) {
    return Math.sqrt(3) * std(fanOut, fanIn);
  }

  @Override
  public void fill(RandomStream stream, int fanOut, int fanIn, float[] weights) {
    Draws.symmetric(stream, bound(fanOut, fanIn), weights, Draws.count(fanOut, fanIn));
  }

  @Override
  public double mean(int fanOut, int fanIn) {
    return 0;
  }

  @Override
  public double variance(int fanOut, int fanIn) {
    double std = std(fanOut, fanIn);
    return std * std;
  }
}
