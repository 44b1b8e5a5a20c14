package io.evenkeel.core.init;

/** Independent entries of mean 0, with a standard deviation that the layer's fans determine. */
sealed interface AroundZero extends Initializer permits NormalAroundZero, UniformAroundZero {
  /** Standard deviation of one entry. */
  double std(int fanOut, int fanIn);

  @Override
  default double mean(int fanOut, int fanIn) {
    return 0;
  }

  @Override
  default double variance(int fanOut, int fanIn) {
    double std = std(fanOut, fanIn);
    return std * std;
  }
}
