package io.evenkeel.core.data;

import io.evenkeel.core.Numbers;
import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.random.RandomStream;

/**
 * Independent N(mean, std^2) values.
 *
 * @param mean any number within float32
 * @param std above 0, within float32
 */
record GaussianInput(double mean, double std) implements InputScheme {
  /**
   * @throws SpecException if a value is out of its range
   */
  public GaussianInput {
    if (!(Math.abs(mean) <= Float.MAX_VALUE)) {
      throw new SpecException(
          "mean of gaussian must be a float32 number, got " + Numbers.text(mean));
    }
    if (!(std >= Float.MIN_NORMAL && std <= Float.MAX_VALUE)) {
      throw new SpecException(
          "std of gaussian must be above 0 and a float32 number, got " + Numbers.text(std));
    }
  }

  @Override
  public Spec spec() {
    return Spec.of("gaussian").with("mean", mean).with("std", std);
  }

  @Override
  public void fill(RandomStream stream, float[] values, int length) {
    stream.fillNormal(0, values, 0, length);
    if (mean != 0 || std != 1) {
      for (int i = 0; i < length; i++) {
        values[i] = (float) Math.fma(std, values[i], mean);
      }
    }
  }

  @Override
  public InputMoments moments() {
    return InputMoments.ofSymmetric(mean, std * std, 3);
  }
}
