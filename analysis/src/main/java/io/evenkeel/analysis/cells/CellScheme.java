package io.evenkeel.analysis.cells;

import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.init.FormulaInit;
import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.init.Initializers;
import io.evenkeel.core.init.NetSize;
import io.evenkeel.core.theory.Jumps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a cell's activation and initialiser imply for float32: which zeros are exact, and which
 * numbers are only rounding.
 *
 * @param activation empty for a name of another version of Evenkeel
 * @param jumps where the activation itself jumps
 * @param depth places where the signal is followed: hidden layers, or the stem and residual blocks
 * @param blocks residual blocks
 * @param direct whether each layer feeds the next one as it is, without a stream or a norm
 * @param hidden weights of each hidden layer; a single entry where they are alike
 * @param readout weights of the readout
 */
record CellScheme(
    Optional<Activation> activation,
    List<Double> jumps,
    int depth,
    int blocks,
    boolean direct,
    List<LayerScheme> hidden,
    LayerScheme readout) {
  /**
   * Properties of a layer's weights.
   *
   * @param weightRms root mean square of a weight; NaN if unknown
   * @param log10Rounding see {@link CellScheme#log10Rounding}
   */
  record LayerScheme(double weightRms, double log10Rounding) {
    static final LayerScheme UNKNOWN = new LayerScheme(Double.NaN, Double.NaN);

    static LayerScheme of(Optional<Initializer> init, int fanOut, int fanIn) {
      double rms = rms(init, fanOut, fanIn);
      return fanOut > 0 ? new LayerScheme(rms, rounding(fanOut, rms)) : UNKNOWN;
    }
  }

  /** Unit roundoff of float32. */
  private static final double ROUNDOFF = 0x1p-24;

  /** Standard deviations of accumulated rounding that count as rounding. */
  private static final double DEVIATIONS = 4;

  /** The scheme of a cell. */
  static CellScheme of(Cell cell) {
    Map<String, Object> values = cell.values();
    List<Integer> shape = cell.shape();
    int last = shape.isEmpty() ? cell.width() : shape.get(shape.size() - 1);
    NetSize size = new NetSize(cell.depth(), cell.width(), cell.blocks());
    Optional<Initializer> init =
        known(() -> Initializers.CATALOG.create(Spec.parse((String) values.get("init"))))
            .map(scheme -> FormulaInit.in(scheme, size));
    Optional<Activation> activation =
        known(() -> Activations.CATALOG.create(Spec.parse((String) values.get("activation"))));
    return new CellScheme(
        activation,
        activation.map(Jumps::places).orElse(List.of()),
        cell.stops(),
        cell.blocks(),
        cell.blocks() == 0 && values.get("norm").equals("none"),
        hidden(cell, init),
        LayerScheme.of(init, cell.readoutWidth(), last));
  }

  private static List<LayerScheme> hidden(Cell cell, Optional<Initializer> init) {
    List<Integer> shape = cell.shape();
    if (shape.isEmpty()) {
      return List.of(LayerScheme.of(init, cell.width(), cell.width()));
    }
    List<LayerScheme> hidden = new ArrayList<>();
    for (int layer = 0; layer + 1 < shape.size(); layer++) {
      hidden.add(LayerScheme.of(init, shape.get(layer + 1), shape.get(layer)));
    }
    return hidden;
  }

  private LayerScheme layer(int layer) {
    return layer >= depth ? readout : hidden.get(hidden.size() == 1 ? 0 : layer);
  }

  /**
   * Whether the units of a layer are on both sides of a jump, where almost equal inputs move apart.
   */
  boolean parts(LayerMeasures at) {
    for (double jump : jumps) {
      if (at.preMin() < jump && jump < at.preMax()) {
        return true;
      }
    }
    return false;
  }

  private interface Made<T> {
    T make();
  }

  private static <T> Optional<T> known(Made<T> scheme) {
    try {
      return Optional.of(scheme.make());
    } catch (SpecException e) { // a name of another version of Evenkeel
      return Optional.empty();
    }
  }

  private static double rms(Optional<Initializer> init, int fanOut, int fanIn) {
    return init.filter(scheme -> fanOut > 0 && scheme.unsupported(fanOut, fanIn).isEmpty())
        .map(
            scheme ->
                Math.hypot(scheme.mean(fanOut, fanIn), Math.sqrt(scheme.variance(fanOut, fanIn))))
        .orElse(Double.NaN);
  }

  /**
   * Decimal logarithm of the rounding error that a layer leaves in the gradient at its input, for a
   * gradient at its pre-activation of rms 1.
   *
   * <p>An entry of the gradient at the input is a sum of n = fan-out products {@code w_j g_j}. By
   * Cauchy and Schwarz no partial sum exceeds {@code |w| |g| = n rms(w) rms(g)}; n roundings of it,
   * each of at most u = 2^-24 and with mean 0, add up to a standard deviation of at most {@code u
   * sqrt(n) |w| |g|} (N. J. Higham, T. Mary, SIAM J. Sci. Comput. 41(5), 2019). Where the products
   * cancel exactly, as the gradient p - y of a softmax does below equal weights, all that remains
   * is within four of these. Weights that do not cancel leave {@code |w| |g| / sqrt(n)}, which is
   * {@code 1 / (4 u n)} times more: 16,000 times at 256 units.
   */
  double log10Rounding(int layer) {
    return layer(layer).log10Rounding();
  }

  private static double rounding(int fanOut, double weightRms) {
    return Math.log10(DEVIATIONS * ROUNDOFF * Math.sqrt(fanOut) * fanOut * weightRms);
  }

  /**
   * Whether a layer without spread, after one with spread, has none because its units are on a
   * plateau of the activation or all of its weights that count are 0: the signal is cut off,
   * however small it was. Otherwise it was too small for float32: it has faded.
   *
   * @param rmsBefore rms of the activations of the layer before
   */
  boolean cutsOff(double rmsBefore, LayerMeasures at) {
    if (!direct) {
      return false;
    }
    double largest = Math.max(Math.abs(at.preMin()), Math.abs(at.preMax()));
    if (largest == 0) {
      return rmsBefore * layer(at.layer()).weightRms() >= Float.MIN_NORMAL;
    }
    if (activation.isEmpty() || !(largest >= Float.MIN_NORMAL)) {
      return false;
    }
    double low = activation.get().value(at.preMin());
    double high = activation.get().value(at.preMax());
    // An exact zero is one in double precision too; x - tanh x, say, is none.
    return at.actRms() == 0
        ? low == 0 && high == 0
        : at.preMin() < at.preMax() && (float) low == (float) high;
  }
}
