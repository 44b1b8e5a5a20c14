package io.evenkeel.core.theory.block;

import io.evenkeel.core.arch.NetDesign;
import io.evenkeel.core.theory.Roots;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;

/**
 * The weight scales at which a deep net with blocks or norms keeps its squared gradient, and the
 * behaviour at all other scales.
 *
 * <p>f(l) is the factor of layer or block l on the squared gradient going back, by {@link
 * NetForecast}. Where f(20) = f(40) the net has settled: its gradient is exponential in depth, or
 * critical if f = 1. Where f falls with l, gradients grow more slowly than exponentially; l ln f(l)
 * is then the power of depth that their square grows with at l.
 *
 * @param sigmaW2 critical values of sigma_w^2, ascending; empty if there is none, or {@link #all}
 * @param all whether every scale is critical
 * @param slowing whether f falls with l at every scale that was examined, from 0.1 to 10
 * @param least least f(40) over these scales; NaN if theory does not know
 * @param most greatest f(40) over these scales; NaN if theory does not know
 * @param reason why theory does not know; empty if it does
 */
public record CriticalScale(
    List<Double> sigmaW2,
    boolean all,
    boolean slowing,
    double least,
    double most,
    Optional<String> reason) {
  /** The number of places that a net must have. */
  public static final int PLACES = 44;

  /** The place at which {@link #least} and {@link #most} are taken. */
  public static final int LATE = 40;

  private static final int EARLY = 20;
  private static final int PER_DECADE = 6;
  private static final double ONE = 1e-9;
  private static final double SETTLED = 1e-3;

  /** Copies the list. */
  public CriticalScale {
    sigmaW2 = List.copyOf(sigmaW2);
  }

  /** ln f at both places. */
  private record Factors(double early, double late) {
    boolean settled() {
      return Math.abs(early - late) <= SETTLED * Math.abs(late) + ONE;
    }

    boolean slowing() {
      return !settled() && late < early;
    }
  }

  /**
   * Examines scales from 0.1 to 10.
   *
   * @param design a net of at least {@link #PLACES} places with a weight scale sigma_w^2
   * @param batch rows
   */
  public static CriticalScale of(DoubleFunction<NetDesign> design, int batch) {
    List<Double> roots = new ArrayList<>();
    boolean slowing = true;
    boolean all = true;
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    double before = Double.NaN;
    for (int i = -PER_DECADE; i <= PER_DECADE; i++) {
      double exponent = (double) i / PER_DECADE;
      NetForecast forecast = NetForecast.of(design.apply(StrictMath.pow(10, exponent)), batch);
      Factors factors = factors(forecast);
      if (Double.isNaN(factors.early() + factors.late())) {
        return unknown(forecast.reason().orElse("numbers out of range"));
      }
      slowing &= factors.slowing();
      all &= Math.abs(factors.late()) <= ONE;
      least = Math.min(least, factors.late());
      most = Math.max(most, factors.late());
      if (factors.late() * before < 0 && factors.settled()) {
        roots.add(root(design, batch, exponent - 1.0 / PER_DECADE, exponent));
      }
      before = Math.abs(factors.late()) > ONE ? factors.late() : Double.NaN;
    }
    return new CriticalScale(
        all ? List.of() : roots,
        all,
        slowing,
        StrictMath.exp(least),
        StrictMath.exp(most),
        Optional.empty());
  }

  private static CriticalScale unknown(String reason) {
    return new CriticalScale(List.of(), false, false, Double.NaN, Double.NaN, Optional.of(reason));
  }

  private static double root(DoubleFunction<NetDesign> design, int batch, double a, double b) {
    double exponent =
        Roots.zero(
            x -> factors(NetForecast.of(design.apply(StrictMath.pow(10, x)), batch)).late(), a, b);
    return StrictMath.pow(10, exponent);
  }

  private static Factors factors(NetForecast forecast) {
    List<NetForecast.Stop> stops = forecast.stops();
    return stops.size() < PLACES
        ? new Factors(Double.NaN, Double.NaN)
        : new Factors(logFactor(stops, EARLY), logFactor(stops, LATE));
  }

  private static double logFactor(List<NetForecast.Stop> stops, int place) {
    return StrictMath.log(
        stops.get(place - 1).gradientSquare() / stops.get(place).gradientSquare());
  }
}
