package io.evenkeel.analysis.cells;

import io.evenkeel.core.sweep.LayerColumns;
import io.evenkeel.core.sweep.LayerRow;
import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialColumns;
import io.evenkeel.core.sweep.TrialResult;
import io.evenkeel.core.table.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A cell whose trials are computed in this process, without files: the summary of its trials is
 * that of the same trials in a run directory, to the last bit.
 *
 * <p>Trials may be added after a summary was made. Values are read through the columns of the
 * tables, so that they are NULL or NaN in the same cases.
 */
public final class MeasuredCell {
  private static final Map<String, Column<LayerRow>> LAYERS = byName(LayerColumns.ALL);
  private static final Map<String, Column<TrialResult>> TRIALS = byName(TrialColumns.ALL);

  private final Cell cell;
  private final SignalLimits limits;
  private final List<MeasuredTrial> trials = new ArrayList<>();

  private record MeasuredTrial(TrialFacts facts, List<KeptLayer> layers) {}

  /** A layer of a trial that is kept. */
  private record KeptLayer(
      LayerMeasures output,
      LayerMeasures stream,
      double log10WeightGradRms,
      double branchShare,
      double twinDistance)
      implements MeasuredLayer {
    static KeptLayer of(LayerRow row) {
      return new KeptLayer(
          measures(row, "act_", "log10_grad_rms"),
          measures(row, "stream_", "log10_stream_grad_rms"),
          value(row, "log10_weight_grad_rms"),
          value(row, "branch_share"),
          value(row, "twin_distance"));
    }

    private static LayerMeasures measures(LayerRow row, String signal, String log10Gradient) {
      return new LayerMeasures(
          row.layer().layer(),
          value(row, "pre_min"),
          value(row, "pre_max"),
          value(row, signal + "std"),
          value(row, signal + "rms"),
          value(row, "act_saturated_fraction"),
          value(row, signal + "cosine"),
          value(row, signal + "cosine_magnitude"),
          value(row, log10Gradient),
          value(row, "log10_pre_grad_rms"));
    }

    @Override
    public int layer() {
      return output.layer();
    }

    @Override
    public LayerMeasures output(int place) {
      return output.at(place);
    }

    @Override
    public LayerMeasures stream(int place) {
      return stream.at(place);
    }
  }

  private MeasuredCell(Cell cell, SignalLimits limits) {
    this.cell = cell;
    this.limits = limits;
  }

  /**
   * The cell of a trial, without any trial yet.
   *
   * @param limits where a signal has faded, and moved far
   */
  public static MeasuredCell of(Trial trial, SignalLimits limits) {
    Map<String, Object> values = new HashMap<>();
    TrialColumns.GRID.forEach(column -> values.put(column.name(), column.value().apply(trial)));
    return new MeasuredCell(Cell.of(values), limits);
  }

  private static <R> Map<String, Column<R>> byName(List<Column<R>> columns) {
    Map<String, Column<R>> map = new HashMap<>();
    columns.forEach(column -> map.put(column.name(), column));
    return map;
  }

  /** The cell. */
  public Cell cell() {
    return cell;
  }

  /** How many trials were added. */
  public int trials() {
    return trials.size();
  }

  /**
   * Adds a trial of the cell.
   *
   * @throws IllegalArgumentException if the trial is of another cell
   */
  public void add(TrialResult result) {
    Cell other = of(result.trial(), limits).cell;
    if (!other.equals(cell)) {
      throw new IllegalArgumentException("a trial of %s is none of %s".formatted(other, cell));
    }
    trials.add(
        new MeasuredTrial(
            facts(result),
            result.layers().stream()
                .map(layer -> KeptLayer.of(new LayerRow(result, layer)))
                .toList()));
  }

  private static TrialFacts facts(TrialResult result) {
    return new TrialFacts(
        (String) value(result, "status"),
        (String) value(result, "reason"),
        (Boolean) value(result, "backward"),
        layer(value(result, "first_nonfinite_layer")),
        layer(value(result, "last_nonfinite_grad_layer")),
        value(result, "loss_mean") instanceof Double loss
            ? OptionalDouble.of(loss)
            : OptionalDouble.empty(),
        number(value(result, "loss_floor")),
        number(value(result, "log10_loss_grad_rms")));
  }

  private static Object value(TrialResult result, String column) {
    return TRIALS.get(column).value().apply(result);
  }

  private static double value(LayerRow row, String column) {
    return number(LAYERS.get(column).value().apply(row));
  }

  private static OptionalInt layer(Object value) {
    return value instanceof Integer layer ? OptionalInt.of(layer) : OptionalInt.empty();
  }

  private static double number(Object value) {
    return value instanceof Double number ? number : Double.NaN;
  }

  /** The summary of the trials so far. */
  public CellSummary summary() {
    CellScheme scheme = CellScheme.of(cell);
    CellTotals totals = new CellTotals(cell);
    for (MeasuredTrial trial : trials) {
      TrialCourse course = new TrialCourse(scheme, limits);
      trial.layers().forEach(layer -> layer.addTo(cell, course, totals));
      totals.add(trial.facts(), course);
    }
    return totals.settled(limits).summary();
  }
}
