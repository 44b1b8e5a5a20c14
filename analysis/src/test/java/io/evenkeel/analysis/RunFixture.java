package io.evenkeel.analysis;

import io.evenkeel.analysis.table.ParquetFile;
import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.axis.Axis;
import io.evenkeel.core.sweep.LayerColumns;
import io.evenkeel.core.sweep.TrialColumns;
import io.evenkeel.core.table.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.apache.parquet.io.LocalOutputFile;

/** A run directory made of rows that a test spells out. */
public final class RunFixture {
  /** Columns that schema version 1 did not have. */
  private static final Set<String> ADDED = added();

  /** The same, of architectures and precision. */
  private static final Pattern STREAM = Pattern.compile("(log10_)?(stream|branch|norm|mask)_.*");

  private final List<Map<String, Object>> trials = new ArrayList<>();
  private final List<Map<String, Object>> layers = new ArrayList<>();
  private long nextId = 1;

  /**
   * Adds a trial of 256 units; what is not said has the value that most tests do not care about.
   */
  public final class Trial {
    private final Map<String, Object> values = new HashMap<>();
    private final int depth;
    private IntToDoubleFunction cosine = layer -> Double.NaN;
    private final Map<String, IntToDoubleFunction> measured = new HashMap<>();

    Trial(String init, int depth, long seed) {
      this.depth = depth;
      values.putAll(
          Map.of(
              "trial_id",
              nextId++,
              "depth",
              depth,
              "width",
              256,
              "batch",
              16,
              "input_width",
              256,
              "readout_width",
              0,
              "activation",
              "tanh",
              "init",
              init,
              "bias",
              "none"));
      for (Axis<?> axis : Axes.ALL) {
        if (!axis.placement().alwaysNamed()) {
          values.put(axis.key(), defaultOf(axis));
        }
      }
      values.putAll(
          Map.of(
              "input",
              "gaussian",
              "loss",
              "cross_entropy",
              "engine",
              "explicit",
              "seed",
              seed,
              "status",
              "ok",
              "backward",
              true,
              "loss_mean",
              2.5,
              "loss_floor",
              2.25));
    }

    private static <V> Object defaultOf(Axis<V> axis) {
      return axis.columnValue(axis.value(axis.defaultText().orElseThrow()));
    }

    public Trial with(String column, Object value) {
      values.put(column, value);
      return this;
    }

    /** Mean cosine between the batch's rows at a layer; NaN if not said. */
    public Trial withCosine(IntToDoubleFunction ofLayer) {
      cosine = ofLayer;
      return this;
    }

    /** A column of the table {@code layers}; NaN leaves the value at what is not said. */
    public Trial withLayers(String column, IntToDoubleFunction ofLayer) {
      measured.put(column, ofLayer);
      return this;
    }

    /** A trial without layers: refused or failed. */
    public void notComputed(String status, String reason) {
      values.put("status", status);
      values.put("reason", reason);
      values.remove("loss_mean");
      values.remove("loss_floor");
      trials.add(values);
    }

    /** A trial with a std of activations, and a decimal logarithm of the gradient's, per layer. */
    public void layers(IntToDoubleFunction actStd, IntToDoubleFunction log10GradStd) {
      layers(actStd, actStd, log10GradStd, log10GradStd);
    }

    /** As above, with the rms beside each std. */
    public void layers(
        IntToDoubleFunction actStd,
        IntToDoubleFunction actRms,
        IntToDoubleFunction log10GradStd,
        IntToDoubleFunction log10GradRms) {
      trials.add(values);
      unpublished(actStd, actRms, log10GradStd, log10GradRms);
    }

    /** The layers alone, without a row in {@code trials}. */
    public void unpublished(
        IntToDoubleFunction actStd,
        IntToDoubleFunction actRms,
        IntToDoubleFunction log10GradStd,
        IntToDoubleFunction log10GradRms) {
      int rows = depth + ((int) values.get("readout_width") > 0 ? 1 : 0);
      for (int layer = 0; layer < rows; layer++) {
        Map<String, Object> more = new HashMap<>(values);
        more.put("layer", layer);
        more.put("act_std", actStd.applyAsDouble(layer));
        more.put("act_cosine", cosine.applyAsDouble(layer));
        more.put("act_cosine_magnitude", Math.abs(cosine.applyAsDouble(layer)));
        more.put("act_rms", actRms.applyAsDouble(layer));
        if ((boolean) values.get("backward")) {
          more.put("log10_grad_std", log10GradStd.applyAsDouble(layer));
          more.put("log10_grad_rms", log10GradRms.applyAsDouble(layer));
        }
        for (Map.Entry<String, IntToDoubleFunction> column : measured.entrySet()) {
          double value = column.getValue().applyAsDouble(layer);
          if (!Double.isNaN(value)) {
            more.put(column.getKey(), value);
          }
        }
        layers.add(more);
      }
    }
  }

