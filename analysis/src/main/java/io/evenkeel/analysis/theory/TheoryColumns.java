package io.evenkeel.analysis.theory;

import static io.evenkeel.core.table.Column.Type.FLOAT64;
import static io.evenkeel.core.table.Column.Type.INT32;
import static io.evenkeel.core.table.Column.Type.INT64;

import io.evenkeel.analysis.cells.CellColumns;
import io.evenkeel.analysis.cells.Sample;
import io.evenkeel.core.table.Column;
import io.evenkeel.core.theory.LayerPrediction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The columns of the table that compares theory with measurements: one row per cell and hidden
 * layer.
 */
public final class TheoryColumns {
  /** All columns, in file order. */
  public static final List<Column<LayerTheory>> ALL = all();

  private TheoryColumns() {}

  private static List<Column<LayerTheory>> all() {
    List<Column<LayerTheory>> columns = new ArrayList<>();
    columns.addAll(CellColumns.of(name -> true, LayerTheory::cell));
    columns.add(
        new Column<>(
            "layer",
            INT32,
            false,
            "layer",
            "hidden layer, from 0; in residual nets the stem, and the last layer of each block",
            LayerTheory::layer));
    columns.add(
        new Column<>(
            "n",
            INT64,
            false,
            "count",
            "trials with finite, nonzero activations here",
            row -> row.measured().log10ActStd().n()));
    add(
        columns,
        "log10_act_std_mean",
        "mean over trials of log10 act_std",
        row -> mean(row.measured().log10ActStd()));
    add(
        columns,
        "log10_act_std_mean_field",
        "the same of the infinitely wide network",
        row -> row.expected().map(layer -> Math.log10(layer.actStd())).filter(Double::isFinite));
    add(
        columns,
        "log10_act_rms_mean",
        "mean over trials of log10 act_rms",
        row -> mean(row.measured().log10ActRms()));
    add(
        columns,
        "log10_act_rms_std",
        "its standard deviation over trials",
        row -> std(row.measured().log10ActRms()));
    add(
        columns,
        "log10_act_rms_expected",
        "expected log10_act_rms_mean, the finite width's drift included",
        LayerTheory::expectedLog10ActRms);
    add(
        columns,
        "log10_act_rms_std_expected",
        "expected log10_act_rms_std if all rows move together: an upper bound",
        LayerTheory::expectedSpread);
    add(
        columns,
        "act_rms_z",
        "(log10_act_rms_mean - expected) / expected standard error",
        LayerTheory::actRmsZ);
    add(
        columns,
        "log10_grad_growth",
        "mean over trials of log10 of the gradient's rms / the last hidden layer's",
        LayerTheory::log10GradGrowth);
    add(
        columns,
        "log10_grad_growth_mean_field",
        "the same of the infinitely wide network",
        LayerTheory::expectedLog10GradGrowth);
    add(
        columns,
        "grad_growth_z",
        "(measured - expected mean of log10_grad_growth) / standard error, at most understated",
        LayerTheory::gradGrowthZ);
    add(
        columns,
        "act_cosine_mean",
        "mean over trials of act_cosine",
        row -> mean(row.measured().cosine()));
    add(
        columns,
        "act_cosine_mean_field",
        "the same of the infinitely wide network",
        row -> row.expected().map(LayerPrediction::actCosine).filter(Double::isFinite));
    add(
        columns,
        "branch_share_mean_field",
        "share of a residual block's branch in the squared stream of the infinitely wide network",
        LayerTheory::expectedBranchShare);
    add(
        columns,
        "twin_distance_mean",
        "mean over trials of twin_distance, of the layer's own output; NULL = computed in float32",
        row -> mean(row.measured().twinDistance()));
    add(
        columns,
        "twin_distance_mean_field",
        "the same of the infinitely wide network; NULL also from the first overflow on",
        LayerTheory::expectedTwinDistance);
    columns.add(
        new Column<>(
            "theory_reason",
            Column.Type.STRING,
            true,
            "-",
            "why theory says nothing of this cell, or not all; NULL = it says all",
            row -> row.reason().orElse(null)));
    return Collections.unmodifiableList(columns);
  }

  private static void add(
      List<Column<LayerTheory>> columns,
      String name,
      String meaning,
      Function<LayerTheory, Optional<Double>> value) {
    columns.add(
        new Column<>(
            name, FLOAT64, true, "dimensionless", meaning, row -> value.apply(row).orElse(null)));
  }

  private static Optional<Double> mean(Sample sample) {
    return sample.n() > 0 ? Optional.of(sample.mean()) : Optional.empty();
  }

  private static Optional<Double> std(Sample sample) {
    return sample.n() > 1 ? Optional.of(sample.std()) : Optional.empty();
  }
}
