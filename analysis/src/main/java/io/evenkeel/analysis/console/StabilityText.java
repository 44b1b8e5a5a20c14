package io.evenkeel.analysis.console;

import io.evenkeel.analysis.scheme.CellsAndSchemes;
import io.evenkeel.analysis.scheme.SchemeAnswer;
import io.evenkeel.analysis.scheme.SchemeRow;
import io.evenkeel.analysis.scheme.SchemeTable;
import io.evenkeel.analysis.stability.CellTexts;
import io.evenkeel.analysis.stability.StabilityReport;
import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.analysis.stability.Standing;
import io.evenkeel.analysis.text.Screen;
import io.evenkeel.analysis.text.ShortTexts;
import io.evenkeel.analysis.text.Wrapping;
import io.evenkeel.analysis.verdict.Sentences;
import io.evenkeel.analysis.verdict.Thresholds;
import io.evenkeel.analysis.verdict.Verdict;
import io.evenkeel.core.Numbers;
import io.evenkeel.core.table.Column;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The stability table for a person to read: schemes over all sizes, then cells; aligned, three
 * significant digits, no line longer than the screen is wide.
 */
public final class StabilityText {
  private static final Set<String> SCHEME = Set.of("activation", "init");

  private static final String FORMAT = CellTable.IN_FORMAT;

  private final List<StabilityRow> rows;

  /** For some rows, how many cells share the row's rank and have no row of their own. */
  private final IdentityHashMap<StabilityRow, Integer> others;

  private final CellTable table;
  private final Thresholds thresholds;
  private final int width;

  private StabilityText(
      List<StabilityRow> rows,
      IdentityHashMap<StabilityRow, Integer> others,
      Thresholds thresholds,
      Screen screen) {
    this.rows = rows;
    this.others = others;
    this.thresholds = thresholds;
    table = new CellTable(rows, others, screen);
    width = screen.width();
  }

  /**
   * The text: the scheme that holds in most sizes, the table of schemes if there are several sizes,
   * the table of cells, the meaning of columns, and why trials were not computed. Every line ends
   * with a line feed.
   *
   * @param rows in the order to print them
   * @param thresholds those that the rows were judged by
   * @param most rows to print of each table; if there are more cells, those that share a rank have
   *     one row, and the remaining ones are counted
   * @param screen where it is read
   */
  public static String of(List<StabilityRow> rows, Thresholds thresholds, int most, Screen screen) {
    return of(new CellsAndSchemes(rows, SchemeTable.of(rows)), thresholds, most, screen);
  }

