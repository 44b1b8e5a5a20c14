package io.evenkeel.analysis.stability;

import static io.evenkeel.core.table.Column.Type.FLOAT64;
import static io.evenkeel.core.table.Column.Type.INT64;
import static io.evenkeel.core.table.Column.Type.STRING;

import io.evenkeel.analysis.verdict.Judgement;
import io.evenkeel.core.table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The columns of the stability table on residual branches and weight gradients. */
final class BranchColumns {
  private BranchColumns() {}

  static List<Column<StabilityRow>> all() {
    List<Column<StabilityRow>> columns = new ArrayList<>();
    columns.add(
        column(
            "verdict",
            STRING,
            "-",
            "silent, faint, fading, balanced, drowning or undecided; NULL = there are no residual"
                + " branches to judge",
            j -> Optional.of(j.verdict().text())));
    columns.add(
        column("n", INT64, "count", "trials that the verdict rests on", j -> Optional.of(j.n())));
    columns.add(
        column(
            "exponent",
            FLOAT64,
            "dimensionless",
            "of fading branches: slope of log share against log block",
            Judgement::exponent));
    columns.add(
        column(
            "more_seeds",
            INT64,
            "count",
            "about how many more seeds would decide; NULL = decided",
            j ->
                j.moreSeeds().isPresent()
                    ? Optional.of(j.moreSeeds().getAsLong())
                    : Optional.empty()));
    columns.add(
        column("evidence", STRING, "-", "why, in a sentence", j -> Optional.of(j.evidence())));
    columns.addAll(
        StabilityColumn.band(
            "branch_share",
            "branches' share of the squared stream, geometric mean over blocks",
            row -> row.summary().branches().share()));
    columns.addAll(
        StabilityColumn.band(
            "weight_grad_spread",
            "decades between the smallest and the largest weight_grad_rms of a hidden layer",
            row -> row.summary().branches().weightGradSpread()));
    return columns;
  }

  private static Column<StabilityRow> column(
      String what,
      Column.Type type,
      String unit,
      String meaning,
      Function<Judgement, Optional<?>> value) {
    return new Column<>(
        "branches_" + what,
        type,
        true,
        unit,
        meaning,
        row -> row.branchJudgement().flatMap(value::apply).orElse(null));
  }
}
