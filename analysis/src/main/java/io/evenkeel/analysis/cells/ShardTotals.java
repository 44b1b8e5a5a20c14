package io.evenkeel.analysis.cells;

import io.evenkeel.core.table.Column;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.schema.MessageType;

/**
 * The cells of one shard, from one pass over each of its two files. Layers of a trial without a row
 * in {@code trials} do not count.
 */
final class ShardTotals {
  private static final List<String> TRIAL_COLUMNS =
      Stream.concat(
              Stream.of(
                  "trial_id",
                  "status",
                  "reason",
                  "backward",
                  "first_nonfinite_layer",
                  "last_nonfinite_grad_layer",
                  "loss_mean",
                  "loss_floor",
                  "log10_loss_grad_rms"),
              Cell.COLUMNS.stream().map(Column::name))
          .toList();
  private static final int CELL_FROM = TRIAL_COLUMNS.size() - Cell.COLUMNS.size();

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
          "log10_grad_rms",
          "log10_pre_grad_rms");

  /** Not in tables of before schema version 2. */
  private static final String COSINE_MAGNITUDE = "act_cosine_magnitude";

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
    scan(folder, RunFolder.TRIALS + "/" + file, TRIAL_COLUMNS, totals::trial);
    scan(folder, RunFolder.LAYERS + "/" + file, LAYER_COLUMNS, totals::layer, COSINE_MAGNITUDE);
    totals.trials.values().forEach(trial -> trial.cell().add(trial.facts(), trial.course()));
    return totals.cells.values();
  }

  /**
   * Reads a file.
   *
   * @param added columns that come after the others in a row, where the file has them
   */
  private static void scan(
      RunFolder folder, String path, List<String> columns, ColumnScan.Row row, String... added)
      throws IOException {
    try {
      InputFile file = folder.input(path);
      try (ParquetFileReader reader = ColumnScan.open(file)) {
        MessageType schema = reader.getFileMetaData().getSchema();
        Stream<String> there = Stream.of(added).filter(schema::containsField);
        ColumnScan.rows(reader, Stream.concat(columns.stream(), there).toList(), row);
      }
    } catch (IOException | RuntimeException e) {
      throw new IOException(
          "cannot read %s: %s; evenkeel verify finds what is damaged, the run's command makes it anew"
              .formatted(path, e.getMessage()),
          e);
    }
  }

  private void trial(List<ColumnReader> row) {
    Object[] values = new Object[Cell.COLUMNS.size()];
    for (int i = 0; i < values.length; i++) {
      ColumnReader column = row.get(CELL_FROM + i);
      values[i] =
          switch (Cell.COLUMNS.get(i).type()) {
            case INT32 -> column.getInteger();
            case STRING -> text(column);
            default -> throw new IllegalStateException("a cell has names and small numbers");
          };
    }
    CellTotals cell = cells.computeIfAbsent(new Cell(values), CellTotals::new);
    TrialFacts facts =
        new TrialFacts(
            text(row.get(1)),
            ColumnScan.isNull(row.get(2)) ? null : text(row.get(2)),
            row.get(3).getBoolean(),
            layer(row.get(4)),
            layer(row.get(5)),
            ColumnScan.isNull(row.get(6))
                ? OptionalDouble.empty()
                : OptionalDouble.of(row.get(6).getDouble()),
            number(row.get(7)),
            number(row.get(8)));
    CellScheme scheme = schemes.computeIfAbsent(cell.cell(), CellScheme::of);
    TrialCourse course = new TrialCourse(scheme, limits);
    trials.put(row.get(0).getLong(), new OpenTrial(facts, cell, course));
  }

  private void layer(List<ColumnReader> row) {
    OpenTrial trial = trials.get(row.get(0).getLong());
    if (trial == null) {
      return;
    }
    LayerMeasures at =
        new LayerMeasures(
            row.get(1).getInteger(),
            row.get(2).getDouble(),
            row.get(3).getDouble(),
            row.get(4).getDouble(),
            row.get(5).getDouble(),
            row.get(6).getDouble(),
            row.get(7).getDouble(),
            row.get(row.size() > LAYER_COLUMNS.size() ? LAYER_COLUMNS.size() : 7).getDouble(),
            number(row.get(8)),
            number(row.get(9)));
    trial.course().add(at);
    if (at.layer() < trial.cell().cell().depth()) { // the readout comes after the last
      trial.cell().add(at);
    }
  }

  private static String text(ColumnReader column) {
    return column.getBinary().toStringUsingUTF8();
  }

  private static OptionalInt layer(ColumnReader column) {
    return ColumnScan.isNull(column) ? OptionalInt.empty() : OptionalInt.of(column.getInteger());
  }

  private static double number(ColumnReader column) {
    return ColumnScan.isNull(column) ? Double.NaN : column.getDouble();
  }
}
