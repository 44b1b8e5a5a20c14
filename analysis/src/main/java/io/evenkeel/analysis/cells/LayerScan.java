package io.evenkeel.analysis.cells;

import io.evenkeel.core.stats.ExponentCounts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.parquet.column.ColumnReader;

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
          "overflow_count",
          "step");

  private static final int EXPONENTS = LAYER_COLUMNS.indexOf("act_exponents");
  private static final int TWIN = LAYER_COLUMNS.indexOf("twin_distance");
  private static final int STEP = LAYER_COLUMNS.indexOf("step");

  private static final List<String> TRIAL_COLUMNS =
      TableScan.beforeCell("trial_id", "loss_mean", "loss_scale_used");

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
   * The effects of rounding on a layer of a network that was computed in a narrower format.
   *
   * @param twinDistance {@code 1 - cos} to the same network in float32
   * @param overflows values that were rounded beyond the largest
   */
  public record Rounded(double twinDistance, long overflows) {}

  /** Receives the layers of one trial as it was initialised, in the order of the table. */
  public interface Course {
    /** Receives a layer. */
    void add(Magnitudes layer);

    /**
     * Receives the loss scale with which the trial's gradients were rounded, if they were.
     *
     * @param used a power of two
     */
    default void lossScale(double used) {}
  }

  /**
   * Passes the layers of each computed trial to a course of its own.
   *
   * @param course makes a trial's course from its cell; null if its trials are not wanted
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
      Map<Long, C> trials = new HashMap<>();
      TableScan.rows(
          folder,
          RunFolder.TRIALS + "/" + shard,
          TRIAL_COLUMNS,
          row -> {
            if (ColumnScan.isNull(row[1])) {
              return; // nothing was computed
            }
            Cell cell = TableScan.cell(row);
            C made = course.apply(cell);
            if (made != null) {
              if (row[2] != null && !ColumnScan.isNull(row[2])) {
                made.lossScale(row[2].getDouble());
              }
              trials.put(row[0].getLong(), made);
              cells.computeIfAbsent(cell, c -> new ArrayList<>()).add(made);
            }
          });
      if (!trials.isEmpty()) {
        scanLayers(folder, RunFolder.LAYERS + "/" + shard, trials);
      }
    }
    return cells;
  }

  private static <C extends Course> void scanLayers(
      RunFolder folder, String path, Map<Long, C> trials) throws IOException {
    AtomicBoolean old = new AtomicBoolean();
    TableScan.rows(
        folder,
        path,
        LAYER_COLUMNS,
        row -> {
          Course course = trials.get(row[0].getLong());
          boolean lacking = row[EXPONENTS] == null || row[TWIN] == null;
          old.compareAndSet(false, lacking);
          boolean trained = TableScan.count(row[STEP]) > 0;
          if (course != null && !lacking && !trained) {
            course.add(magnitudes(row));
          }
        });
    if (old.get()) {
      throw new IOException(
          "%s has no column act_exponents: it was written by an earlier version; run the sweep into"
                  .formatted(path)
              + " another directory");
    }
  }

  private static Magnitudes magnitudes(ColumnReader[] row) {
    double largest = 0;
    for (int i = 2; i < 6; i++) {
      largest = Math.max(largest, Math.abs(row[i].getDouble()));
    }
    return new Magnitudes(
        row[1].getInteger(),
        largest,
        counts(row[EXPONENTS]),
        ColumnScan.isNull(row[8]) ? Optional.empty() : Optional.of(counts(row[8])),
        TableScan.number(row[6]),
        ColumnScan.isNull(row[TWIN])
            ? Optional.empty()
            : Optional.of(new Rounded(row[TWIN].getDouble(), row[10].getLong())));
  }

  private static ExponentCounts counts(ColumnReader column) {
    return ExponentCounts.parse(TableScan.text(column));
  }
}