  public Trial trial(String init, int depth, long seed) {
    return new Trial(init, depth, seed);
  }

  /** Writes all trials as one shard. */
  public void write(Path runDirectory) throws IOException {
    write(runDirectory, 1);
  }

  /** Writes all trials as one shard, with the columns of schema version 1 alone. */
  void writeOldSchema(Path runDirectory) throws IOException {
    write(runDirectory, "trials", 0, before(TrialColumns.ALL), trials);
    write(runDirectory, "layers", 0, before(LayerColumns.ALL), layers);
  }

  private static <R> List<Column<R>> before(List<Column<R>> columns) {
    return columns.stream()
        .filter(column -> !ADDED.contains(column.name()))
        .filter(column -> !STREAM.matcher(column.name()).matches())
        .toList();
  }

  private static Set<String> added() {
    Set<String> added =
        new HashSet<>(
            List.of(
                "cell_id",
                "fan_in",
                "sigma_w2",
                "act_cosine_magnitude",
                "first_nonfinite_step",
                "step",
                "act_change_rms",
                "weight_change_rms",
                "update_ratio",
                "update_lost_fraction",
                "ntk_max",
                "ntk_min",
                "ntk_condition",
                "lr_max"));
    Axes.ALL.stream()
        .filter(axis -> !axis.placement().alwaysNamed())
        .forEach(axis -> added.add(axis.key()));
    return added;
  }

  /** Writes shards that take turns with the trials. */
  public void write(Path runDirectory, int shards) throws IOException {
    for (int i = 0; i < shards; i++) {
      int shard = i;
      Predicate<Map<String, Object>> ofShard = row -> (long) row.get("trial_id") % shards == shard;
      write(
          runDirectory,
          shard,
          trials.stream().filter(ofShard).toList(),
          layers.stream().filter(ofShard).toList());
    }
  }

  /** Writes a table {@code trials} of one cell, where the loss of the trial with seed i is i. */
  public static void trials(int count, Path runDirectory) throws IOException {
    Iterable<Map<String, Object>> rows =
        () ->
            LongStream.range(0, count)
                .<Map<String, Object>>mapToObj(
                    i ->
                        Map.of(
                            "trial_id",
                            i,
                            "seed",
                            i,
                            "loss_mean",
                            (double) i,
                            "status",
                            "ok",
                            "depth",
                            1,
                            "batch",
                            1))
                .iterator();
    write(runDirectory, 0, rows, List.of());
  }

  private static void write(
      Path runDirectory,
      int shard,
      Iterable<Map<String, Object>> trials,
      Iterable<Map<String, Object>> layers)
      throws IOException {
    write(runDirectory, "trials", shard, TrialColumns.ALL, trials);
    write(runDirectory, "layers", shard, LayerColumns.ALL, layers);
  }

  private static <R> void write(
      Path runDirectory,
      String table,
      int shard,
      List<Column<R>> columns,
      Iterable<Map<String, Object>> rows)
      throws IOException {
    Path folder = Files.createDirectories(runDirectory.resolve(table));
    Path file = folder.resolve("shard-%06d.parquet".formatted(shard));
    ParquetFile.write(
        new LocalOutputFile(file), table, columns.stream().map(RunFixture::ofMap).toList(), rows);
  }

  private static <R> Column<Map<String, Object>> ofMap(Column<R> column) {
    return new Column<>(
        column.name(),
        column.type(),
        column.nullable(),
        column.unit(),
        column.meaning(),
        row -> row.getOrDefault(column.name(), filler(column)));
  }

  /** NULL where it may be, what an added axis holds by itself, else a value that no test reads. */
  private static Object filler(Column<?> column) {
    if (column.nullable()) {
      return null;
    }
    for (Axis<?> axis : Axes.ALL) {
      if (axis.key().equals(column.name()) && !axis.placement().alwaysNamed()) {
        return byDefault(axis);
      }
    }
    return switch (column.type()) {
      case INT32 -> 0;
      case INT64 -> 0L;
      case FLOAT64 -> Double.NaN;
      case BOOLEAN -> false;
      case STRING, TEXT -> "";
    };
  }

  private static <V> Object byDefault(Axis<V> axis) {
    return axis.columnValue(axis.value(axis.defaultText().orElseThrow()));
  }
}
