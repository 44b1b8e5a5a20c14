package io.evenkeel.analysis;

import io.evenkeel.core.sweep.Column;
import io.evenkeel.core.sweep.LayerColumns;
import io.evenkeel.core.sweep.TrialColumns;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/** A run directory made of rows that a test spells out. */
public final class RunFixture {
  private final List<Row> trials = new ArrayList<>();
  private final List<Row> layers = new ArrayList<>();
  private long nextId = 1;

  /**
   * Adds a trial of 256 units; what is not said has the value that most tests do not care about.
   */
  public final class Trial {
    private final Map<String, Object> values = new HashMap<>();
    private final int depth;
    private IntToDoubleFunction cosine = layer -> Double.NaN;

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

    public Trial with(String column, Object value) {
      values.put(column, value);
      return this;
    }

    /** Mean cosine between the batch's rows at a layer; NaN if not said. */
    public Trial withCosine(IntToDoubleFunction ofLayer) {
      cosine = ofLayer;
      return this;
    }

    /** A trial without layers: refused or failed. */
    public void notComputed(String status, String reason) {
      values.put("status", status);
      values.put("reason", reason);
      values.remove("loss_mean");
      values.remove("loss_floor");
      trials.add(row(TrialColumns.ALL, values));
    }

    /** A trial with a std of activations, and a decimal logarithm of the gradient's, per layer. */
    public void layers(IntToDoubleFunction actStd, IntToDoubleFunction log10GradStd) {
      layers(actStd, actStd, log10GradStd, log10GradStd);
    }

    /** As above, with the rms beside each std. */
    void layers(
        IntToDoubleFunction actStd,
        IntToDoubleFunction actRms,
        IntToDoubleFunction log10GradStd,
        IntToDoubleFunction log10GradRms) {
      trials.add(row(TrialColumns.ALL, values));
      unpublished(actStd, actRms, log10GradStd, log10GradRms);
    }

    /** The layers alone, without a row in {@code trials}. */
    void unpublished(
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
        more.put("act_rms", actRms.applyAsDouble(layer));
        if ((boolean) values.get("backward")) {
          more.put("log10_grad_std", log10GradStd.applyAsDouble(layer));
          more.put("log10_grad_rms", log10GradRms.applyAsDouble(layer));
        }
        layers.add(row(LayerColumns.ALL, more));
      }
    }
  }

  public Trial trial(String init, int depth, long seed) {
    return new Trial(init, depth, seed);
  }

  public void write(SparkSession spark, Path runDirectory) {
    write(spark, trials, TrialColumns.ALL, runDirectory.resolve("trials"));
    write(spark, layers, LayerColumns.ALL, runDirectory.resolve("layers"));
  }

  /** Writes a table {@code trials} of one cell, where the loss of the trial with seed i is i. */
  static void trials(SparkSession spark, int count, Path runDirectory) {
    String[] columns =
        TrialColumns.ALL.stream()
            .map(
                column ->
                    switch (column.name()) {
                      case "trial_id", "seed" -> "id AS " + column.name();
                      case "loss_mean" -> "double(id) AS loss_mean";
                      case "status" -> "'ok' AS status";
                      default -> sqlFiller(column) + " AS " + column.name();
                    })
            .toArray(String[]::new);
    spark
        .range(0, count, 1, 1)
        .selectExpr(columns)
        .write()
        .parquet("file:" + runDirectory.resolve("trials"));
  }

  private static String sqlFiller(Column<?> column) {
    return switch (column.type()) {
      case INT32 -> column.nullable() ? "int(NULL)" : "1";
      case INT64 -> column.nullable() ? "bigint(NULL)" : "1L";
      case FLOAT64 -> "double(NULL)";
      case BOOLEAN -> "false";
      case STRING -> column.nullable() ? "string(NULL)" : "'x'";
    };
  }

  private static <R> void write(
      SparkSession spark, List<Row> rows, List<Column<R>> columns, Path folder) {
    spark
        .createDataFrame(rows, RunTables.schema(columns))
        .coalesce(1)
        .write()
        .mode(SaveMode.ErrorIfExists)
        .parquet("file:" + folder);
  }

  private static <R> Row row(List<Column<R>> columns, Map<String, Object> values) {
    return RowFactory.create(
        columns.stream()
            .map(column -> values.getOrDefault(column.name(), filler(column)))
            .toArray());
  }

  /** NULL where it may be, else a value that no test reads. */
  private static Object filler(Column<?> column) {
    if (column.nullable()) {
      return null;
    }
    return switch (column.type()) {
      case INT32 -> 0;
      case INT64 -> 0L;
      case FLOAT64 -> Double.NaN;
      case BOOLEAN -> false;
      case STRING -> "";
    };
  }
}
