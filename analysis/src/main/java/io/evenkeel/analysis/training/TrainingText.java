package io.evenkeel.analysis.training;

import io.evenkeel.analysis.cells.Interval;
import io.evenkeel.analysis.console.TextColumn;
import io.evenkeel.analysis.stability.CellTexts;
import io.evenkeel.analysis.table.TableFiles;
import io.evenkeel.analysis.text.ShortTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/** The verdicts on training for a person to read. */
public final class TrainingText {
  private final int most;
  private final List<String> lines = new ArrayList<>();

  private TrainingText(int most) {
    this.most = most;
  }

  /**
   * A table for each kind of verdict that exists, and the meaning of its columns.
   *
   * @param most rows of each table; further rows are counted
   */
  public static List<String> of(TrainingVerdicts verdicts, int most) {
    TrainingText text = new TrainingText(most);
    if (!verdicts.training().isEmpty()) {
      text.training(verdicts.training());
    }
    List<CoordinateRow> last =
        verdicts.coordinates().stream().filter(row -> row.step() == row.cell().steps()).toList();
    if (!last.isEmpty()) {
      text.coordinates(last);
    }
    if (!verdicts.transfer().isEmpty()) {
      text.transfer(verdicts.transfer());
    }
    return text.lines;
  }

  private void training(List<TrainingRow> rows) {
    List<TextColumn<TrainingRow>> columns =
        TellingColumns.of(rows, TrainingRow::cell, Set.of("lr"));
    columns.add(right("best lr", row -> ShortTexts.number(row.cell().lr())));
    columns.add(right("trained", row -> row.trained() + "/" + row.judged()));
    columns.add(left("trainable", TrainingRow::verdictText));
    columns.add(right("loss/0", row -> number(row.lossOverFloor())));
    columns.add(
        left(
            "diverges",
            row ->
                row.divergingRate().isPresent()
                    ? "@" + ShortTexts.number(row.divergingRate().getAsDouble())
                    : CellTexts.NOTHING));
    columns.add(
        left(
            "forecast", row -> word(row.forecast().map(stable -> stable ? "stable" : "unstable"))));
    columns.add(left("agrees", row -> word(row.agrees().map(agrees -> agrees ? "yes" : "no"))));
    table("training", columns, rows, TrainingTables.TRAINING);
    lines.add(
        "trained: seeds whose last loss is at most half of what a zero output gives, of those that"
            + " did not choose the rate");
    lines.add(
        "diverges: from this lr on most networks do; forecast: by the verdicts at step 0; -: not"
            + " known");
    agreement(rows);
  }

  private void agreement(List<TrainingRow> rows) {
    List<Boolean> known = rows.stream().flatMap(row -> row.agrees().stream()).toList();
    if (!known.isEmpty()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "forecast and training agree in %,d of %,d networks where both are decided",
              known.stream().filter(agrees -> agrees).count(),
              known.size()));
    }
  }

  private void coordinates(List<CoordinateRow> rows) {
    List<TextColumn<CoordinateRow>> columns =
        TellingColumns.of(rows, CoordinateRow::cell, Set.of("width", "input_width"));
    columns.add(left("layers", CoordinateRow::roleText));
    columns.add(right("exponent", row -> exponent(row.exponent().mean())));
    columns.add(left("interval", row -> interval(row.exponent().interval())));
    columns.add(right("predicted", row -> exponent(row.predicted())));
    columns.add(left("coordinates", CoordinateRow::verdict));
    table("coordinates after the last step", columns, rows, TrainingTables.COORDINATES);
    lines.add(
        "exponent: power of the width n by which training changes the outputs of a layer;"
            + " predicted: for small steps and wide networks");
    lines.add(
        "width-stable: the interval lies within "
            + exponent(OptionalDouble.of(-Coordinates.TOLERATED))
            + ".."
            + exponent(OptionalDouble.of(Coordinates.TOLERATED)));
  }

  private void transfer(List<TransferRow> rows) {
    List<TextColumn<TransferRow>> columns =
        TellingColumns.of(rows, TransferRow::cell, Set.of("width", "input_width", "lr"));
    columns.add(left("best lr by width", TrainingText::rates));
    columns.add(right("exponent", row -> exponent(row.exponent().mean())));
    columns.add(left("interval", row -> interval(row.exponent().interval())));
    columns.add(left("lr_transfer", TransferRow::verdict));
    table("learning rates over widths", columns, rows, TrainingTables.TRANSFER);
    lines.add(
        "not measured: the best of the rates is the first or the last in more than a tenth of the"
            + " seeds");
  }

  private <R> void table(
      String title, List<TextColumn<R>> columns, List<R> rows, TableFiles<R> files) {
    if (!lines.isEmpty()) {
      lines.add("");
    }
    lines.add(title);
    lines.addAll(TextColumn.aligned(columns, rows.subList(0, Math.min(most, rows.size()))));
    if (rows.size() > most) {
      lines.add(
          String.format(Locale.ROOT, "... and %,d more in %s", rows.size() - most, files.csv()));
    }
  }

  private static String rates(TransferRow row) {
    List<String> rates = new ArrayList<>();
    for (TransferRow.Point point : row.points()) {
      rates.add(
          point.width()
              + ": "
              + (Double.isNaN(point.rate()) ? CellTexts.NOTHING : ShortTexts.number(point.rate())));
    }
    return String.join(", ", rates);
  }

  private static String exponent(OptionalDouble x) {
    return x.isEmpty() ? CellTexts.NOTHING : String.format(Locale.ROOT, "%.2f", x.getAsDouble());
  }

  private static String interval(Optional<Interval> interval) {
    return interval
        .map(i -> String.format(Locale.ROOT, "%.2f..%.2f", i.low(), i.high()))
        .orElse(CellTexts.NOTHING);
  }

  private static String number(OptionalDouble x) {
    return x.isEmpty() ? CellTexts.NOTHING : ShortTexts.number(x.getAsDouble());
  }

  private static String word(Optional<String> word) {
    return word.orElse(CellTexts.NOTHING);
  }

  private static <R> TextColumn<R> left(String header, Function<R, String> text) {
    return new TextColumn<>(header, true, text);
  }

  private static <R> TextColumn<R> right(String header, Function<R, String> text) {
    return new TextColumn<>(header, false, text);
  }
}
