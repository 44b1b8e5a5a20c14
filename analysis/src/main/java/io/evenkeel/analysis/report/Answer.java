package io.evenkeel.analysis.report;

import io.evenkeel.analysis.scheme.SchemeAnswer;
import io.evenkeel.analysis.scheme.SchemeRow;
import io.evenkeel.analysis.scheme.SchemeTable;
import io.evenkeel.analysis.stability.Holding;
import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.analysis.stability.Standing;
import io.evenkeel.analysis.text.ShortTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A summary of a sweep in a few words, and the figures that it rests on. */
final class Answer {
  private static final int MOST_SHARED = 5;

  private final List<StabilityRow> rows;
  private final CellNames names;
  private final List<SchemeRow> schemes;

  /**
   * @param rows all cells, best first
   */
  Answer(List<StabilityRow> rows, CellNames names) {
    this.rows = rows;
    this.names = names;
    schemes = SchemeTable.of(rows);
  }

  /** Which scheme holds in most sizes, for each activation, and in how many cells networks hold. */
  String sentence() {
    if (rows.isEmpty() || rows.get(0).summary().computed() == 0) {
      return "Nothing can be said yet: no trial has been computed.";
    }
    long stable = count(Holding.HOLDS);
    long open = count(Holding.OPEN);
    return new SchemeAnswer(schemes).sentence()
        + ". "
        + verdict(stable)
        + (open > 0 ? " (%s undecided)".formatted(number(open)) : "")
        + (stable > 0
            ? ""
            : (rows.size() == 1 ? ": " : "; the least bad is ") + names.of(rows.get(0)))
        + ".";
  }

  private long count(Holding holding) {
    return rows.stream().filter(row -> row.holding() == holding).count();
  }

  /** The schemes over all sizes, best first in each group of rivals. */
  List<SchemeRow> schemes() {
    return schemes;
  }

  private String verdict(long stable) {
    if (rows.size() == 1) {
      return stable == 1
          ? "This cell stays stable both ways"
          : "This cell does not stay stable both ways";
    }
    if (stable == rows.size()) {
      return "All " + ShortTexts.counted(rows.size(), "cell") + " stay stable both ways";
    }
    return stable == 0
        ? "None of " + ShortTexts.counted(rows.size(), "cell") + " stays stable both ways"
        : "%s of %s %s stable both ways"
            .formatted(
                number(stable),
                ShortTexts.counted(rows.size(), "cell"),
                stable == 1 ? "stays" : "stay");
  }

  /** The cells that share the best rank, and why. */
  List<String> shared() {
    return rows.stream()
        .filter(row -> row.standing().flatMap(Standing::alike).isPresent())
        .collect(
            Collectors.toMap(
                row -> row.standing().orElseThrow().rank(),
                Function.identity(),
                (first, other) -> first,
                TreeMap::new))
        .values()
        .stream()
        .limit(MOST_SHARED)
        .map(this::shared)
        .toList();
  }

  private String shared(StabilityRow row) {
    Standing standing = row.standing().orElseThrow();
    return String.format(
        Locale.ROOT,
        "Rank %,d is shared: %s, %s.",
        standing.rank(),
        names.of(row),
        standing.alike().orElseThrow());
  }

  /** How many cells and trials there are, and how the trials ended. */
  String figures(Provenance provenance) {
    long failed =
        rows.stream().mapToLong(row -> row.summary().failed() + row.summary().invalid()).sum();
    long nonFinite = rows.stream().mapToLong(row -> row.summary().nonFinite()).sum();
    String all =
        ShortTexts.counted(rows.size(), "cell")
            + shape()
            + ", "
            + (provenance.done() < provenance.planned()
                ? "%s of %s"
                    .formatted(
                        number(provenance.done()),
                        ShortTexts.counted(provenance.planned(), "trial"))
                : ShortTexts.counted(provenance.planned(), "trial"));
    return all
        + (nonFinite > 0 ? ", %s with a NaN or an infinity".formatted(number(nonFinite)) : "")
        + (failed > 0 ? ", %s not computed".formatted(number(failed)) : "")
        + ".";
  }

  /**
   * The properties that all cells have in common and that the ranking therefore has no columns for:
   * depth and width, or shape.
   */
  private String shape() {
    List<String> common = new ArrayList<>();
    boolean shaped = rows.stream().noneMatch(row -> row.cell().shape().isEmpty());
    for (String size : shaped ? List.of("shape") : List.of("depth", "width")) {
      List<String> values = rows.stream().map(row -> names.value(row, size)).distinct().toList();
      if (values.size() == 1) {
        common.add(size + " " + values.get(0));
      }
    }
    return common.isEmpty() ? "" : " of " + String.join(" and ", common);
  }

  private static String number(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }
}
