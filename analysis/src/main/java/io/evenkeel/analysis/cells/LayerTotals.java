package io.evenkeel.analysis.cells;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** The places of a cell's trials where signals are followed, summed up one by one. */
final class LayerTotals implements Serializable {
  private static final long serialVersionUID = 1;

  /** Quantities of a layer. */
  private static final int ACT_STD = 0;

  private static final int ACT_RMS = 1;
  private static final int GRAD_RMS = 2;
  private static final int COSINE = 3;
  private static final int TWIN_DISTANCE = 4;
  private static final int QUANTITIES = 5;

  private final int depth;
  private final Moments moments;

  /**
   * @param depth places
   */
  LayerTotals(int depth) {
    this.depth = depth;
    moments = new Moments(QUANTITIES * depth);
  }

  /** Adds a layer of a trial. */
  void add(LayerMeasures at, double twinDistance) {
    int base = QUANTITIES * at.layer();
    moments.add(base + ACT_STD, Decimals.log10(at.actStd()));
    moments.add(base + ACT_RMS, Decimals.log10(at.actRms()));
    moments.add(base + GRAD_RMS, Decimals.finite(at.log10GradRms()));
    moments.add(base + COSINE, at.cosine());
    moments.add(base + TWIN_DISTANCE, Decimals.finite(twinDistance));
  }

  /** Adds the layers of other trials of the cell. */
  void add(LayerTotals other) {
    moments.add(other.moments);
  }

  List<LayerCurve.Layer> layers() {
    List<LayerCurve.Layer> layers = new ArrayList<>();
    for (int base = 0; base < QUANTITIES * depth; base += QUANTITIES) {
      layers.add(
          new LayerCurve.Layer(
              moments.sample(base + ACT_STD),
              moments.sample(base + ACT_RMS),
              moments.sample(base + GRAD_RMS),
              moments.sample(base + COSINE),
              moments.sample(base + TWIN_DISTANCE)));
    }
    return layers;
  }
}
