package io.evenkeel.analysis.stability;

import static io.evenkeel.core.table.Column.Type.FLOAT64;
import static io.evenkeel.core.table.Column.Type.INT64;

import io.evenkeel.analysis.cells.Band;
import io.evenkeel.core.table.Column;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Kinds of columns that the stability table has several of. */
final class StabilityColumn {
  private StabilityColumn() {}

  /** Three columns of a band over trials. */
  static List<Column<StabilityRow>> band(
      String name, String meaning, Function<StabilityRow, Optional<Band>> band) {
    return List.of(
        quantile(name + "_p10", "10 % quantile of the " + meaning, band, Band::p10),
        quantile(name + "_median", "median of the " + meaning, band, Band::median),
        quantile(name + "_p90", "90 % quantile of the " + meaning, band, Band::p90));
  }

  private static Column<StabilityRow> quantile(
      String name,
      String meaning,
      Function<StabilityRow, Optional<Band>> band,
      Function<Band, Double> value) {
    return new Column<>(
        name,
        FLOAT64,
        true,
        "dimensionless",
        meaning,
        row -> band.apply(row).map(value).orElse(null));
  }

  /** A share or another number without a unit; NULL where it is empty. */
  static Column<StabilityRow> measured(
      String name, String meaning, Function<StabilityRow, OptionalDouble> value) {
    return new Column<>(
        name, FLOAT64, true, "dimensionless", meaning, row -> boxed(value.apply(row)));
  }

  /** How many trials. */
  static Column<StabilityRow> count(
      String name, String meaning, Function<StabilityRow, Object> value) {
    return new Column<>(name, INT64, false, "count", meaning, value);
  }

  /** Null where it is empty. */
  static Double boxed(OptionalDouble value) {
    return value.isPresent() ? Double.valueOf(value.getAsDouble()) : null;
  }
}
