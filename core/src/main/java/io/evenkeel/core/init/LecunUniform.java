package io.evenkeel.core.init;

import io.evenkeel.core.Spec;

/**
 * Independent entries, uniform on [-bound, bound], bound = sqrt(3 / fanIn).
 *
 * <p>Y. LeCun, L. Bottou, G. Orr, K.-R. Mueller, Efficient BackProp, 1998, eq. 16.
 */
public record LecunUniform() implements UniformAroundZero {

  @Override
  public Spec spec() {
    return Spec.of("lecun_uniform");
  }

  @Override
  public double std(int fanOut, int fanIn) {
    return 1 / Math.sqrt(fanIn);
  }
}
