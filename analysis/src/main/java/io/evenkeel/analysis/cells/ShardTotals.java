package io.evenkeel.analysis.cells;

import io.evenkeel.core.sweep.TrialStatus;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apache.parquet.column.ColumnReader;

/**
 * The cells of one shard, from one pass over each of its two files. Layers of a trial without a row
 * in {@code trials} do not count.
 */
final class ShardTotals {
  private static final List<String> TRIAL_COLUMNS =
      TableScan.beforeCell(
          "trial_id",
          "status",
          "reason",
          "backward",
          "first_nonfinite_layer",
          "last_nonfinite_grad_layer",
          "loss_mean",
          "loss_floor",
          "log10_loss_grad_rms",
          "first_nonfinite_step");

  private static final List<String> LAYER_COLUMNS =
      List.of(
          "trial_id",
          "layer",
          "pre_min",
          "pre_max",
          "act_std",
          "act_rms",
          "act_saturated_fraction",
          "act_cosine",
          "act_cosine_magnitude",
          "log10_grad_rms",
          "log10_pre_grad_rms",
          "log10_weight_grad_rms",
          "stream_std",
          "stream_rms",
          "stream_cosine",
          "stream_cosine_magnitude",
          "log10_stream_grad_rms",
          "branch_share",
          "step",
          "twin_distance");

  private final SignalLimits limits;
  private final Map<Cell, CellTotals> cells = new LinkedHashMap<>();
  private final Map<Cell, CellScheme> schemes = new HashMap<>();
  private final Map<Long, OpenTrial> trials = new LinkedHashMap<>();

  /** A trial whose layers are being read. */
  private record OpenTrial(TrialFacts facts, CellTotals cell, TrialCourse course) {}

  private ShardTotals(SignalLimits limits) {
    this.limits = limits;
  }

  /**
   * Reads a shard.
   *
   * @param folder the run directory
   * @param file name of the shard's file in the folder of either table
   * @return a cell each, in the order of their first trials
   * @throws IOException naming the file that cannot be read
   */
  static Collection<CellTotals> read(RunFolder folder, String file, SignalLimits limits)
      throws IOException {
    ShardTotals totals = new ShardTotals(limits);
    TableScan.rows(folder, RunFolder.TRIALS + "/" + file, TRIAL_COLUMNS, totals::trial);
    TableScan.rows(folder, RunFolder.LAYERS + "/" + file, LAYER_COLUMNS, totals::layer);
    totals.trials.values().forEach(trial -> trial.cell().add(trial.facts(), trial.course()));
    return totals.cells.values();
  }

  private void trial(ColumnReader[] row) {
    CellTotals cell = cells.computeIfAbsent(TableScan.cell(row), CellTotals::new);
    // A trial that blew up in training was initialised well: that is what cells judge.
    boolean later = TableScan.count(row[9]) > 0;
    TrialFacts facts =
        new TrialFacts(
            later ? TrialStatus.OK.text() : TableScan.text(row[1]),
            ColumnScan.isNull(row[2]) ? null : TableScan.text(row[2]),
            row[3].getBoolean(),
            later ? OptionalInt.empty() : layer(row[4]),
            layer(row[5]),
            ColumnScan.isNull(row[6])
                ? OptionalDouble.empty()
                : OptionalDouble.of(row[6].getDouble()),
            TableScan.number(row[7]),
            TableScan.number(row[8]));
    CellScheme scheme = schemes.computeIfAbsent(cell.cell(), CellScheme::of);
    TrialCourse course = new TrialCourse(scheme, limits);
    trials.put(row[0].getLong(), new OpenTrial(facts, cell, course));
  }

  private void layer(ColumnReader[] row) {
    OpenTrial trial = trials.get(row[0].getLong());
    boolean trained = TableScan.count(row[18]) > 0;
    if (trial != null && !trained) {
      new LayerOfTable(row).addTo(trial.cell().cell(), trial.course(), trial.cell());
    }
  }

  /** A row of the table of layers. */
  private static final class LayerOfTable implements MeasuredLayer {
    private final ColumnReader[] row;

    /**
     * @param row readers of {@link #LAYER_COLUMNS}, standing at it
     */
    LayerOfTable(ColumnReader[] row) {
      this.row = row;
    }

    @Override
    public int layer() {
      return row[1].getInteger();
    }

    @Override
    public LayerMeasures output(int place) {
      return new LayerMeasures(
          place,
          row[2].getDouble(),
          row[3].getDouble(),
          row[4].getDouble(),
          row[5].getDouble(),
          row[6].getDouble(),
          row[7].getDouble(),
          (row[8] == null ? row[7] : row[8]).getDouble(),
          TableScan.number(row[9]),
          TableScan.number(row[10]));
    }

    @Override
    public LayerMeasures stream(int place) {
      return new LayerMeasures(
          place,
          row[2].getDouble(),
          row[3].getDouble(),
          TableScan.number(row[12]),
          TableScan.number(row[13]),
          row[6].getDouble(),
          TableScan.number(row[14]),
          TableScan.number(row[15]),
          TableScan.number(row[16]),
          TableScan.number(row[10]));
    }

    @Override
    public double log10WeightGradRms() {
      return TableScan.number(row[11]);
    }

    @Override
    public double branchShare() {
      return TableScan.number(row[17]);
    }

    @Override
    public double twinDistance() {
      return row[19] == null ? Double.NaN : TableScan.number(row[19]);
    }
  }

  private static OptionalInt layer(ColumnReader column) {
    return ColumnScan.isNull(column) ? OptionalInt.empty() : OptionalInt.of(column.getInteger());
  }
}
