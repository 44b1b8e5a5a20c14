package io.evenkeel.analysis;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.evenkeel.core.sweep.Column;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * The curves of every cell of a run: one pass over the layers on Spark, a row per cell. Trials of
 * published shards alone count.
 */
final class LayerCurves {
  private static final String CURVE = "curve";

  private LayerCurves() {}

  /** Those of a run directory, one cell after the other on the driver. */
  static Iterator<LayerCurve> iterator(SparkSession spark, String runDirectory) {
    Iterator<Row> cells = cells(spark, runDirectory).toLocalIterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return cells.hasNext();
      }

      @Override
      public LayerCurve next() {
        return curve(cells.next());
      }
    };
  }

  /** All of a small run's, in the cells' order. */
  static List<LayerCurve> list(SparkSession spark, String runDirectory) {
    return cells(spark, runDirectory).orderBy(columns(cellNames())).collectAsList().stream()
        .map(LayerCurves::curve)
        .toList();
  }

  /**
   * Theory beside each of them, as rows of {@link TheoryColumns#ALL} in the cells' and layers'
   * order; theory is computed on the executors.
   */
  static Dataset<Row> theory(SparkSession spark, String runDirectory) {
    int tasks = 4 * spark.sparkContext().defaultParallelism();
    // Cells are put in order before theory is computed: to sort its rows would compute them twice.
    JavaRDD<Row> rows =
        cells(spark, runDirectory)
            .repartitionByRange(tasks, columns(cellNames()))
            .sortWithinPartitions(columns(cellNames()))
            .javaRDD()
            .flatMap(cell -> LayerTheory.of(curve(cell)).stream().map(LayerCurves::row).iterator());
    return spark.createDataFrame(rows, RunTables.schema(TheoryColumns.ALL));
  }

  private static Row row(LayerTheory theory) {
    return RowFactory.create(
        TheoryColumns.ALL.stream().map(column -> column.value().apply(theory)).toArray());
  }

  private static Dataset<Row> cells(SparkSession spark, String runDirectory) {
    Dataset<Row> published = RunTables.trials(spark, runDirectory).select("trial_id");
    return RunTables.hidden(RunTables.layers(spark, runDirectory))
        .join(published, new String[] {"trial_id"}, "left_semi")
        .groupBy(columns(Stream.concat(cellNames(), Stream.of("layer"))))
        .agg(
            StabilityTable.sample(log10("act_std")).as("act_std"),
            StabilityTable.sample(log10("act_rms")).as("act_rms"),
            StabilityTable.sample(finite("log10_grad_std")).as("grad_std"),
            StabilityTable.sample(when(not(isnan(col("act_cosine"))), col("act_cosine")))
                .as("cosine"))
        .groupBy(columns(cellNames()))
        .agg(
            functions
                .sort_array(
                    functions.collect_list(
                        functions.struct("layer", "act_std", "act_rms", "grad_std", "cosine")))
                .as(CURVE));
  }

  private static Stream<String> cellNames() {
    return StabilityColumns.CELL.stream().map(Column::name);
  }

  private static org.apache.spark.sql.Column[] columns(Stream<String> names) {
    return names.map(functions::col).toArray(org.apache.spark.sql.Column[]::new);
  }

  private static org.apache.spark.sql.Column log10(String name) {
    org.apache.spark.sql.Column value = col(name);
    return when(value.gt(0).and(value.lt(Double.POSITIVE_INFINITY)), functions.log10(value));
  }

  private static org.apache.spark.sql.Column finite(String name) {
    return when(functions.abs(col(name)).lt(Double.POSITIVE_INFINITY), col(name));
  }

  private static LayerCurve curve(Row row) {
    Map<String, Object> cell = new LinkedHashMap<>();
    StabilityColumns.CELL.forEach(c -> cell.put(c.name(), row.getAs(c.name())));
    List<Row> layers = row.getList(row.fieldIndex(CURVE));
    List<LayerCurve.Layer> curve = new ArrayList<>();
    for (Row layer : layers) {
      curve.add(
          new LayerCurve.Layer(
              StabilityTable.sample(layer, "act_std"),
              StabilityTable.sample(layer, "act_rms"),
              StabilityTable.sample(layer, "grad_std"),
              StabilityTable.sample(layer, "cosine")));
    }
    return new LayerCurve(cell, curve);
  }
}
