package io.evenkeel.core.activation;

import java.util.Iterator;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * a x / (1 + b x), with one b for negative and another for positive x, neither of which has a pole
 * on its side. Because b is 0 or a power of two, rounding happens only in the sum, in the quotients
 * and in the products with a.
 *
 * @param factor a
 * @param lowBend b where x is at most 0; at most 0 itself
 * @param highBend b elsewhere, at least 0
 */
record SimpleFraction(float factor, float lowBend, float highBend) {
  private static final double MOST_BEND = 0x1p10;
  private static final double MOST_FACTOR = 0x1p20;

  /** The simple fraction that a formula is equal to; empty if there is none. */
  static Optional<SimpleFraction> of(NavigableMap<Double, Fraction> fractions) {
    if (fractions.size() != 2 || fractions.firstKey() != 0) {
      return Optional.empty();
    }
    Iterator<Fraction> both = fractions.values().iterator();
    Fraction low = both.next();
    Fraction high = both.next();
    double factor = low.a() / low.d();
    SimpleFraction fraction =
        new SimpleFraction(
            (float) factor, (float) (low.c() / low.d()), (float) (high.c() / high.d()));
    boolean simple =
        low.b() == 0
            && high.b() == 0
            && factor == high.a() / high.d()
            && Math.abs(factor) <= MOST_FACTOR
            && Math.abs(factor) >= 1 / MOST_FACTOR
            && isExact(low)
            && isExact(high)
            && fraction.lowBend <= 0
            && fraction.highBend >= 0;
    return simple ? Optional.of(fraction) : Optional.empty();
  }

  /** Up to this magnitude of x no step overflows, and only the last steps can underflow. */
  float largest() {
    boolean small = Math.abs(factor) <= 1 && -lowBend <= 1 && highBend <= 1;
    return small ? Float.MAX_VALUE : 0x1p40f;
  }

  private static boolean isExact(Fraction fraction) {
    double bend = Math.abs(fraction.c() / fraction.d());
    return bend == 0
        || (bend <= MOST_BEND
            && bend >= 1 / MOST_BEND
            && bend == Math.scalb(1.0, Math.getExponent(bend)));
  }
}
