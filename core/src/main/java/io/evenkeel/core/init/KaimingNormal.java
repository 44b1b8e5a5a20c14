package io.evenkeel.core.init;

import io.evenkeel.core.Spec;

/**
 * Independent entries, N(0, std^2), std = gain / sqrt(fan): {@code torch.nn.init.kaiming_normal_}.
 *
 * <p>K. He, X. Zhang, S. Ren, J. Sun, ICCV 2015, eq. 10, 14 and 15.
 *
 * @param a negative slope of the leaky_relu that follows; for other nonlinearities without effect
 * @param mode the fan: inputs or units
 * @param nonlinearity a name that {@link Gain#calculate} knows
 * @param gain 0 for the gain of nonlinearity and a, else the gain itself
 */
public record KaimingNormal(double a, FanMode mode, String nonlinearity, double gain)
    implements NormalAroundZero {
  /**
   * @throws io.evenkeel.core.SpecException if a is not finite, mode is fan_avg, nonlinearity is
   *     unknown, or gain is negative or beyond float32
   */
  public KaimingNormal {
    Kaiming.check("kaiming_normal", a, mode, nonlinearity, gain);
  }

  @Override
  public Spec spec() {
    return Kaiming.spec("kaiming_normal", a, mode, nonlinearity, gain);
  }

  @Override
  public double std(int fanOut, int fanIn) {
    return Kaiming.gain(a, nonlinearity, gain) / Math.sqrt(mode.fan(fanOut, fanIn));
  }
}
