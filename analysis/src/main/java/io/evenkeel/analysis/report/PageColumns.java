package io.evenkeel.analysis.report;

import io.evenkeel.analysis.cells.Band;
import io.evenkeel.analysis.cells.LossSummary;
import io.evenkeel.analysis.cells.PassSummary;
import io.evenkeel.analysis.stability.CellTexts;
import io.evenkeel.analysis.stability.StabilityColumns;
import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.analysis.stability.Standing;
import io.evenkeel.analysis.text.ShortTexts;
import io.evenkeel.analysis.verdict.Judgement;
import io.evenkeel.core.table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/** The columns of the page's ranking: those of a cell that vary, then what was measured. */
final class PageColumns {
  private static final Set<String> ALWAYS = Set.of("activation", "init");

  private PageColumns() {}

  static List<PageColumn> of(List<StabilityRow> rows, CellNames names) {
    List<PageColumn> columns = new ArrayList<>();
    columns.add(
        PageColumn.numbers(
            "rank",
            "place among all cells; cells that cannot be told apart share one",
            row -> row.standing().map(s -> Integer.toString(s.rank())).orElse(CellTexts.NOTHING),
            row -> row.standing().map(Standing::rank).map(Integer::doubleValue)));
    for (Column<StabilityRow> column : StabilityColumns.CELL) {
      if (ALWAYS.contains(column.name()) || names.varying().contains(column)) {
        columns.add(ofCell(column, names));
      }
    }
    columns.add(verdict("forward", "what becomes of activations", StabilityRow::forwardJudgement));
    columns.add(change("change", "the activations' std", row -> row.summary().forward()));
    columns.add(factor("factor", "activations", StabilityRow::forwardJudgement));
    columns.add(verdict("backward", "what becomes of gradients", StabilityRow::backwardJudgement));
    columns.add(change("change back", "the gradient's rms", row -> row.summary().backward()));
    columns.add(factor("factor back", "gradients, going back,", StabilityRow::backwardJudgement));
    columns.add(
        verdict(
            "inputs",
            "whether different inputs stay different, and alike ones alike",
            StabilityRow::correlationJudgement));
    if (rows.stream().anyMatch(row -> row.branchJudgement().isPresent())) {
      columns.add(
          verdict(
              "branches",
              "what residual branches add to the stream",
              StabilityRow::branchJudgement));
    }
    columns.addAll(FormatColumns.of(rows));
    columns.add(
        PageColumn.numbers(
            "dW spread",
            "decades between the smallest and the largest rms weight gradient of a hidden layer,"
                + " median over seeds",
            row -> CellTexts.median(row.summary().branches().weightGradSpread()),
            row -> row.summary().branches().weightGradSpread().map(Band::median)));
    columns.add(
        PageColumn.numbers(
            "std",
            "of the last hidden layer's activation, median over seeds",
            row -> CellTexts.median(row.summary().actStd()),
            row -> row.summary().actStd().map(Band::median)));
    columns.add(
        PageColumn.numbers(
            "10..90 %",
            "band of that std over seeds",
            row -> CellTexts.band(row.summary().actStd()),
            row -> row.summary().actStd().map(Band::p10)));
    columns.add(
        PageColumn.numbers(
            "saturated",
            "share of the last hidden layer's units with a slope of at most 0.01, median over"
                + " seeds",
            row -> CellTexts.median(row.summary().saturated()),
            row -> row.summary().saturated().map(Band::median)));
    columns.add(
        PageColumn.numbers(
            "loss / floor",
            "loss over the loss of an all-zero output, medians over seeds; share of seeds with inf"
                + " or NaN",
            CellTexts::lossOverFloor,
            PageColumns::lossOverFloor));
    if (rows.stream().anyMatch(row -> row.summary().loss().nonFinite() > 0)) {
      columns.add(
          verdict("finite loss", "whether the loss is finite", StabilityRow::lossJudgement));
    }
    columns.add(
        PageColumn.numbers(
            "NaN/Inf",
            "share of trials that are not finite, and the median of the first layers that are not",
            CellTexts::nonFinite,
            row -> boxed(row.summary().nonFiniteShare())));
    columns.add(
        PageColumn.numbers(
            "trials",
            "how many seeds",
            row -> Long.toString(row.summary().trials()),
            row -> Optional.of((double) row.summary().trials())));
    return List.copyOf(columns);
  }

  private static PageColumn ofCell(Column<StabilityRow> column, CellNames names) {
    boolean numeric = column.type() != Column.Type.STRING;
    Function<StabilityRow, Object> value = row -> row.cell().get(column.name());
    return new PageColumn(
        column.name(),
        column.name(),
        column.meaning(),
        numeric && column.type() != Column.Type.BOOLEAN,
        row -> names.value(row, column.name()),
        row -> Optional.of(CellNames.text(value.apply(row))),
        row ->
            value.apply(row) instanceof Number number
                ? Optional.of(number.doubleValue())
                : Optional.of(CellNames.text(value.apply(row))),
        row -> Optional.empty());
  }

  private static PageColumn verdict(
      String name, String meaning, Function<StabilityRow, Optional<Judgement>> judgement) {
    return new PageColumn(
        name,
        name,
        meaning,
        false,
        row -> CellTexts.verdict(row, judgement.apply(row)),
        row -> judgement.apply(row).map(Judgement::evidence),
        row -> judgement.apply(row).map(j -> j.verdict().gravity() + j.verdict().text()),
        row -> judgement.apply(row).map(j -> j.verdict().text()));
  }

  private static PageColumn change(
      String label, String what, Function<StabilityRow, PassSummary> pass) {
    return PageColumn.numbers(
        label,
        "factor by which " + what + " changes over all layers, geometric mean over seeds",
        row -> CellTexts.change(row, pass.apply(row)),
        row ->
            pass.apply(row).rate().n() == 0
                ? Optional.empty()
                : Optional.of(pass.apply(row).rate().mean() * (row.cell().stops() - 1)));
  }

  private static PageColumn factor(
      String label, String what, Function<StabilityRow, Optional<Judgement>> judgement) {
    return PageColumn.numbers(
        label,
        "by which " + what + " change per layer, mean over seeds",
        row ->
            judgement
                .apply(row)
                .flatMap(Judgement::rate)
                .map(nats -> ShortTexts.factor(nats / Math.log(10)))
                .orElse("-"),
        row -> judgement.apply(row).flatMap(Judgement::rate));
  }

  private static Optional<Double> lossOverFloor(StabilityRow row) {
    LossSummary loss = row.summary().loss();
    boolean known =
        2 * loss.nonFinite() <= loss.computed()
            && loss.median().isPresent()
            && loss.floor().orElse(0) != 0;
    return known
        ? Optional.of(loss.median().getAsDouble() / loss.floor().getAsDouble())
        : Optional.empty();
  }

  static Optional<Double> boxed(OptionalDouble value) {
    return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
  }
}
