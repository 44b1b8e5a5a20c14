package io.evenkeel.analysis;

import io.evenkeel.core.Numbers;
import io.evenkeel.core.table.Column;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The stability table for a person to read: aligned, three significant digits, within {@value
 * #WIDTH} columns unless many grid columns vary.
 */
public final class StabilityText {
  private static final int WIDTH = 120;
  private static final Set<String> ALWAYS = Set.of("depth", "width", "activation", "init");
  private static final Set<String> SCHEME = Set.of("activation", "init");
  private static final String NOTHING = CellTexts.NOTHING;
  private static final String BAND = "10..90 %";
  private static final String CHANGE = "change";
  private static final String ALIKE = "alike";
  private static final String IN_FORMAT = "in format";

  /** A way to save room: how long a text may be, and whether a column is left out. */
  private record Saving(boolean abbreviate, int longest, boolean columns) {}

  private static final List<Saving> SAVINGS =
      List.of(
          new Saving(false, 40, false),
          new Saving(true, 40, false),
          new Saving(true, 22, false),
          new Saving(true, 22, true),
          new Saving(true, 16, true));

  private final List<StabilityRow> rows;

  /** How many cells share a row's rank that have no row of their own; of some rows. */
  private final IdentityHashMap<StabilityRow, Integer> others;

  private final Thresholds thresholds;

  private StabilityText(
      List<StabilityRow> rows,
      IdentityHashMap<StabilityRow, Integer> others,
      Thresholds thresholds) {
    this.rows = rows;
    this.others = others;
    this.thresholds = thresholds;
  }

  /**
   * The table, what its columns mean, and why trials were not computed; every line ends with a line
   * feed.
   *
   * @param rows in the order to print them
   * @param thresholds those that the rows were judged by
   * @param most rows to print; of more cells, those that share a rank are one row, and what is left
   *     is counted
   */
  public static String of(List<StabilityRow> rows, Thresholds thresholds, int most) {
    IdentityHashMap<StabilityRow, Integer> others = new IdentityHashMap<>();
    List<StabilityRow> shown = rows.size() > most ? ofRanks(rows, most, others) : rows;
    List<String> lines = new ArrayList<>();
    lines.add(headline(rows));
    if (!shown.isEmpty()) {
      StabilityText text = new StabilityText(shown, others, thresholds);
      List<String> table = text.table();
      lines.addAll(table);
      int left = rows.size() - shown.size() - text.alike();
      if (left > 0) {
        lines.add(
            String.format(Locale.ROOT, "... and %,d more cells in %s", left, StabilityReport.CSV));
      }
      lines.addAll(text.legend(table.get(0)));
      lines.addAll(text.standings(rows.size() > most ? shown.subList(0, 1) : shown));
      lines.addAll(NotComputed.lines(rows, WIDTH));
    }
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  /**
   * The first cell of each rank.
   *
   * @param most of them
   * @param others receives how many more cells share the rank, where any do
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

  /** Cells that have no row of their own and share the rank of one that has. */
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

  private List<String> table() {
    List<String> lines = List.of();
    for (Saving saving : SAVINGS) {
      lines = TextColumn.aligned(columns(saving), rows);
      if (lines.get(0).length() <= WIDTH) {
        return lines;
      }
    }
    return lines;
  }

  private List<TextColumn<StabilityRow>> columns(Saving saving) {
    List<TextColumn<StabilityRow>> columns = new ArrayList<>();
    List<Column<StabilityRow>> telling = CellTexts.tellingApart(rows);
    for (Column<StabilityRow> column : StabilityColumns.CELL) {
      if (telling.contains(column) || ALWAYS.contains(column.name())) {
        Set<String> values = values(column.value().andThen(Object::toString));
        boolean text = column.type() == Column.Type.STRING;
        Map<String, String> brief = text ? shortened(values, saving) : Map.of();
        columns.add(
            new TextColumn<>(
                column.name(),
                text,
                row -> {
                  String value = written(column.value().apply(row));
                  return brief.getOrDefault(value, value);
                }));
      }
    }
    if (rows.stream().anyMatch(row -> row.standing().isPresent())) {
      columns.add(0, right("rank", StabilityText::rank));
    }
    if (!others.isEmpty()) {
      columns.add(right(ALIKE, row -> others.containsKey(row) ? "+" + others.get(row) : ""));
    }
    if (values(row -> Long.toString(row.summary().trials())).size() > 1) {
      columns.add(right("trials", row -> Long.toString(row.summary().trials())));
    }
    if (rows.stream().anyMatch(row -> row.summary().nonFinite() > 0)) {
      columns.add(right("NaN/Inf", CellTexts::nonFinite));
    }
    columns.add(right("std", row -> CellTexts.median(row.summary().actStd())));
    columns.add(right(BAND, row -> CellTexts.band(row.summary().actStd())));
    columns.add(left("forward", row -> CellTexts.verdict(row, row.forwardJudgement())));
    columns.add(right(CHANGE, row -> CellTexts.change(row, row.summary().forward())));
    columns.add(left("backward", row -> CellTexts.verdict(row, row.backwardJudgement())));
    columns.add(right(CHANGE, row -> CellTexts.change(row, row.summary().backward())));
    if (rows.stream().anyMatch(row -> row.correlationJudgement().isPresent())) {
      columns.add(left("inputs", row -> CellTexts.verdict(row, row.correlationJudgement())));
    }
    if (rows.stream().anyMatch(row -> row.branchJudgement().isPresent())) {
      columns.add(left("branches", row -> CellTexts.verdict(row, row.branchJudgement())));
    }
    if (rows.stream().anyMatch(row -> row.precision().isPresent())) {
      columns.add(left(IN_FORMAT, row -> row.precisionVerdict().orElse(NOTHING)));
    }
    columns.add(right(lossHeader(), CellTexts::lossOverFloor));
    if (saving.columns()) {
      // What varies is what is asked about.
      boolean told = rows.stream().anyMatch(row -> row.summary().loss().alone() > 0);
      String spare = lossVaries() || told ? BAND : lossHeader();
      columns.removeIf(column -> column.header().equals(spare));
    }
    return columns;
  }

  private boolean lossVaries() {
    return values(row -> row.cell().loss()).size() > 1;
  }

  private String lossHeader() {
    return lossVaries() ? "loss/0" : "loss";
  }

  private Set<String> values(Function<StabilityRow, String> text) {
    return rows.stream().map(text).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static Map<String, String> shortened(Collection<String> texts, Saving saving) {
    Map<String, String> brief =
        saving.abbreviate()
            ? ShortTexts.abbreviated(texts)
            : ShortTexts.distinct(texts, text -> text);
    Map<String, String> cut =
        ShortTexts.distinct(brief.values(), text -> ShortTexts.cut(text, saving.longest()));
    brief.replaceAll((text, shorter) -> cut.get(shorter));
    return brief;
  }

  /** What the columns of {@code header} are, and what stable means. */
  private List<String> legend(String header) {
    List<String> columns = new ArrayList<>();
    if (!others.isEmpty()) {
      columns.add(ALIKE + ": cells that share the rank, listed in " + StabilityReport.CSV);
    }
    if (header.contains("NaN/Inf")) {
      columns.add("NaN/Inf: share@first layer");
    }
    columns.add("std: last hidden layer");
    columns.add("change: of it, and of the gradient's going back, over all layers");
    if (header.contains(" inputs")) {
      columns.add("inputs: do they stay apart");
    }
    if (header.contains(" branches")) {
      columns.add("branches: their share of the stream");
    }
    if (header.contains(" " + IN_FORMAT)) {
      columns.add(IN_FORMAT + ": what the cell's precision makes of it");
    }
    if (header.endsWith(lossHeader())) {
      boolean infinite = rows.stream().anyMatch(row -> row.summary().loss().nonFinite() > 0);
      String shares = infinite ? ", inf or NaN in that share of trials" : "";
      columns.add(lossHeader() + ": / loss of zero output" + shares);
    }
    if (rows.stream().anyMatch(row -> has(row, Verdict.UNDECIDED))) {
      columns.add("undecided +n: n more seeds");
    }
    if (rows.stream().anyMatch(row -> has(row, Verdict.SPLIT))) {
      columns.add("split a/b/c: % of seeds that fall, stay, rise");
    }
    List<String> lines = new ArrayList<>(wrapped(String.join("; ", columns)));
    lines.add(
        String.format(
            Locale.ROOT,
            "stable: changes by at most a factor of %s%s in %s of all networks, the seeds make"
                + " certain",
            ShortTexts.number(Math.pow(10, thresholds.decades())),
            thresholds.powerLaw() == 0 ? "" : " x depth^" + Numbers.text(thresholds.powerLaw()),
            Sentences.nearlyAll(thresholds)));
    return lines;
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

  private static TextColumn<StabilityRow> left(String header, Function<StabilityRow, String> text) {
    return new TextColumn<>(header, true, text);
  }

  private static TextColumn<StabilityRow> right(
      String header, Function<StabilityRow, String> text) {
    return new TextColumn<>(header, false, text);
  }

  private static String rank(StabilityRow row) {
    return row.standing().map(standing -> Integer.toString(standing.rank())).orElse(NOTHING);
  }

  /** Why the first is first, and which schemes share a rank. */
  private List<String> standings(List<StabilityRow> told) {
    List<Column<StabilityRow>> telling = CellTexts.tellingApart(rows);
    List<String> lines = new ArrayList<>();
    int last = 0;
    for (StabilityRow row : told) {
      int rank = row.standing().map(Standing::rank).orElse(last);
      if (rank != last) {
        Standing standing = row.standing().get();
        if (last == 0) {
          lines.addAll(wrapped("first: " + name(row, telling) + ": " + standing.reason()));
        }
        standing
            .alike()
            .ifPresent(
                alike ->
                    lines.addAll(
                        wrapped("rank " + rank + ": " + name(row, telling) + ": " + alike)));
        last = rank;
      }
    }
    return lines;
  }

  /** Lines within the width, cut between words; the second on are indented. */
  private static List<String> wrapped(String sentence) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : sentence.split("\\s+", -1)) {
      if (line.length() + 1 + word.length() > WIDTH && line.length() > 2) {
        lines.add(line.toString());
        line.setLength(0);
        line.append("  ").append(word);
      } else {
        line.append(line.length() == 0 ? "" : " ").append(word);
      }
    }
    lines.add(line.toString());
    return lines;
  }

  /** What the cell is called: whatever tells it from the others. */
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
            .append(written(column.value().apply(row)));
      }
    }
    return name.toString();
  }

  /** A column's value as a sweep file spells it. */
  private static String written(Object value) {
    return value instanceof Double number
        ? Numbers.text(number)
        : ShortTexts.withoutContent(value.toString());
  }
}
