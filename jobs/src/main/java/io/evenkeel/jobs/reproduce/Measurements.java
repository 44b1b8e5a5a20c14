package io.evenkeel.jobs.reproduce;

import io.evenkeel.analysis.RunTables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Sums up selections of a run directory: one query for all of them. */
final class Measurements {
  /** Columns of {@code layers} that {@code at} has. */
  private static final String LAYER =
      "struct(layer, pre_rms, act_std, act_rms, act_cosine, log10_grad_std, log10_grad_rms)";

  private Measurements() {}

  /** Of the published shards; a selection without trials is missing. */
  static Map<Selection, Summary> read(
      SparkSession spark, String runDirectory, List<Selection> selections) {
    Dataset<Row> sums =
        query(
            RunTables.trials(spark, runDirectory),
            RunTables.layers(spark, runDirectory),
            selections);
    Map<Selection, Summary> summaries = new HashMap<>();
    for (Row row : sums.collectAsList()) {
      summaries.put(selections.get(row.<Integer>getAs("selection")), summary(row));
    }
    return summaries;
  }

  /** A row per selection that has trials. */
  static Dataset<Row> query(Dataset<Row> trials, Dataset<Row> layers, List<Selection> selections) {
    Dataset<Row> curves =
        layers
            .groupBy("trial_id")
            .agg(functions.expr("sort_array(collect_list(%s))".formatted(LAYER)).as("at"));
    return trials
        .join(curves, new String[] {"trial_id"}, "left")
        .selectExpr("posexplode(array(%s)) AS (selection, number)".formatted(each(selections)))
        .where("number IS NOT NULL")
        .groupBy("selection")
        .agg(
            functions.expr("count(*)").as("trials"),
            functions.expr("count(number.x)").as("values"),
            functions.expr("avg(number.x)").as("mean"),
            functions.expr("stddev_samp(number.x)").as("std"),
            functions.expr("kurtosis(number.x)").as("kurtosis"),
            functions.expr("min(number.x)").as("min"),
            functions.expr("max(number.x)").as("max"));
  }

  private static String each(List<Selection> selections) {
    return selections.stream()
        .map(
            s ->
                "CASE WHEN %s THEN struct(CAST(%s AS DOUBLE) AS x) END"
                    .formatted(s.cell(), s.value()))
        .collect(Collectors.joining(",\n"));
  }

  private static Summary summary(Row row) {
    return new Summary(
        row.<Long>getAs("trials"),
        row.<Long>getAs("values"),
        orNan(row.getAs("mean")),
        orNan(row.getAs("std")),
        orNan(row.getAs("kurtosis")),
        orNan(row.getAs("min")),
        orNan(row.getAs("max")));
  }

  private static double orNan(Double value) {
    return value == null ? Double.NaN : value;
  }
}