  /**
   * The text of tables that exist already.
   *
   * @param tables in the order to print them
   */
  public static String of(CellsAndSchemes tables, Thresholds thresholds, int most, Screen screen) {
    List<StabilityRow> rows = tables.cells();
    IdentityHashMap<StabilityRow, Integer> others = new IdentityHashMap<>();
    List<StabilityRow> shown = rows.size() > most ? ofRanks(rows, most, others) : rows;
    List<String> lines = new ArrayList<>();
    lines.addAll(Wrapping.lines(headline(rows), screen.width()));
    if (!shown.isEmpty()) {
      addSchemes(lines, tables.schemes(), most, screen);
      StabilityText text = new StabilityText(shown, others, thresholds, screen);
      lines.addAll(text.table.lines());
      int left = rows.size() - shown.size() - text.alike();
      if (left > 0) {
        String more =
            String.format(Locale.ROOT, "... and %,d more cells in %s", left, StabilityReport.CSV);
        lines.addAll(Wrapping.lines(more, screen.width()));
      }
      lines.addAll(text.legend());
      lines.addAll(text.standings(rows.size() > most ? shown.subList(0, 1) : shown));
      lines.addAll(NotComputed.lines(rows, screen.width()));
    }
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  private static void addSchemes(
      List<String> lines, List<SchemeRow> schemes, int most, Screen screen) {
    SchemeAnswer answer = new SchemeAnswer(schemes);
    lines.addAll(Wrapping.lines(answer.sentence(), screen.width()));
    if (answer.severalSizes()) {
      lines.add("");
      lines.addAll(SchemeText.lines(schemes, most, screen));
      lines.add("");
    }
  }

  /**
   * The first cell of each rank.
   *
   * @param most of them
   * @param others receives how many further cells share the rank, if any do
   */
  private static List<StabilityRow> ofRanks(
      List<StabilityRow> rows, int most, IdentityHashMap<StabilityRow, Integer> others) {
    List<StabilityRow> firsts = new ArrayList<>();
    Optional<Integer> last = Optional.empty();
    for (StabilityRow row : rows) {
      Optional<Integer> rank = row.standing().map(Standing::rank);
      if (rank.isPresent() && rank.equals(last)) {
        others.merge(firsts.get(firsts.size() - 1), 1, Integer::sum);
      } else if (firsts.size() == most) {
        break;
      } else {
        firsts.add(row);
      }
      last = rank;
    }
    return firsts;
  }

  /** How many cells have no row of their own and share the rank of a cell that has one. */
  private int alike() {
    return others.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static String headline(List<StabilityRow> rows) {
    long trials = rows.stream().mapToLong(row -> row.summary().trials()).sum();
    long computed = rows.stream().mapToLong(row -> row.summary().computed()).sum();
    String line =
        ShortTexts.counted(rows.size(), "cell") + ", " + ShortTexts.counted(trials, "trial");
    if (rows.stream().map(row -> row.summary().trials()).distinct().count() == 1) {
      line += String.format(Locale.ROOT, " (%,d each)", rows.get(0).summary().trials());
    }
    if (computed < trials) {
      line += String.format(Locale.ROOT, ", %,d of them computed", computed);
    }
    return rows.isEmpty() ? line : line + "; medians and 10..90 % bands over trials";
  }

  /** The meaning of the columns, the columns that are left out, and the definition of stable. */
  private List<String> legend() {
    List<String> columns = new ArrayList<>();
    if (!others.isEmpty()) {
      columns.add(
          CellTable.ALIKE + ": cells that share the rank, listed in " + StabilityReport.CSV);
    }
    if (table.has(CellTable.NON_FINITE)) {
      columns.add("NaN/Inf: share@first layer");
    }
    if (table.has("std")) {
      columns.add("std: last hidden layer");
    }
    if (table.has(CellTable.CHANGE)) {
      String what = table.has("std") ? "it" : "the std";
      columns.add("change: of " + what + ", and of the gradient's going back, over all layers");
    }
    if (table.has("inputs")) {
      columns.add("inputs: do they stay apart");
    }
    if (table.has("branches")) {
      columns.add("branches: their share of the stream");
    }
    if (table.has(FORMAT)) {
      columns.add(FORMAT + ": what the cell's precision makes of it");
    }
    if (table.has(table.lossHeader())) {
      boolean infinite = rows.stream().anyMatch(row -> row.summary().loss().nonFinite() > 0);
      String shares = infinite ? ", inf or NaN in that share of trials" : "";
      columns.add(table.lossHeader() + ": / loss of zero output" + shares);
    }
    if (rows.stream().anyMatch(row -> has(row, Verdict.UNDECIDED))) {
      columns.add("undecided +n: n more seeds");
    }
    if (rows.stream().anyMatch(row -> has(row, Verdict.SPLIT))) {
      columns.add("split a/b/c: % of seeds that fall, stay, rise");
    }
    List<String> lines = new ArrayList<>(Wrapping.lines(String.join("; ", columns), width));
    lines.addAll(leftOut());
    lines.addAll(
        Wrapping.lines(
            String.format(
                Locale.ROOT,
                "stable: changes by at most a factor of %s%s in %s of all networks, the seeds make"
                    + " certain",
                ShortTexts.number(Math.pow(10, thresholds.decades())),
                thresholds.powerLaw() == 0 ? "" : " x depth^" + Numbers.text(thresholds.powerLaw()),
                Sentences.nearlyAll(thresholds)),
            width));
    return lines;
  }

  /** The columns and rows for which the table has no room. */
  private List<String> leftOut() {
    List<String> told = new ArrayList<>();
    for (String column : List.of("depth", "width", "activation", "init")) {
      if (!table.has(column)) {
        told.add(column + " " + CellTexts.written(rows.get(0).cell().get(column)));
      }
    }
    List<String> parts = new ArrayList<>();
    if (!told.isEmpty()) {
      parts.add("all have " + String.join(", ", told));
    }
    if (!table.leftOut().isEmpty()) {
      parts.add(
          "no room for " + String.join(", ", table.leftOut()) + ": see " + StabilityReport.CSV);
    }
    return parts.isEmpty() ? parts : Wrapping.lines(String.join("; ", parts), width);
  }

  private static boolean has(StabilityRow row, Verdict verdict) {
    return Stream.of(
            row.forwardJudgement(),
            row.backwardJudgement(),
            row.correlationJudgement(),
            row.branchJudgement())
        .flatMap(Optional::stream)
        .anyMatch(judgement -> judgement.verdict() == verdict);
  }

  /** Why the first cell is the best, and which schemes share a rank. */
  private List<String> standings(List<StabilityRow> told) {
    List<Column<StabilityRow>> telling = CellTexts.tellingApart(rows);
    List<String> lines = new ArrayList<>();
    int last = 0;
    for (StabilityRow row : told) {
      int rank = row.standing().map(Standing::rank).orElse(last);
      if (rank != last) {
        Standing standing = row.standing().get();
        if (last == 0) {
          lines.addAll(
              Wrapping.lines("first: " + name(row, telling) + ": " + standing.reason(), width));
        }
        standing
            .alike()
            .ifPresent(
                alike ->
                    lines.addAll(
                        Wrapping.lines(
                            "rank " + rank + ": " + name(row, telling) + ": " + alike, width)));
        last = rank;
      }
    }
    return lines;
  }

  /** The name of a cell: the columns that distinguish it from the others. */
  private static String name(StabilityRow row, List<Column<StabilityRow>> telling) {
    StringBuilder name =
        new StringBuilder(row.cell().activation())
            .append(' ')
            .append(ShortTexts.withoutContent(row.cell().init()));
    for (Column<StabilityRow> column : telling) {
      if (!SCHEME.contains(column.name())) {
        name.append(", ")
            .append(column.name())
            .append(' ')
            .append(CellTexts.written(column.value().apply(row)));
      }
    }
    return name.toString();
  }
}
