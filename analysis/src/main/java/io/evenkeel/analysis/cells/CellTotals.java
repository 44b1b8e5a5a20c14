package io.evenkeel.analysis.cells;

import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A cell's trials and their layers, summed up; totals of several shards can be added. */
final class CellTotals implements Serializable {
  private static final long serialVersionUID = 1;

  private final Cell cell;
  private final TrialTotals trials;

  /** Null if there is no layer. */
  private LayerTotals layers;

  private int firstFarForward = -1;
  private int firstFarBackward = -1;

  CellTotals(Cell cell) {
    this(cell, new TrialTotals(cell.batch()));
  }

  private CellTotals(Cell cell, TrialTotals trials) {
    this.cell = cell;
    this.trials = trials;
  }

  Cell cell() {
    return cell;
  }

  /** Adds a hidden layer of one of the trials. */
  void add(LayerMeasures at, double twinDistance) {
    if (layers == null) {
      layers = new LayerTotals(cell.stops());
    }
    layers.add(at, twinDistance);
  }

  /** Adds a trial all of whose layers its course has seen. */
  void add(TrialFacts facts, TrialCourse course) {
    trials.add(facts, course);
  }

  /** Adds these totals, which are not to be used any more, to those of other trials of the cell. */
  void addTo(Map<Cell, CellTotals> cells) {
    CellTotals known = cells.putIfAbsent(cell, this);
    if (known != null) {
      known.add(this);
    }
  }

  private void add(CellTotals other) {
    trials.add(other.trials);
    if (layers == null) {
      layers = other.layers;
    } else if (other.layers != null) {
      layers.add(other.layers);
    }
  }

  /**
   * Ends the sums, after all trials have been added; only a summary and a curve can be made
   * afterwards.
   */
  CellTotals settled(SignalLimits limits) {
    trials.settle(cell.stops() - 1, limits.decadesAllowed(cell.stops()));
    curve()
        .ifPresent(
            curve -> {
              firstFarForward = curve.firstFarForward(limits).orElse(-1);
              firstFarBackward = curve.firstFarBackward(limits).orElse(-1);
            });
    return this;
  }

  /** Settled totals without the measurements of each layer, which makes them small. */
  CellTotals withoutLayers() {
    CellTotals rest = new CellTotals(cell, trials);
    rest.firstFarForward = firstFarForward;
    rest.firstFarBackward = firstFarBackward;
    return rest;
  }

  /** The measurements of each layer; empty without a layer. */
  Optional<LayerCurve> curve() {
    return Optional.ofNullable(layers).map(all -> new LayerCurve(cell, all.layers()));
  }

  /** The summary of settled totals. */
  CellSummary summary() {
    return trials.summary(cell, layer(firstFarForward), layer(firstFarBackward));
  }

  private OptionalInt layer(int stop) {
    return stop < 0 ? OptionalInt.empty() : OptionalInt.of(cell.layerOf(stop));
  }
}
