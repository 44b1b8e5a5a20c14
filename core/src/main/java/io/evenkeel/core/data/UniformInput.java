package io.evenkeel.core.data;

import io.evenkeel.core.Numbers;
import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.random.RandomStream;

/**
 * Independent values, uniform on [low, high).
 *
 * @param low within float32
 * @param high above low, within float32
 */
record UniformInput(double low, double high) implements InputScheme {
  /** E[(x - mean)^4] / variance^2. */
  private static final double FOURTH = 1.8;

  /**
   * @throws SpecException if a value is beyond float32 or low is not below high
   */
  public UniformInput {
    if (!(low >= -Float.MAX_VALUE && high <= Float.MAX_VALUE && low < high)) {
      throw new SpecException(
          "low of uniform must be below high, both float32 numbers, got %s and %s"
              .formatted(Numbers.text(low), Numbers.text(high)));
    }
  }

  @Override
  public Spec spec() {
    return Spec.of("uniform").with("low", low).with("high", high);
  }

  @Override
  public void fill(RandomStream stream, float[] values, int length) {
    stream.fillUniform(0, values, 0, length);
    for (int i = 0; i < length; i++) {
      values[i] = (float) Math.fma(high - low, values[i], low);
    }
  }

  @Override
  public InputMoments moments() {
    double width = high - low;
    return InputMoments.ofSymmetric(low + width / 2, width * width / 12, FOURTH);
  }
}
