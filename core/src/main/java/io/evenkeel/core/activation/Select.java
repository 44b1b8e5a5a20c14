package io.evenkeel.core.activation;

/**
 * {@code condition ? a : b} without a jump. Signs of pre-activations are random, so a jump on them
 * is mispredicted half the time; the JIT makes a conditional move of integers, but not of floats.
 */
final class Select {
  private Select() {}

  static float of(boolean condition, float a, float b) {
    return Float.intBitsToFloat(
        condition ? Float.floatToRawIntBits(a) : Float.floatToRawIntBits(b));
  }

  static double of(boolean condition, double a, double b) {
    return Double.longBitsToDouble(
        condition ? Double.doubleToRawLongBits(a) : Double.doubleToRawLongBits(b));
  }
}
