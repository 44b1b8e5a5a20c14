package io.evenkeel.jobs.reproduce;

import io.evenkeel.analysis.table.RunTables;
import io.evenkeel.analysis.table.SmallTables;
import io.evenkeel.core.sweep.CourseSteps;
import io.evenkeel.core.sweep.Plan;
import io.evenkeel.core.sweep.StepColumns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Summarises selections of trials of a run directory, in one query for all of them. */
final class Measurements {
  /** Columns of {@code layers} in the structs of {@code at}. */
  private static final String LAYER =
      "struct(layer, step, act_mean, act_change_rms, pre_rms, act_std, act_rms, act_cosine,"
          + " log10_grad_std, log10_grad_rms, log10_weight_grad_rms, weight_std, stream_std,"
          + " stream_rms, stream_cosine, log10_stream_grad_rms, branch_rms, norm_divisor,"
          + " act_zero_fraction, twin_distance, overflow_count, mask_cosine)";

  private Measurements() {}

  /** The summaries over the published shards of a plan; a selection without trials is missing. */
  static Map<Selection, Summary> read(
      SparkSession spark, String runDirectory, Plan plan, List<Selection> selections) {
    // There are more expressions than can be compiled.
    SparkSession interpreting = spark.newSession();
    SmallTables.interpret(interpreting);
    Dataset<Row> sums =
        query(
            RunTables.trials(interpreting, runDirectory),
            RunTables.layers(interpreting, runDirectory),
            CourseSteps.trains(plan.sweep())
                ? RunTables.steps(interpreting, runDirectory)
                : interpreting.createDataFrame(List.of(), RunTables.schema(StepColumns.ALL)),
            selections);
    Map<Selection, Summary> summaries = new HashMap<>();
    for (Row row : sums.collectAsList()) {
      summaries.put(selections.get(row.<Integer>getAs("selection")), summary(row));
    }
    return summaries;
  }

  /**
   * A row for each selection that has trials. A trial belongs to one cell, the first whose
   * condition it fulfils.
   */
  static Dataset<Row> query(
      Dataset<Row> trials, Dataset<Row> layers, Dataset<Row> steps, List<Selection> selections) {
    Dataset<Row> curves =
        layers
            .groupBy("trial_id")
            .agg(functions.expr("sort_array(collect_list(%s))".formatted(LAYER)).as("at"));
    Dataset<Row> losses =
        steps
            .groupBy("trial_id")
            .agg(
                functions
                    .expr("sort_array(collect_list(struct(step, loss_mean))).loss_mean")
                    .as("losses"));
    return trials
        .join(curves, new String[] {"trial_id"}, "left")
        .join(losses, new String[] {"trial_id"}, "left")
        .selectExpr("explode(CASE %s END) AS number".formatted(byCell(selections)))
        .groupBy("number.selection")
        .agg(
            functions.expr("count(*)").as("trials"),
            functions.expr("count(number.x)").as("values"),
            functions.expr("avg(number.x)").as("mean"),
            functions.expr("stddev_samp(number.x)").as("std"),
            functions.expr("kurtosis(number.x)").as("kurtosis"),
            functions.expr("min(number.x)").as("min"),
            functions.expr("max(number.x)").as("max"));
  }

  private static String byCell(List<Selection> selections) {
    Map<String, List<String>> cells = new LinkedHashMap<>();
    for (int i = 0; i < selections.size(); i++) {
      Selection selection = selections.get(i);
      cells
          .computeIfAbsent(selection.cell(), cell -> new ArrayList<>())
          .add("struct(%s AS selection, CAST(%s AS DOUBLE) AS x)".formatted(i, selection.value()));
    }
    return cells.entrySet().stream()
        .map(
            cell ->
                "WHEN %s THEN array(%s)"
                    .formatted(cell.getKey(), String.join(", ", cell.getValue())))
        .collect(Collectors.joining("\n"));
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
