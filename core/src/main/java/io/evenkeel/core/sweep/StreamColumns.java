package io.evenkeel.core.sweep;

import static io.evenkeel.core.table.Column.Type.FLOAT64;

import io.evenkeel.core.probe.Normalized;
import io.evenkeel.core.stats.Scaled;
import io.evenkeel.core.table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Those columns of the table {@code layers} that describe the stream, which is the signal that goes
 * from block to block, and what branches and norms do to it. They have the same names for every
 * kind of net.
 */
final class StreamColumns {
  private StreamColumns() {}

  /** The columns, in file order. */
  static List<Column<LayerRow>> all() {
    List<Column<LayerRow>> columns = new ArrayList<>();
    columns.add(
        stream(
            "stream_std",
            "dimensionless",
            "standard deviation (n - 1) of the stream behind a residual block; in plain layers and"
                + " the stem, act_std; NULL inside a branch",
            stream -> stream.values().std()));
    columns.add(
        stream(
            "stream_rms",
            "dimensionless",
            "root mean square of the stream",
            stream -> stream.values().rms()));
    columns.add(
        stream(
            "stream_cosine",
            "dimensionless",
            "mean cosine between the batch's rows of the stream",
            StreamStats::cosine));
    columns.add(
        stream(
            "stream_cosine_magnitude",
            "dimensionless",
            "mean |cosine| between the batch's rows of the stream, as act_cosine_magnitude",
            StreamStats::cosineMagnitude));
    addStreamGradient(columns, "stream_grad_std", "std (n - 1)", StreamStats.Gradient::std);
    addStreamGradient(columns, "stream_grad_rms", "rms", StreamStats.Gradient::rms);
    columns.add(
        stream(
            "branch_rms",
            "dimensionless",
            "root mean square of what a residual block added to the stream; NULL elsewhere",
            stream -> stream.branch().map(StreamStats.Branch::rms).orElse(null)));
    columns.add(
        stream(
            "branch_share",
            "dimensionless",
            "sum of squares of the branch over that of the sum with the stream; NULL elsewhere",
            stream -> stream.branch().map(StreamStats.Branch::share).orElse(null)));
    columns.add(
        norm(
            "norm_divisor",
            "rms over its groups of what the norm behind this layer divided by; NULL without one",
            Normalized::divisor));
    columns.add(
        norm(
            "norm_eps_share",
            "mean of eps / (variance + eps) of that norm: 1 where eps alone decides",
            Normalized::epsShare));
    return columns;
  }

  private static Column<LayerRow> stream(
      String name, String unit, String meaning, Function<StreamStats, Object> value) {
    return new Column<>(
        name, FLOAT64, true, unit, meaning, row -> row.layer().stream().map(value).orElse(null));
  }

  private static Column<LayerRow> norm(
      String name, String meaning, Function<Normalized, Object> value) {
    return new Column<>(
        name,
        FLOAT64,
        true,
        "dimensionless",
        meaning,
        row -> row.layer().norm().map(value).orElse(null));
  }

  private static void addStreamGradient(
      List<Column<LayerRow>> columns,
      String name,
      String what,
      Function<StreamStats.Gradient, Scaled> value) {
    columns.add(
        stream(
            name,
            "loss per unit",
            what + " of the gradient at the stream",
            stream -> stream.gradient().map(value).map(Scaled::value).orElse(null)));
    columns.add(
        stream(
            "log10_" + name,
            "dimensionless",
            "decimal logarithm of " + name + ", exact at any magnitude",
            stream -> stream.gradient().map(value).map(Scaled::log10).orElse(null)));
  }
}
