package io.evenkeel.analysis.training;

import static io.evenkeel.core.table.Column.Type.BOOLEAN;
import static io.evenkeel.core.table.Column.Type.FLOAT64;
import static io.evenkeel.core.table.Column.Type.INT32;
import static io.evenkeel.core.table.Column.Type.INT64;
import static io.evenkeel.core.table.Column.Type.STRING;

import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.cells.CellColumns;
import io.evenkeel.analysis.cells.Interval;
import io.evenkeel.analysis.cells.WidthExponent;
import io.evenkeel.analysis.table.TableFiles;
import io.evenkeel.core.table.Column;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** The tables {@code training}, {@code coordinates} and {@code lr_transfer} of a run's report. */
final class TrainingTables {
  /** One row per network: whether it trains at the best of its learning rates. */
  public static final TableFiles<TrainingRow> TRAINING =
      TableFiles.inReport("training", training());

  /** One row per network, kind of layer and recorded step, over all widths. */
  public static final TableFiles<CoordinateRow> COORDINATES =
      TableFiles.inReport("coordinates", coordinates());

  /** One row per network, over all widths and learning rates. */
  public static final TableFiles<TransferRow> TRANSFER =
      TableFiles.inReport("lr_transfer", transfer());

  private static final String NONE = "dimensionless";

  private TrainingTables() {}

  private static List<Column<TrainingRow>> training() {
    List<Column<TrainingRow>> columns = cell(Set.of("lr"), TrainingRow::cell);
    columns.add(
        number("best_lr", "learning rate chosen by some of the seeds", row -> row.cell().lr()));
    columns.add(count("rates", "learning rates to choose from", row -> row.rates()));
    columns.add(count("seeds", "seeds with a trial", row -> row.seeds()));
    columns.add(
        count("choosing", "seeds that chose the rate; 0 = there was one", row -> row.choosing()));
    columns.add(count("judged", "other seeds, which are judged", row -> row.judged()));
    columns.add(
        count(
            "trained",
            "of the judged, those whose last loss is at most half of what a zero output gives",
            row -> row.trained()));
    columns.add(number("share", "trained over judged", row -> boxed(row.share())));
    columns.add(
        number(
            "share_low",
            "the probability of training is above this, but for a chance of the error rate",
            row -> row.low()));
    columns.add(
        number(
            "share_high",
            "the probability of training is below this, but for a chance of the error rate",
            row -> row.high()));
    columns.add(
        new Column<>(
            "trainable",
            STRING,
            false,
            "-",
            "trains, does not train, undecided with the number of seeds that are lacking, or not"
                + " judged",
            TrainingRow::verdictText));
    columns.add(
        number(
            "loss_over_floor",
            "median of the judged seeds' last losses over what a zero output gives",
            row -> boxed(row.lossOverFloor())));
    columns.add(
        number(
            "diverges_lr",
            "smallest learning rate from which on most networks diverge; NULL = none is known to",
            row -> boxed(row.divergingRate())));
    columns.add(
        new Column<>(
            "forecast",
            STRING,
            true,
            "-",
            "stable or unstable by the verdicts at step 0; NULL = undecided",
            row -> row.forecast().map(stable -> stable ? "stable" : "unstable").orElse(null)));
    columns.add(
        new Column<>(
            "forecast_agrees",
            BOOLEAN,
            true,
            "-",
            "whether stable networks train and unstable ones do not; NULL = either is undecided",
            row -> row.agrees().orElse(null)));
    return Collections.unmodifiableList(columns);
  }

  private static List<Column<CoordinateRow>> coordinates() {
    List<Column<CoordinateRow>> columns = cell(Set.of("width", "input_width"), CoordinateRow::cell);
    columns.add(
        new Column<>(
            "role",
            STRING,
            false,
            "-",
            "input = first layer, hidden = mean over the other hidden layers, output = readout",
            CoordinateRow::roleText));
    columns.add(count("step", "step after which layers were measured", row -> row.step()));
    columns.addAll(
        exponent(
            CoordinateRow::exponent,
            CoordinateRow::narrowest,
            CoordinateRow::widest,
            "power of the width by which act_change_rms grows"));
    columns.add(
        number(
            "predicted",
            "the exponent for small steps and wide networks; NULL = not known",
            row -> boxed(row.predicted())));
    columns.add(
        new Column<>(
            "coordinates",
            STRING,
            false,
            "-",
            "width-stable, grows or shrinks as a power of the width n, undecided with the number of"
                + " seeds that are lacking, or not measured",
            CoordinateRow::verdict));
    return Collections.unmodifiableList(columns);
  }

  private static List<Column<TransferRow>> transfer() {
    List<Column<TransferRow>> columns =
        cell(Set.of("width", "input_width", "lr"), TransferRow::cell);
    columns.addAll(
        exponent(
            TransferRow::exponent,
            TransferRow::narrowest,
            TransferRow::widest,
            "power of the width by which the best learning rate grows"));
    columns.add(
        new Column<>(
            "lr_transfer",
            STRING,
            false,
            "-",
            "transfers, rises or falls as a power of the width n, undecided with the number of"
                + " seeds that are lacking, or not measured",
            TransferRow::verdict));
    return Collections.unmodifiableList(columns);
  }

  private static <R> List<Column<R>> exponent(
      Function<R, WidthExponent> exponent,
      Function<R, Object> narrowest,
      Function<R, Object> widest,
      String meaning) {
    return List.of(
        count("width_from", "smallest width", narrowest),
        count("width_to", "largest width", widest),
        count("widths", "how many widths", row -> exponent.apply(row).widths()),
        new Column<>(
            "seeds",
            INT64,
            false,
            "count",
            "seeds with a trial",
            row -> exponent.apply(row).seeds()),
        new Column<>(
            "measured",
            INT64,
            false,
            "count",
            "seeds with a number at every width",
            row -> exponent.apply(row).slopes().n()),
        number("slope", meaning + ": mean over seeds", row -> boxed(exponent.apply(row).mean())),
        number(
            "slope_low",
            "lower end of Student's interval of the mean",
            row -> exponent.apply(row).interval().map(Interval::low).orElse(null)),
        number(
            "slope_high",
            "upper end of the interval",
            row -> exponent.apply(row).interval().map(Interval::high).orElse(null)),
        new Column<>(
            "more_seeds",
            INT64,
            true,
            "count",
            "about how many more seeds would decide; NULL = decided, or not measured",
            row -> boxed(exponent.apply(row).moreSeeds())));
  }

  /**
   * The columns of a cell without some of them, and without the engine, which follows from the
   * others.
   */
  private static <R> List<Column<R>> cell(Set<String> without, Function<R, Cell> cell) {
    return new ArrayList<>(
        CellColumns.of(name -> !without.contains(name) && !name.equals("engine"), cell));
  }

  private static <R> Column<R> number(String name, String meaning, Function<R, Object> value) {
    return new Column<>(name, FLOAT64, true, NONE, meaning, value);
  }

  private static <R> Column<R> count(String name, String meaning, Function<R, Object> value) {
    return new Column<>(name, INT32, false, "count", meaning, value);
  }

  private static Double boxed(OptionalDouble value) {
    return value.isPresent() ? Double.valueOf(value.getAsDouble()) : null;
  }

  private static Long boxed(OptionalLong value) {
    return value.isPresent() ? Long.valueOf(value.getAsLong()) : null;
  }
}
