package io.evenkeel.analysis;

import io.evenkeel.core.Numbers;
import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.init.Constant;
import io.evenkeel.core.init.Identity;
import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.init.Initializers;
import io.evenkeel.core.init.Ones;
import io.evenkeel.core.init.Orthogonal;
import io.evenkeel.core.init.Sparse;
import io.evenkeel.core.init.Zeros;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What mean-field theory sees of a cell's weights: of independent entries of mean 0, the variance
 * in each kind of layer.
 *
 * @param first variance of a weight of the first layer
 * @param hidden of the other hidden layers
 */
record WeightVariance(double first, double hidden) {
  /** Variances closer than this differ by the rounding of a gain. */
  private static final double ROUNDING = 1e-9;

  private static final WeightVariance NONE = new WeightVariance(Double.NaN, Double.NaN);

  /** The law of a cell; equal to none where entries depend on each other or have a mean. */
  static WeightVariance of(Map<String, Object> cell) {
    int width = (Integer) cell.get("width");
    int inputWidth = (Integer) cell.get("input_width");
    Initializer init;
    try {
      init = Initializers.CATALOG.create(Spec.parse((String) cell.get("init")));
    } catch (SpecException e) { // a scheme of another version of Evenkeel
      return NONE;
    }
    OptionalDouble first = variance(init, width, inputWidth);
    OptionalDouble hidden = variance(init, width, width);
    return first.isPresent() && hidden.isPresent()
        ? new WeightVariance(first.getAsDouble(), hidden.getAsDouble())
        : NONE;
  }

  private static OptionalDouble variance(Initializer init, int fanOut, int fanIn) {
    boolean dependent =
        init instanceof Orthogonal
            || init instanceof Sparse
            || init instanceof Identity
            || init instanceof Constant
            || init instanceof Ones
            || init instanceof Zeros;
    boolean covered =
        !dependent && init.unsupported(fanOut, fanIn).isEmpty() && init.mean(fanOut, fanIn) == 0;
    return covered ? OptionalDouble.of(init.variance(fanOut, fanIn)) : OptionalDouble.empty();
  }

  boolean sameAs(WeightVariance other) {
    return close(first, other.first) && close(hidden, other.hidden);
  }

  private static boolean close(double a, double b) {
    return Math.abs(a - b) <= ROUNDING * Math.max(a, b);
  }

  /** As a person may read it. */
  String text() {
    return first == hidden
        ? Numbers.text(Double.parseDouble(ShortTexts.number(hidden)))
        : ShortTexts.number(first) + " and " + ShortTexts.number(hidden);
  }
}
