package io.evenkeel.core.sweep;

import static io.evenkeel.core.table.Column.Type.BOOLEAN;
import static io.evenkeel.core.table.Column.Type.FLOAT64;
import static io.evenkeel.core.table.Column.Type.INT32;
import static io.evenkeel.core.table.Column.Type.INT64;
import static io.evenkeel.core.table.Column.Type.TEXT;

import io.evenkeel.core.stats.LayerStats;
import io.evenkeel.core.stats.Scaled;
import io.evenkeel.core.table.Column;
import io.evenkeel.core.train.UpdateStats;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The columns of the table {@code layers}: one row per trial and layer, grid columns repeated. */
public final class LayerColumns {
  /** All columns, in file order. */
  public static final List<Column<LayerRow>> ALL = all();

  private LayerColumns() {}

  private static WeightScale scale(LayerRow row) {
    return row.trial().trial().weightScales().get(row.layer().layer());
  }

  private static List<Column<LayerRow>> all() {
    List<Column<LayerRow>> columns = new ArrayList<>();
    for (Column<Trial> column : TrialColumns.GRID) {
      columns.add(column.of(row -> row.trial().trial()));
    }
    columns.add(
        new Column<>("layer", INT32, false, "layer", "layer, from 0", row -> row.layer().layer()));
    columns.add(
        new Column<>(
            "step",
            INT32,
            false,
            "step",
            "steps of training that came before; 0 = as initialised",
            LayerRow::step));
    columns.add(
        new Column<>(
            TrialColumns.FAN_IN,
            INT32,
            false,
            "-",
            "units that feed the layer",
            row -> scale(row).fanIn()));
    columns.add(
        new Column<>(
            TrialColumns.SIGMA_W2,
            FLOAT64,
            true,
            "dimensionless",
            "fan_in times the variance of one weight, as the layer's scheme declares it; NULL if"
                + " that is not finite",
            row -> scale(row).sigmaW2().orElse(null)));
    addTensor(columns, "pre", "pre-activation", row -> row.layer().pre());
    addTensor(columns, "act", "activation (the layer's output)", row -> row.layer().act());
    columns.add(
        measured(
            "act_zero_fraction",
            "share of activations that are exactly zero",
            row -> (double) row.layer().act().zeros() / row.layer().act().count()));
    columns.add(
        measured(
            "act_saturated_fraction",
            "share of units with a slope |phi'(pre)| of at most 0.01",
            row -> (double) row.layer().saturated() / row.layer().act().count()));
    columns.add(
        measured(
            "act_cosine",
            "mean cosine between the batch's rows of the activation; NaN with fewer than two rows,"
                + " a zero row or a non-finite value",
            row -> row.layer().cosine()));
    columns.add(
        measured(
            "act_cosine_magnitude",
            "mean |cosine| between the batch's rows of the activation that are not zero: 1 = all"
                + " lie on one line; of a batch larger than the layer, between its first 16 rows;"
                + " NaN with fewer than two such rows or a non-finite value",
            row -> row.layer().cosineMagnitude()));
    columns.add(
        measured(
            "weight_std",
            "standard deviation of the layer's weights (n - 1)",
            row -> row.layer().weightStd()));
    columns.add(
        new Column<>(
            "weight_std_declared",
            BOOLEAN,
            false,
            "-",
            "true = weight_std is the scheme's declared one, not measured",
            row -> row.layer().weightStdDeclared()));
    addGradient(
        columns,
        "grad_std",
        "std (n - 1) of the gradient at the layer's output",
        GradientStats::std);
    addGradient(
        columns, "grad_rms", "rms of the gradient at the layer's output", GradientStats::rms);
    addGradient(
        columns,
        "grad_max",
        "largest magnitude of the gradient at the layer's output",
        GradientStats::max);
    addGradient(
        columns,
        "pre_grad_rms",
        "rms of the gradient at the pre-activation",
        GradientStats::preRms);
    addGradient(
        columns,
        "weight_grad_rms",
        "rms of the gradient at the layer's weights",
        GradientStats::weightRms);
    columns.add(
        new Column<>(
            "grad_nonfinite_count",
            INT64,
            true,
            "count",
            "NaN or infinite values in the gradient at the layer's output",
            row -> row.layer().gradient().map(GradientStats::nonFinite).orElse(null)));
    columns.add(
        new Column<>(
            "grad_lost_in_float32",
            BOOLEAN,
            true,
            "-",
            "whether plain float32 would have lost some of this gradient to overflow or underflow",
            row -> row.layer().gradient().map(GradientStats::lostInFloat32).orElse(null)));
    columns.addAll(StreamColumns.all());
    columns.add(
        new Column<>(
            "act_exponents",
            TEXT,
            false,
            "count",
            "binary exponents of the activations that are finite and not zero: the smallest that"
                + " occurs, a colon, and how many values have it and each that follows",
            row -> row.layer().exponents().text()));
    columns.add(
        new Column<>(
            "grad_exponents",
            TEXT,
            true,
            "count",
            "the same of the gradient at the layer's output",
            row -> row.layer().gradient().map(g -> g.exponents().text()).orElse(null)));
    columns.add(
        new Column<>(
            "twin_distance",
            FLOAT64,
            true,
            "dimensionless",
            "mean over rows of 1 - cos between the output and that of the same network in float32;"
                + " NULL in float32",
            row -> row.layer().narrow().flatMap(NarrowStats::twinDistance).orElse(null)));
    columns.add(
        new Column<>(
            "flushed_fraction",
            FLOAT64,
            true,
            "dimensionless",
            "share of the activations that were not zero and were rounded to zero; NULL in float32",
            row ->
                row.layer()
                    .narrow()
                    .map(n -> (double) n.flushed() / row.layer().act().count())
                    .orElse(null)));
    columns.add(
        new Column<>(
            "overflow_count",
            INT64,
            true,
            "count",
            "finite pre-activations and activations that were rounded beyond the format's largest;"
                + " NULL in float32",
            row -> row.layer().narrow().map(NarrowStats::overflows).orElse(null)));
    columns.add(
        new Column<>(
            "mask_cosine",
            FLOAT64,
            true,
            "dimensionless",
            "mean over rows of the cosine between a row's values under two sets of dropout masks:"
                + " of the stream at block ends, of the output of other layers outside of blocks;"
                + " NULL without dropout, under batch_norm, and after step 0",
            row ->
                row.step() == 0 ? row.trial().maskCosine(row.layer().layer()).orElse(null) : null));
    columns.add(
        change(
            "act_change_rms",
            "rms of the difference between the activation now and at step 0, on the same batch;"
                + " NULL at step 0",
            LayerChange::activation));
    columns.add(
        change(
            "weight_change_rms",
            "rms of the difference between the layer's weights now and at step 0; NULL at step 0",
            LayerChange::weights));
    columns.add(
        change(
            "update_ratio",
            "rms of the last step's change of the weights over that of the weights before it; NULL"
                + " where not measured",
            c -> c.update().map(UpdateStats::ratio).orElse(null)));
    columns.add(
        change(
            "update_lost_fraction",
            "share of the weights with a gradient that the last step left unchanged: the update was"
                + " below half an ulp; NULL where not measured, and with matrix_free, which rounds"
                + " no weights",
            c ->
                c.update()
                    .map(UpdateStats::lost)
                    .filter(OptionalDouble::isPresent)
                    .map(OptionalDouble::getAsDouble)
                    .orElse(null)));
    return Collections.unmodifiableList(columns);
  }

