package io.evenkeel.analysis.cells;

import io.evenkeel.core.stats.ExponentCounts;
import io.evenkeel.core.table.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.schema.MessageType;

/** The magnitudes of a run's values, trial by trial, from its tables. */
public final class LayerScan {
  private static final List<String> LAYER_COLUMNS =
      List.of(
          "trial_id",
          "layer",
          "pre_min",
          "pre_max",
          "act_min",
          "act_max",
          "log10_grad_max",
          "act_exponents",
          "grad_exponents",
          "twin_distance",
          "overflow_count");

  /** Columns that the tables of earlier versions lack. */
  private static final List<String> NEEDED = List.of("act_exponents", "twin_distance");

  private LayerScan() {}

  /**
   * Magnitudes of one layer of one trial.
   *
   * @param layer from 0
   * @param largest magnitude of a pre-activation or an activation; NaN if one is NaN
   * @param values binary exponents of the activations
   * @param gradient binary exponents of the gradient at the output; empty without gradients
   * @param log10LargestGradient decimal logarithm of its largest magnitude; NaN without gradients
   * @param rounded what rounding did; empty in float32
   */
  public record Magnitudes(
      int layer,
      double largest,
      ExponentCounts values,
      Optional<ExponentCounts> gradient,
      double log10LargestGradient,
      Optional<Rounded> rounded) {}

  /**
   * What rounding did to a layer of a network that was computed in a narrower format.
   *
   * @param twinDistance {@code 1 - cos} to the same network in float32
   * @param overflows values that were rounded beyond the largest
   */
  public record Rounded(double twinDistance, long overflows) {}

  /** Sees the layers of one trial, in the order of the table. */
  public interface Course {
    /** Sees a layer. */
    void add(Magnitudes layer);
  }

  /**
   * Shows every computed trial's layers to a course of its own.
   *
   * @param course makes a trial's course from its cell
   * @return the courses by cell, in the order of the tables
   * @throws IOException naming the file that cannot be read, or telling that the tables are too old
   */
  public static <C extends Course> SortedMap<Cell, List<C>> of(
      RunFolder folder, Function<Cell, C> course) throws IOException {
    SortedMap<Cell, List<C>> cells = new TreeMap<>();
    Set<String> shards = folder.files(RunFolder.TRIALS, ".parquet").keySet();
    if (shards.isEmpty()) {
      throw new IOException("no results in " + folder.location());
    }
    for (String shard : shards) {
      Map<Long, C> trials = new LinkedHashMap<>();
      Map<Cell, Cell> known = new HashMap<>();
      scanTrials(
          folder,
          RunFolder.TRIALS + "/" + shard,
          (id, cell) -> {
            Cell same = known.computeIfAbsent(cell, c -> c);
            C made = course.apply(same);
            trials.put(id, made);
            cells.computeIfAbsent(same, c -> new ArrayList<>()).add(made);
          });
      scanLayers(folder, RunFolder.LAYERS + "/" + shard, trials);
    }
    return cells;
  }

  private interface SeenTrial {
    void accept(long id, Cell cell);
  }

  private static void scanTrials(RunFolder folder, String path, SeenTrial seen) throws IOException {
    try (ParquetFileReader reader = ColumnScan.open(folder.input(path))) {
      MessageType schema = reader.getFileMetaData().getSchema();
      List<String> names = new ArrayList<>(List.of("trial_id", "loss_mean"));
      Map<String, Column<?>> there = new LinkedHashMap<>();
      for (Column<?> column : Cell.COLUMNS) {
        if (schema.containsField(column.name()) || !Cell.mayLack(column.name())) {
          names.add(column.name());
          there.put(column.name(), column);
        }
      }
      ColumnScan.rows(
          reader,
          names,
          row -> {
            if (ColumnScan.isNull(row.get(1))) {
              return; // nothing was computed
            }
            Map<String, Object> values = new HashMap<>();
            int i = 2;
            for (Column<?> column : there.values()) {
              values.put(column.name(), ColumnScan.value(row.get(i++), column.type()));
            }
            seen.accept(row.get(0).getLong(), Cell.of(values));
          });
    }
  }

  private static <C extends Course> void scanLayers(
      RunFolder folder, String path, Map<Long, C> trials) throws IOException {
    try (ParquetFileReader reader = ColumnScan.open(folder.input(path))) {
      MessageType schema = reader.getFileMetaData().getSchema();
      if (!NEEDED.stream().allMatch(schema::containsField)) {
        throw new IOException(
            "%s has no column act_exponents: it was written by an earlier version; run the sweep into"
                    .formatted(path)
                + " another directory");
      }
      ColumnScan.rows(
          reader,
          LAYER_COLUMNS,
          row -> {
            Course course = trials.get(row.get(0).getLong());
            if (course != null) {
              course.add(magnitudes(row));
            }
          });
    }
  }

  private static Magnitudes magnitudes(List<ColumnReader> row) {
    double largest = 0;
    for (int i = 2; i < 6; i++) {
      largest = Math.max(largest, Math.abs(row.get(i).getDouble()));
    }
    ColumnReader gradient = row.get(8);
    boolean backward = !ColumnScan.isNull(gradient);
    return new Magnitudes(
        row.get(1).getInteger(),
        largest,
        counts(row.get(7)),
        backward ? Optional.of(counts(gradient)) : Optional.empty(),
        ColumnScan.isNull(row.get(6)) ? Double.NaN : row.get(6).getDouble(),
        ColumnScan.isNull(row.get(9))
            ? Optional.empty()
            : Optional.of(new Rounded(row.get(9).getDouble(), row.get(10).getLong())));
  }

  private static ExponentCounts counts(ColumnReader column) {
    return ExponentCounts.parse(column.getBinary().toStringUsingUTF8());
  }
}
