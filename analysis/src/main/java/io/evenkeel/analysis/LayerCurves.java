package io.evenkeel.analysis;

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
  private static final String FINITE_GRAD_STD =
      "CASE WHEN abs(log10_grad_std) < double('Infinity') THEN log10_grad_std END";
  private static final String COSINE = "CASE WHEN NOT isnan(act_cosine) THEN act_cosine END";
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

  /**
   * Theory beside each of them, as rows of {@link TheoryColumns#ALL} in the cells' and layers'
   * order; theory is computed on the executors.
   */
  static Dataset<Row> theory(SparkSession spark, String runDirectory) {
    int tasks = 4 * spark.sparkContext().defaultParallelism();
    JavaRDD<Row> rows =
        cells(spark, runDirectory)
            .repartition(tasks)
            .javaRDD()
            .flatMap(cell -> LayerTheory.of(curve(cell)).stream().map(LayerCurves::row).iterator());
    return spark
        .createDataFrame(rows, RunTables.schema(TheoryColumns.ALL))
        .orderBy(columns(Stream.concat(cellNames(), Stream.of("layer"))));
  }

  private static Row row(LayerTheory theory) {
    return RowFactory.create(
        TheoryColumns.ALL.stream().map(column -> column.value().apply(theory)).toArray());
  }

  private static Dataset<Row> cells(SparkSession spark, String runDirectory) {
    Dataset<Row> published = RunTables.trials(spark, runDirectory).select("trial_id");
    return RunTables.layers(spark, runDirectory)
        .where("layer < depth")
        .join(published, new String[] {"trial_id"}, "left_semi")
        .groupBy(columns(Stream.concat(cellNames(), Stream.of("layer"))))
        .agg(
            StabilityTable.sample(log10("act_std")).as("act_std"),
            StabilityTable.sample(log10("act_rms")).as("act_rms"),
            StabilityTable.sample(FINITE_GRAD_STD).as("grad_std"),
            StabilityTable.sample(COSINE).as("cosine"))
        .groupBy(columns(cellNames()))
        .agg(
            functions
                .expr("sort_array(collect_list(struct(layer, act_std, act_rms, grad_std, cosine)))")
                .as(CURVE));
  }

  private static Stream<String> cellNames() {
    return StabilityColumns.CELL.stream().map(Column::name);
  }

  private static org.apache.spark.sql.Column[] columns(Stream<String> names) {
    return names.map(functions::col).toArray(org.apache.spark.sql.Column[]::new);
  }

  private static String log10(String column) {
    return "CASE WHEN %1$s > 0 AND %1$s < double('Infinity') THEN log10(%1$s) END"
        .formatted(column);
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
