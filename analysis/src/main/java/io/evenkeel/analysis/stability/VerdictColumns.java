package io.evenkeel.analysis.stability;

import static io.evenkeel.core.table.Column.Type.FLOAT64;
import static io.evenkeel.core.table.Column.Type.INT32;
import static io.evenkeel.core.table.Column.Type.INT64;
import static io.evenkeel.core.table.Column.Type.STRING;

import io.evenkeel.analysis.cells.Interval;
import io.evenkeel.analysis.verdict.Judgement;
import io.evenkeel.core.table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/** The columns of the stability table on one verdict and its evidence. */
final class VerdictColumns {
  private VerdictColumns() {}

  /**
   * The columns of a verdict on a signal, or on the inputs' angles.
   *
   * @param name what their names begin with
   */
  static List<Column<StabilityRow>> of(
      String name, Function<StabilityRow, Optional<Judgement>> judgement) {
    List<Column<StabilityRow>> columns = new ArrayList<>();
    Judged judged = new Judged(columns, name, judgement);
    String what = name.equals("inputs") ? "1 - |cosine| between inputs" : "std";
    judged.add(
        "verdict",
        STRING,
        "-",
        name.equals("inputs")
            ? "ordered, critical, chaotic or undecided; NULL = nothing to judge by"
            : "stable, power law, levels off, split, vanishing, exploding (both exponentially),"
                + " non-finite, dead, constant or undecided; NULL = nothing to judge by",
        j -> Optional.of(j.verdict().text()));
    judged.add(
        "rate",
        FLOAT64,
        "nats per layer",
        "mean over trials of ln of the factor per layer of the " + what,
        Judgement::rate);
    judged.add(
        "rate_low",
        FLOAT64,
        "nats per layer",
        "lower end of its confidence interval, at the level of one test",
        j -> j.interval().map(Interval::low));
    judged.add(
        "rate_high",
        FLOAT64,
        "nats per layer",
        "upper end of it",
        j -> j.interval().map(Interval::high));
    judged.add("n", INT64, "count", "trials that the verdict rests on", j -> Optional.of(j.n()));
    judged.add(
        "exponent",
        FLOAT64,
        "dimensionless",
        "of a power law: slope of log " + what + " against log layer",
        Judgement::exponent);
    judged.add(
        "depth_allowed",
        INT64,
        "layers",
        "deepest network that this exponential rate leaves within the thresholds",
        j -> boxed(j.depthAllowed()));
    if (!name.equals("inputs")) {
      judged.add(
          "split",
          STRING,
          "-",
          "where seeds part: percents that fall below, stay within and rise above what is allowed",
          Judgement::shares);
      judged.add(
          "first_bad_layer",
          INT32,
          "layer",
          "first layer, in the signal's direction, that is non-finite or beyond the thresholds",
          j -> boxed(j.firstBadLayer()));
    }
    judged.add(
        "more_seeds",
        INT64,
        "count",
        "about how many more seeds would decide; NULL = decided",
        j -> boxed(j.moreSeeds()));
    judged.add("evidence", STRING, "-", "why, in a sentence", j -> Optional.of(j.evidence()));
    return columns;
  }

  /** Columns of one judgement, each NULL where there is none. */
  private record Judged(
      List<Column<StabilityRow>> columns,
      String name,
      Function<StabilityRow, Optional<Judgement>> judgement) {
    void add(
        String what,
        Column.Type type,
        String unit,
        String meaning,
        Function<Judgement, Optional<?>> value) {
      columns.add(
          new Column<>(
              name + "_" + what,
              type,
              true,
              unit,
              meaning,
              row -> judgement.apply(row).flatMap(value::apply).orElse(null)));
    }
  }

  private static Optional<Long> boxed(OptionalLong value) {
    return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
  }

  private static Optional<Integer> boxed(OptionalInt value) {
    return value.isPresent() ? Optional.of(value.getAsInt()) : Optional.empty();
  }
}
