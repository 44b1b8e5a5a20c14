package io.evenkeel.core.kernel;

/**
 * {@code condition ? a : b} without a jump. Signs of pre-activations are random, so that half of
 * all jumps that depend on them would be mispredicted. The JIT emits conditional moves for
 * integers, but not for floats.
 */
public final class Select {
  private Select() {}

  /** {@code a} if the condition is true, else {@code b}, in float32. */
  public static float of(boolean condition, float a, float b) {
    int bitsA = Float.floatToRawIntBits(a);
    int bitsB = Float.floatToRawIntBits(b);
    return Float.intBitsToFloat(condition ? bitsA : bitsB);
  }

  /** {@code a} if the condition is true, else {@code b}, in float64. */
  public static double of(boolean condition, double a, double b) {
    long bitsA = Double.doubleToRawLongBits(a);
    long bitsB = Double.doubleToRawLongBits(b);
    return Double.longBitsToDouble(condition ? bitsA : bitsB);
  }
}
