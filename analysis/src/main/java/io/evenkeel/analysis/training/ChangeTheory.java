package io.evenkeel.analysis.training;

import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.theory.CellDesign;
import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.arch.NetDesign;
import io.evenkeel.core.arch.WeightLayers;
import io.evenkeel.core.arch.WeightLayers.WeightLayer;
import io.evenkeel.core.train.MupTable;
import io.evenkeel.core.train.Optimizer;
import io.evenkeel.core.train.Optimizers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The power of the width by which a few small steps change a layer's outputs, in the limit of wide
 * networks: the coordinate check of Yang, Hu et al. 2022 (arXiv 2203.03466).
 *
 * <p>In the standard parametrisation weights have a variance of one over the fan-in; the input's
 * width is fixed. Per step of SGD the outputs of the first layer change by {@code n^-1/2}, those of
 * hidden layers by {@code n^1/2}, the readout's by {@code n}; with an optimiser that divides by the
 * gradient's own size by {@code 1}, {@code n} and {@code n^3/2}. With muP none depends on the
 * width.
 */
final class ChangeTheory {
  private static final Map<MupTable, Double> SGD =
      Map.of(MupTable.INPUT, -0.5, MupTable.HIDDEN, 0.5, MupTable.OUTPUT, 1.0);

  private static final Map<MupTable, Double> ADAPTIVE =
      Map.of(MupTable.INPUT, 0.0, MupTable.HIDDEN, 1.0, MupTable.OUTPUT, 1.5);

  private static final double ROUNDING = 1e-9;

  private ChangeTheory() {}

  /**
   * The exponent.
   *
   * @param narrow a cell
   * @param wide the same cell with a larger width
   * @return the exponent; empty for other networks than plain ones with a readout and an input of
   *     fixed width, for weights that do not follow the fan-in, with weight decay, and with
   *     clipping
   */
  static OptionalDouble exponent(Cell narrow, Cell wide, MupTable role) {
    boolean simple =
        narrow.blocks() == 0
            && narrow.get("shape").equals("none")
            && narrow.get("norm").equals("none")
            && narrow.get("dropout").equals(0.0)
            && narrow.get("weight_decay").equals(0.0)
            && narrow.get("clip").equals(0.0)
            && narrow.readoutWidth() > 0
            && narrow.inputWidth() == wide.inputWidth();
    if (!simple) {
      return OptionalDouble.empty();
    }
    if (!narrow.get("parametrization").equals("standard")) {
      return OptionalDouble.of(0);
    }
    Optional<Optimizer> optimizer = optimizer(narrow);
    return optimizer.isPresent() && followsFanIn(narrow, wide)
        ? OptionalDouble.of((adaptive(optimizer.get()) ? ADAPTIVE : SGD).get(role))
        : OptionalDouble.empty();
  }

  private static Optional<Optimizer> optimizer(Cell cell) {
    try {
      return Optional.of(Optimizers.CATALOG.create(Spec.parse((String) cell.get("optimizer"))));
    } catch (SpecException e) { // a name of another version of Evenkeel
      return Optional.empty();
    }
  }

  /**
   * Whether steps do not depend on the gradient's size, so that muP scales the learning rates of
   * hidden layers down.
   */
  private static boolean adaptive(Optimizer optimizer) {
    return MupTable.HIDDEN.rate(optimizer, 2) < 1;
  }

  /** Whether the variance of weights is proportional to one over the fan-in, for any fan-out. */
  private static boolean followsFanIn(Cell narrow, Cell wide) {
    List<WeightLayer> less = layers(narrow);
    List<WeightLayer> more = layers(wide);
    if (less.isEmpty() || less.size() != more.size()) {
      return false;
    }
    for (int i = 0; i < less.size(); i++) {
      double ratio = timesFanIn(more.get(i)) / timesFanIn(less.get(i));
      if (!(Math.abs(ratio - 1) < ROUNDING)) {
        return false;
      }
    }
    return true;
  }

  private static double timesFanIn(WeightLayer layer) {
    double gain = layer.block().gain();
    int fanIn = layer.inputs();
    return gain * gain * layer.block().init().variance(layer.block().units(), fanIn) * fanIn;
  }

  private static List<WeightLayer> layers(Cell cell) {
    Optional<NetDesign> design = CellDesign.of(cell);
    return design.isEmpty() || design.get().impossible().isPresent()
        ? List.of()
        : WeightLayers.of(design.get().architecture());
  }
}
