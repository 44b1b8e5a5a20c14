package io.evenkeel.analysis.scheme;

import static io.evenkeel.core.table.Column.Type.FLOAT64;
import static io.evenkeel.core.table.Column.Type.INT32;
import static io.evenkeel.core.table.Column.Type.STRING;

import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.cells.CellColumns;
import io.evenkeel.analysis.cells.Interval;
import io.evenkeel.analysis.cells.WidthExponent;
import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.analysis.table.TableFiles;
import io.evenkeel.core.table.Column;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The table {@code schemes} of a run's report: one row per scheme, over all sizes. */
public final class SchemeTable {
  /** The files and their columns. */
  public static final TableFiles<SchemeRow> FILES = TableFiles.inReport("schemes", columns());

  private SchemeTable() {}

  /**
   * The schemes, best first within an activation, or an activation and an architecture.
   *
   * @param rows all cells, best first
   */
  public static List<SchemeRow> of(List<StabilityRow> rows) {
    return SchemeRanking.of(rows);
  }

  private static List<Column<SchemeRow>> columns() {
    List<Column<SchemeRow>> columns =
        new ArrayList<>(CellColumns.of(SchemeRanking.SCHEME::contains, SchemeRow::cell));
    columns.add(
        text(
            "equal_in_law",
            "initialisers of the same law at every size, counted together with it; NULL = none",
            row ->
                row.equal().isEmpty()
                    ? null
                    : row.equal().stream().map(Cell::init).collect(Collectors.joining("; "))));
    columns.add(
        new Column<>(
            "rank",
            INT32,
            true,
            "-",
            "1 + how many rivals certainly hold in more sizes; NULL = it holds in none",
            row -> row.rank().isPresent() ? row.rank().getAsInt() : null));
    columns.add(count("tied", "rivals that share the rank", SchemeRow::tied));
    columns.add(
        count("sizes", "depths and widths that it or a rival was tried at", SchemeRow::sizes));
    columns.add(count("holds", "of these, where it is stable both ways", SchemeRow::holds));
    columns.add(count("fails", "where it is not, or something else is wrong", SchemeRow::fails));
    columns.add(
        count("untried", "of the rest, those at which it was not tried", SchemeRow::untried));
    columns.add(share("share", "holds over sizes", SchemeRow::share));
    columns.add(
        share(
            "share_high",
            "the share if it holds wherever the seeds do not tell, or it was not tried",
            SchemeRow::shareHigh));
    columns.add(
        text(
            "deepest",
            "width:depth, up to which depth it holds at each width; 0 = at none",
            SchemeRow::deepestText));
    columns.add(
        text(
            "faults",
            "the worst verdict at the sizes where it fails, and at how many; NULL = none",
            row -> row.faultsText().orElse(null)));
    columns.addAll(widths());
    return Collections.unmodifiableList(columns);
  }

  private static List<Column<SchemeRow>> widths() {
    return List.of(
        text(
            "width_verdict",
            "how the factor by which a layer multiplies the std goes with the width; NULL = one"
                + " width",
            row -> row.widthsText().orElse(null)),
        exponent("width_exponent", "the power of the width", WidthExponent::mean),
        exponent(
            "width_exponent_low",
            "lower end of its interval of 95 %, NULL with one seed",
            w -> bound(w, Interval::low)),
        exponent(
            "width_exponent_high", "upper end, NULL with one seed", w -> bound(w, Interval::high)));
  }

  private static OptionalDouble bound(WidthExponent exponent, ToDoubleFunction<Interval> end) {
    return exponent.interval().stream().mapToDouble(end).findFirst();
  }

  private static Column<SchemeRow> exponent(
      String name, String meaning, Function<WidthExponent, OptionalDouble> value) {
    return new Column<>(
        name,
        FLOAT64,
        true,
        "dimensionless",
        meaning + "; NULL = one width",
        row -> {
          OptionalDouble known = row.widths().map(value).orElse(OptionalDouble.empty());
          return known.isPresent() ? known.getAsDouble() : null;
        });
  }

  private static Column<SchemeRow> text(
      String name, String meaning, Function<SchemeRow, Object> value) {
    return new Column<>(name, STRING, true, "-", meaning, value);
  }

  private static Column<SchemeRow> count(
      String name, String meaning, Function<SchemeRow, Object> value) {
    return new Column<>(name, INT32, false, "count", meaning, value);
  }

  private static Column<SchemeRow> share(
      String name, String meaning, Function<SchemeRow, Object> value) {
    return new Column<>(name, FLOAT64, false, "dimensionless", meaning, value);
  }
}
