package io.evenkeel.core.activation;

import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.core.kernel.Piece;
import io.evenkeel.core.kernel.PieceKernel;
import io.evenkeel.core.kernel.ScanKernel;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A formula that consists of a few straight lines, such as {@code relu6(x+3)/6}, or of one fraction
 * on either side of 0, such as {@code x/(1+abs(x))}, computed in float32. Each step is exact or
 * rounds once, and nothing cancels: values and slopes are within {@value #MOST_ULPS} units in the
 * last place. Inputs too large for these steps are computed by {@link ExprBlocks}.
 */
final class ExprLines {
  /**
   * A formula whose results differ by more units in the last place from those of {@link ExprBlocks}
   * is not computed here.
   */
  private static final double MOST_ULPS = 4;

  /**
   * Points farther from 0 than this are not compared: differences of large numbers lose the digits
   * of small ones in double precision, too.
   */
  private static final double FARTHEST = 1e6;

  /** Numbers treated at once: few enough to stay in the first-level cache. */
  private static final int BLOCK = 1024;

  private static final PieceKernel KERNEL = Kernels.pieces();
  private static final ScanKernel SCANS = Kernels.scans();

  /** Computes all numbers of a range of indices. */
  private interface Loop {
    void run(int from, int to, float[] x, float[] value, float[] slope);
  }

  private final Loop loop;
  private final ExprBlocks blocks;

  /** The loop is valid for inputs up to this magnitude. */
  private final float largest;

  private ExprLines(Loop loop, ExprBlocks blocks, float largest) {
    this.loop = loop;
    this.blocks = blocks;
    this.largest = largest;
  }

  /**
   * The lines or the fraction that a formula consists of; empty if it is neither, or if there are
   * too many lines.
   *
   * @param blocks what computes the formula in double precision
   */
  static Optional<ExprLines> of(ExprTape tape, ExprBlocks blocks) {
    Optional<NavigableMap<Double, Fraction>> fractions = ExprFractions.of(tape);
    if (fractions.isEmpty()) {
      return Optional.empty();
    }
    Optional<ExprLines> lines =
        fractions.get().values().stream().allMatch(Fraction::isLine)
            ? LinePieces.of(fractions.get(), blocks)
                .map(pieces -> new ExprLines(lines(pieces), blocks, Float.MAX_VALUE))
            : SimpleFraction.of(fractions.get())
                .map(of -> new ExprLines(fraction(of), blocks, of.largest()));
    return lines.filter(found -> found.agrees(fractions.get()));
  }

  private static Loop fraction(SimpleFraction of) {
    return (from, to, x, value, slope) ->
        KERNEL.fraction(from, to, x, of.factor(), of.lowBend(), of.highBend(), value, slope);
  }

  private static Loop lines(LinePieces lines) {
    float[] limits = lines.limits();
    Piece[] pieces = lines.pieces();
    return (from, to, x, value, slope) -> KERNEL.all(from, to, x, limits, pieces, value, slope);
  }

  /** Whether the results are those of the steps in double precision, at many points. */
  private boolean agrees(NavigableMap<Double, Fraction> fractions) {
    double[] places = fractions.keySet().stream().mapToDouble(place -> place).toArray();
    double[] points =
        Stream.of(places, ExprDomain.generic(), ExprDomain.special())
            .flatMapToDouble(Arrays::stream)
            .filter(x -> Math.abs(x) <= FARTHEST)
            .toArray();
    float[] x = new float[3 * points.length];
    for (int i = 0; i < points.length; i++) {
      float near = (float) points[i];
      x[3 * i] = Math.nextDown(near);
      x[3 * i + 1] = near;
      x[3 * i + 2] = Math.nextUp(near);
    }
    float[][] expected = new float[2][x.length];
    float[][] actual = new float[2][x.length];
    blocks.apply(x, x.length, expected[0], expected[1]);
    apply(x, x.length, actual[0], actual[1]);
    for (int i = 0; i < x.length; i++) {
      if (!near(actual[0][i], expected[0][i]) || !near(actual[1][i], expected[1][i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean near(float actual, float expected) {
    return Math.abs((double) actual - expected) <= MOST_ULPS * Math.ulp(expected)
        || actual == expected;
  }

  /** As {@link Activation#apply}. */
  void apply(float[] pre, int n, float[] act, float[] slope) {
    float[] x = act == pre ? Arrays.copyOf(pre, n) : pre;
    for (int from = 0; from < n; from += BLOCK) {
      loop.run(from, Math.min(n, from + BLOCK), x, act, slope);
    }
    if (!(SCANS.largestMagnitude(x, n) <= largest)) {
      mend(x, n, act, slope);
    }
  }

  /** Computes the numbers that the loop does not serve, in double precision. */
  private void mend(float[] x, int n, float[] act, float[] slope) {
    int[] where = new int[n];
    int count = 0;
    for (int i = 0; i < n; i++) {
      where[count] = i;
      count += Math.abs(x[i]) <= largest ? 0 : 1;
    }
    float[][] some = new float[3][count];
    for (int i = 0; i < count; i++) {
      some[0][i] = x[where[i]];
    }
    blocks.apply(some[0], count, some[1], some[2]);
    for (int i = 0; i < count; i++) {
      act[where[i]] = some[1][i];
      slope[where[i]] = some[2][i];
    }
  }
}
