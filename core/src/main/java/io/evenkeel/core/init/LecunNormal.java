package io.evenkeel.core.init;

import io.evenkeel.core.Spec;

/**
 * Independent entries, N(0, 1 / fanIn). Keras 2 truncates the normal at two standard deviations:
 * that is {@link VarianceScaling} with its defaults.
 *
 * <p>Y. LeCun, L. Bottou, G. Orr, K.-R. Mueller, Efficient BackProp, 1998, eq. 16.
 */
public record LecunNormal() implements NormalAroundZero {

  @Override
  public Spec spec() {
    return Spec.of("lecun_normal");
  }

  @Override
  public double std(int fanOut, int fanIn) {
    return 1 / Math.sqrt(fanIn);
  }
}
