package io.evenkeel.analysis.cells;

import java.util.OptionalInt;

/** The measurements of one layer of a trial, wherever they are kept. */
interface MeasuredLayer {
  /** Number of the layer, from 0. */
  int layer();

  /** The layer's output, as the signal at a place. */
  LayerMeasures output(int place);

  /** The stream after the residual block that the layer ends, as the signal at a place. */
  LayerMeasures stream(int place);

  /** Decimal logarithm of the rms of the weights' gradient; NaN if it was not computed. */
  double log10WeightGradRms();

  /** The branch's share of the sum after the block that the layer ends; NaN elsewhere. */
  double branchShare();

  /** {@code 1 - cos} to the same network in float32; NaN in float32. */
  double twinDistance();

  /**
   * Adds the layer to its trial and its cell: a net of residual blocks is followed at the ends of
   * blocks, any other net at each layer.
   */
  default void addTo(Cell cell, TrialCourse course, CellTotals totals) {
    if (layer() >= cell.depth()) { // the readout comes after the last
      course.add(output(cell.stops()));
      return;
    }
    course.branches().addWeights(log10WeightGradRms());
    OptionalInt stop = cell.stopOf(layer());
    if (stop.isPresent()) {
      int place = stop.getAsInt();
      boolean behindBlock = cell.blocks() > 0 && layer() > 0;
      LayerMeasures at = behindBlock ? stream(place) : output(place);
      course.add(at);
      totals.add(at, twinDistance());
      if (behindBlock) {
        course.branches().add(place, branchShare());
      }
    }
  }
}
