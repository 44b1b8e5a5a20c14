package io.evenkeel.core.kernel;

/**
 * {@code condition ? a : b} without a jump. Signs of pre-activations are random, so a jump on them
 * is mispredicted half the time; the JIT makes a conditional move of integers, but not of floats.
 */
public final class Select {
  private Select() {}

  /** The one or the other float32. */
  public static float of(boolean condition, float a, float b) {
    int bitsA = Float.floatToRawIntBits(a);
    int bitsB = Float.floatToRawIntBits(b);
    return Float.intBitsToFloat(condition ? bitsA : bitsB);
  }

  /** The one or the other float64. */
  public static double of(boolean condition, double a, double b) {
    long bitsA = Double.doubleToRawLongBits(a);
    long bitsB = Double.doubleToRawLongBits(b);
    return Double.longBitsToDouble(condition ? bitsA : bitsB);
  }
}
