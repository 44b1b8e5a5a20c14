package io.evenkeel.analysis.precision;

import io.evenkeel.analysis.cells.LayerScan;
import io.evenkeel.core.kernel.FloatFormat;
import io.evenkeel.core.precision.FormatRange;
import io.evenkeel.core.precision.LossScaleWindow;
import io.evenkeel.core.stats.ExponentCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The effects of formats on one trial, computed layer by layer. */
public final class TrialPrecision implements LayerScan.Course {
  /** From this share of zeros on, a layer's values count as lost. */
  private static final double HALF = 0.5;

  /** From this distance {@code 1 - cos} to the float32 network on, an output counts as noise. */
  private static final double NOISE = 0.1;

  /**
   * A rounded gradient may have lost more than 1 % of its values if the smallest hundredth of the
   * remaining ones is in their first binade. That binade begins at the smallest positive value,
   * which is one binade above the largest magnitude that becomes zero.
   */
  private static final double CUT = 2;

  private static final double LOG2_OF_10 = Math.log(10) / Math.log(2);

  private final List<InFormat> formats = new ArrayList<>();
  private OptionalInt lossScale = OptionalInt.empty();

  /**
   * @param formats the formats, in the order of later calls
   */
  public TrialPrecision(List<FloatFormat> formats) {
    formats.forEach(format -> this.formats.add(new InFormat(FormatRange.of(format))));
  }

  /** The effects of one format on the trial. */
  static final class InFormat {
    private final FormatRange range;
    private OptionalInt overflow = OptionalInt.empty();
    private OptionalInt lost = OptionalInt.empty();
    private boolean badGradient;
    private boolean zeroGradient;
    private Optional<LossScaleWindow> window = Optional.empty();

    private InFormat(FormatRange range) {
      this.range = range;
    }

    private void add(LayerScan.Magnitudes layer) {
      if (layer.rounded().isPresent()) {
        addRounded(layer, layer.rounded().get());
        layer.gradient().ifPresent(gradient -> addGradient(layer, gradient));
        return;
      }
      boolean within = log2(layer.largest()) < range.overflowFrom(); // not with NaN
      if (!within && overflow.isEmpty()) {
        overflow = OptionalInt.of(layer.layer());
      }
      if (lost.isEmpty() && range.flushed(layer.values(), 0) >= HALF) {
        lost = OptionalInt.of(layer.layer());
      }
      layer.gradient().ifPresent(gradient -> addGradient(layer, gradient));
    }

    /** Takes the measurements of networks that were computed in the format. */
    private void addRounded(LayerScan.Magnitudes at, LayerScan.Rounded rounded) {
      int layer = at.layer();
      // A product may be beyond float32, too, and infinite before it is rounded.
      boolean infinite = !(at.largest() < Double.POSITIVE_INFINITY);
      if ((rounded.overflows() > 0 || infinite) && overflow.isEmpty()) {
        overflow = OptionalInt.of(layer);
      }
      if (!(rounded.twinDistance() < NOISE) && lost.isEmpty()) {
        lost = OptionalInt.of(layer);
      }
    }

    private void addGradient(LayerScan.Magnitudes layer, ExponentCounts gradient) {
      double largest = layer.log10LargestGradient() * LOG2_OF_10;
      badGradient |= !(largest < Double.POSITIVE_INFINITY);
      if (gradient.total() > 0) {
        LossScaleWindow here = LossScaleWindow.of(range, gradient, largest);
        window = Optional.of(window.map(here::and).orElse(here));
      } else {
        zeroGradient = true;
      }
    }

    /** The first layer with a value that overflows, or is NaN. */
    OptionalInt overflow() {
      return overflow;
    }

    /**
     * The first layer in which half of the values other than zero become zero; for a network that
     * was computed in the format, the first layer that is noise.
     */
    OptionalInt lost() {
      return lost;
    }

    /** Loss scales that suit all layers; empty without finite gradients other than zero. */
    Optional<LossScaleWindow> window() {
      return badGradient ? Optional.empty() : window;
    }

    /**
     * Loss scales for a network whose gradients were rounded. If it lost more than is allowed,
     * larger scales than its own suit it, and it is not known how large they have to be.
     *
     * @param scale binary logarithm of the network's own loss scale
     */
    Optional<LossScaleWindow> windowBeside(int scale) {
      return window()
          .map(
              seen ->
                  zeroGradient || seen.low() > scale - CUT
                      ? new LossScaleWindow(Double.POSITIVE_INFINITY, seen.high())
                      : seen);
    }
  }

  @Override
  public void add(LayerScan.Magnitudes layer) {
    formats.forEach(format -> format.add(layer));
  }

  @Override
  public void lossScale(double used) {
    lossScale = OptionalInt.of(Math.getExponent(used));
  }

  /** Binary logarithm of the loss scale that gradients were rounded with; empty if none were. */
  OptionalInt lossScale() {
    return lossScale;
  }

  /** The effects of a format. */
  InFormat in(int format) {
    return formats.get(format);
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }
}