  private static Column<LayerRow> change(
      String name, String meaning, Function<LayerChange, Object> value) {
    return new Column<>(
        name, FLOAT64, true, "dimensionless", meaning, row -> row.change().map(value).orElse(null));
  }

  private static void addTensor(
      List<Column<LayerRow>> columns,
      String prefix,
      String what,
      Function<LayerRow, LayerStats> stats) {
    columns.add(measured(prefix + "_mean", "mean of the " + what, r -> stats.apply(r).mean()));
    columns.add(
        measured(
            prefix + "_std",
            "standard deviation of the " + what + " (n - 1)",
            r -> stats.apply(r).std()));
    columns.add(
        measured(prefix + "_rms", "root mean square of the " + what, r -> stats.apply(r).rms()));
    columns.add(measured(prefix + "_min", "smallest " + what, r -> stats.apply(r).min()));
    columns.add(measured(prefix + "_max", "largest " + what, r -> stats.apply(r).max()));
    columns.add(
        new Column<>(
            prefix + "_nan_count",
            INT64,
            false,
            "count",
            "NaN values of the " + what,
            r -> stats.apply(r).nans()));
    columns.add(
        new Column<>(
            prefix + "_inf_count",
            INT64,
            false,
            "count",
            "infinite values of the " + what,
            r -> stats.apply(r).infinities()));
  }

  private static void addGradient(
      List<Column<LayerRow>> columns,
      String name,
      String meaning,
      Function<GradientStats, Scaled> value) {
    columns.add(
        new Column<>(
            name,
            FLOAT64,
            true,
            "loss per unit",
            meaning,
            row -> row.layer().gradient().map(value).map(Scaled::value).orElse(null)));
    columns.add(
        new Column<>(
            "log10_" + name,
            FLOAT64,
            true,
            "dimensionless",
            "decimal logarithm of " + name + ", exact at any magnitude",
            row -> row.layer().gradient().map(value).map(Scaled::log10).orElse(null)));
  }

  private static Column<LayerRow> measured(
      String name, String meaning, Function<LayerRow, Object> value) {
    return new Column<>(name, FLOAT64, false, "dimensionless", meaning, value);
  }
}
