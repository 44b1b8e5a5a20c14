package io.evenkeel.core.engine.linear;

import io.evenkeel.core.Footprint;
import io.evenkeel.core.engine.Cost;
import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.law.WeightLaw;
import io.evenkeel.core.linalg.Memory;
import java.util.Optional;

/** Linear maps whose weights are all drawn. */
public final class ExplicitMaps implements LinearMaps {
  /**
   * With fewer rows most lanes of the kernels' vectors stay empty; with more, OpenBLAS is faster.
   */
  private static final int FEWEST_ROWS = 8;

  private static final int MOST_ROWS = 32;

  /** Beyond this many units a column of weights does not fit the first-level cache. */
  private static final int MOST_UNITS = 512;

  @Override
  public Optional<String> unsupported(DenseLayout layout) {
    return Optional.empty();
  }

  @Override
  public boolean needsGrams() {
    return false;
  }

  @Override
  public boolean keepWeights() {
    return true;
  }

  /**
   * The map that is faster for the shape. The choice depends on the shape alone, so that results do
   * not depend on the machine.
   */
  @Override
  public LinearMap make(DenseLayout layout, Memory memory, Workspace workspace) {
    return small(layout)
        ? new PanelMap(layout, memory, workspace)
        : new NativeMap(layout, memory, workspace);
  }

  /**
   * How weights are drawn.
   *
   * @param byStretches whether they can be drawn in parts
   * @param briefly what a draw takes temporarily
   */
  private record Drawing(boolean byStretches, Footprint briefly) {}

  @Override
  public Object memoryKey(DenseLayout layout) {
    Initializer init = layout.block().init();
    return new Drawing(
        init.entries(layout.out(), layout.in()).isPresent(),
        init.fillFootprint(layout.out(), layout.in()));
  }

  private static boolean small(DenseLayout layout) {
    return layout.batch() >= FEWEST_ROWS
        && layout.batch() <= MOST_ROWS
        && Math.max(layout.in(), layout.out()) <= MOST_UNITS;
  }

  @Override
  public Cost cost(DenseLayout layout) {
    double draws = draws(layout);
    double flops = flops(layout);
    double arithmetic = Rates.PER_FLOP * flops + factorSeconds(layout);
    double drawing = Rates.PER_DRAW * draws + Rates.placeSeconds(layout, true);
    return new Cost(draws + Rates.biases(layout), flops, Rates.PER_LAYER + drawing + arithmetic);
  }

  private static double draws(DenseLayout layout) {
    Optional<WeightLaw> law = layout.law();
    if (law.filter(WeightLaw::fixed).isPresent()) {
      return 0;
    }
    return law.flatMap(WeightLaw::nonZerosAlone)
        .filter(sparse -> !Rates.fewZeros(layout, sparse))
        .map(sparse -> Rates.nonZeros(layout, sparse))
        .orElse((double) layout.in() * layout.out());
  }

  private static double flops(DenseLayout layout) {
    double product = Rates.productFlops(layout);
    return layout.backward() ? 2 * product + Math.min(Rates.gramFlops(layout), product) : product;
  }

  /** The QR factorisation that orthogonal weights need. */
  private static double factorSeconds(DenseLayout layout) {
    return layout.law().filter(WeightLaw::orthonormal).isPresent()
        ? Rates.PER_FACTOR_FLOP * qrFlops(layout.in(), layout.out())
        : 0;
  }

  /** Householder QR of a tall matrix and its explicit Q: {@code 4 m n^2 - 4 n^3 / 3}. */
  private static double qrFlops(double a, double b) {
    double m = Math.max(a, b);
    double n = Math.min(a, b);
    return 4 * m * n * n - 4 * n * n * n / 3;
  }
}
