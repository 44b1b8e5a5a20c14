package io.evenkeel.analysis.console;

import io.evenkeel.analysis.stability.CellTexts;
import io.evenkeel.analysis.stability.StabilityColumns;
import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.analysis.text.Screen;
import io.evenkeel.analysis.text.ShortTexts;
import io.evenkeel.analysis.verdict.Judgement;
import io.evenkeel.core.table.Column;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The stability table's lines, as wide as a screen.
 *
 * <p>A table that is too wide is made narrower in as few steps as necessary: names lose their keys
 * and digits, then names are cut, then columns are left out in the order of {@link #SPARE}. Rank,
 * the verdicts forward and backward, and the columns that distinguish cells stay. In the end lines
 * are cut.
 */
final class CellTable {
  static final String CHANGE = "change";
  static final String ALIKE = "alike";
  static final String IN_FORMAT = "in format";
  static final String NON_FINITE = "NaN/Inf";
  private static final String BAND = "10..90 %";
  private static final String STD = "std";
  private static final String TRIALS = "trials";
  private static final String NOTHING = CellTexts.NOTHING;
  private static final Set<String> ALWAYS = Set.of("depth", "width", "activation", "init");

  /** The text in place of a column that has the same value in all rows. */
  private static final String CONSTANT = "constant";

  /** The columns that may be left out, in the order in which they are. */
  private static final List<String> SPARE =
      List.of(
          "loss",
          CONSTANT,
          BAND,
          STD,
          TRIALS,
          CHANGE,
          "loss/0",
          "branches",
          NON_FINITE,
          "inputs",
          IN_FORMAT);

  private static final List<Integer> LENGTHS = List.of(40, 22);
  private static final List<Integer> LAST_LENGTHS = List.of(16, 12, 8);

  /** A way to save room: how long a text may be, and how many of {@link #SPARE} are left out. */
  private record Saving(boolean abbreviate, int longest, int spared) {}

  private final List<StabilityRow> rows;

  /** For some rows, how many cells share the row's rank and have no row of their own. */
  private final IdentityHashMap<StabilityRow, Integer> others;

  private final Screen screen;
  private final List<TextColumn<StabilityRow>> columns;
  private final List<String> leftOut = new ArrayList<>();

  CellTable(List<StabilityRow> rows, IdentityHashMap<StabilityRow, Integer> others, Screen screen) {
    this.rows = rows;
    this.others = others;
    this.screen = screen;
    columns = fitting();
  }

  /** Header and rows. */
  List<String> lines() {
    return TextColumn.aligned(" ", columns, rows, screen);
  }

  /** Whether there is a column of this name. */
  boolean has(String header) {
    return columns.stream().anyMatch(column -> column.header().equals(header));
  }

  /** Columns for which there was no room, in the order in which they were left out. */
  List<String> leftOut() {
    return leftOut;
  }

  /** The header of the loss's column. */
  String lossHeader() {
    return lossVaries() ? "loss/0" : "loss";
  }

  private static List<Saving> savings() {
    List<Saving> savings = new ArrayList<>();
    savings.add(new Saving(false, LENGTHS.get(0), 0));
    LENGTHS.forEach(length -> savings.add(new Saving(true, length, 0)));
    int shortest = LENGTHS.get(LENGTHS.size() - 1);
    for (int spared = 1; spared <= SPARE.size(); spared++) {
      savings.add(new Saving(true, shortest, spared));
      if (spared == SPARE.indexOf(STD) + 1) {
        shortest = LAST_LENGTHS.get(0);
        savings.add(new Saving(true, shortest, spared));
      }
    }
    LAST_LENGTHS.forEach(length -> savings.add(new Saving(true, length, SPARE.size())));
    return savings;
  }

  private List<TextColumn<StabilityRow>> fitting() {
    List<TextColumn<StabilityRow>> found = List.of();
    for (Saving saving : savings()) {
      found = columns(saving);
      if (TextColumn.aligned(found, rows).stream().allMatch(l -> l.length() <= screen.width())) {
        break;
      }
    }
    return found;
  }

  private List<TextColumn<StabilityRow>> columns(Saving saving) {
    List<TextColumn<StabilityRow>> all = ofCells(saving);
    addMeasured(all);
    Set<String> spare = Set.copyOf(SPARE.subList(0, saving.spared()));
    leftOut.clear();
    all.removeIf(
        column -> {
          boolean out =
              spare.contains(column.header())
                  && !(column.header().equals("loss") && lossStays(spare));
          if (out && !leftOut.contains(column.header())) {
            leftOut.add(column.header());
          }
          return out;
        });
    return all;
  }

  /** The columns that distinguish cells, and those that are always shown if there is room. */
  private List<TextColumn<StabilityRow>> ofCells(Saving saving) {
    List<TextColumn<StabilityRow>> found = new ArrayList<>();
    boolean constants = saving.spared() <= SPARE.indexOf(CONSTANT);
    List<Column<StabilityRow>> telling = CellTexts.tellingApart(rows);
    for (Column<StabilityRow> column : StabilityColumns.CELL) {
      boolean always = ALWAYS.contains(column.name()) && (constants || rows.size() == 1);
      if (telling.contains(column) || always) {
        found.add(ofCell(column, saving));
      }
    }
    if (rows.stream().anyMatch(row -> row.standing().isPresent())) {
      found.add(0, right("rank", CellTable::rank));
    }
    return found;
  }

  private TextColumn<StabilityRow> ofCell(Column<StabilityRow> column, Saving saving) {
    boolean text = column.type() == Column.Type.STRING;
    Map<String, String> brief =
        text ? shortened(values(row -> column.value().apply(row).toString()), saving) : Map.of();
    return new TextColumn<>(
        column.name(),
        text,
        row -> {
          String value = CellTexts.written(column.value().apply(row));
          return brief.getOrDefault(value, value);
        });
  }

  private void addMeasured(List<TextColumn<StabilityRow>> all) {
    if (!others.isEmpty()) {
      all.add(right(ALIKE, row -> others.containsKey(row) ? "+" + others.get(row) : ""));
    }
    if (values(row -> Long.toString(row.summary().trials())).size() > 1) {
      all.add(right(TRIALS, row -> Long.toString(row.summary().trials())));
    }
    if (rows.stream().anyMatch(row -> row.summary().nonFinite() > 0)) {
      all.add(right(NON_FINITE, CellTexts::nonFinite));
    }
    all.add(right(STD, row -> CellTexts.median(row.summary().actStd())));
    all.add(right(BAND, row -> CellTexts.band(row.summary().actStd())));
    all.add(verdict("forward", StabilityRow::forwardJudgement));
    all.add(right(CHANGE, row -> CellTexts.change(row, row.summary().forward())));
    all.add(verdict("backward", StabilityRow::backwardJudgement));
    all.add(right(CHANGE, row -> CellTexts.change(row, row.summary().backward())));
    if (rows.stream().anyMatch(row -> row.correlationJudgement().isPresent())) {
      all.add(verdict("inputs", StabilityRow::correlationJudgement));
    }
    if (rows.stream().anyMatch(row -> row.branchJudgement().isPresent())) {
      all.add(verdict("branches", StabilityRow::branchJudgement));
    }
    if (rows.stream().anyMatch(row -> row.precision().isPresent())) {
      all.add(new TextColumn<>(IN_FORMAT, true, row -> row.precisionVerdict().orElse(NOTHING)));
    }
    all.add(right(lossHeader(), CellTexts::lossOverFloor));
  }

  private boolean lossVaries() {
    return values(row -> row.cell().loss()).size() > 1;
  }

  /** Whether a loss is not finite although activations are; no other column shows this. */
  private boolean lossTold() {
    return rows.stream().anyMatch(row -> row.summary().loss().alone() > 0);
  }

  /**
   * Whether the column of losses at initialisation stays; its header differs from that of a column
   * "loss" with the names of losses, which exists if these vary.
   */
  private boolean lossStays(Set<String> spare) {
    return lossVaries() || (lossTold() && !spare.contains("loss/0"));
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

  private static TextColumn<StabilityRow> verdict(
      String header, Function<StabilityRow, Optional<Judgement>> judgement) {
    return new TextColumn<>(
        header,
        true,
        row -> CellTexts.verdict(row, judgement.apply(row)),
        row -> Ink.of(judgement.apply(row)));
  }

  private static TextColumn<StabilityRow> right(
      String header, Function<StabilityRow, String> text) {
    return new TextColumn<>(header, false, text);
  }

  private static String rank(StabilityRow row) {
    return row.standing().map(standing -> Integer.toString(standing.rank())).orElse(NOTHING);
  }
}
