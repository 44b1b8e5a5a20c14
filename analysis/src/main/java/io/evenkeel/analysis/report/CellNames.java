package io.evenkeel.analysis.report;

import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.stability.CellTexts;
import io.evenkeel.analysis.stability.CellValues;
import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.analysis.text.ShortTexts;
import io.evenkeel.core.Numbers;
import io.evenkeel.core.table.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Short names of cells, for places without room for all columns: activation and scheme, then the
 * columns that distinguish the cells.
 */
final class CellNames {
  private static final Set<String> SCHEME = Set.of("activation", "init");

  private static final Set<String> ARCHITECTURE =
      Set.of("first_init", "block", "norm", "dropout", "shape");

  private final List<Column<StabilityRow>> varying;
  private final Map<String, Map<String, String>> shortForms = new HashMap<>();

  /**
   * @param rows all cells that are to be told apart
   */
  CellNames(List<StabilityRow> rows) {
    varying = CellTexts.tellingApart(rows);
    for (String column : List.of("activation", "init", "loss")) {
      Set<String> texts =
          rows.stream()
              .map(row -> row.cell().get(column).toString())
              .collect(Collectors.toCollection(LinkedHashSet::new));
      shortForms.put(column, ShortTexts.abbreviated(texts));
    }
  }

  /** The columns that distinguish the cells. */
  List<Column<StabilityRow>> varying() {
    return varying;
  }

  /**
   * The name of a cell: {@code relu kaiming_normal, depth 100, block gpt2}. Long parts come last,
   * because names are cut at the end.
   */
  String of(StabilityRow row) {
    List<String> parts = new ArrayList<>();
    parts.add(value(row, "activation") + " " + value(row, "init"));
    for (Column<StabilityRow> column : varying) {
      if (!SCHEME.contains(column.name()) && !ARCHITECTURE.contains(column.name())) {
        parts.add(column.name() + " " + value(row, column.name()));
      }
    }
    parts.addAll(architecture(row));
    return String.join(", ", parts);
  }

  /** The parts of the architecture that vary and differ from a plain net. */
  private List<String> architecture(StabilityRow row) {
    List<String> parts = new ArrayList<>();
    for (Column<StabilityRow> column : varying) {
      String name = column.name();
      boolean plain = row.cell().get(name).equals(Cell.defaultsOfAdded().get(name));
      if (ARCHITECTURE.contains(name) && !plain) {
        parts.add(name + " " + value(row, name));
      }
    }
    return parts;
  }

  /** {@code relu kaiming_normal, block gpt2}. */
  String scheme(StabilityRow row) {
    return value(row, "activation") + " " + init(row);
  }

  /**
   * {@code kaiming_normal, block gpt2}: the initialiser, and the other parts of the architecture
   * that vary.
   */
  String init(StabilityRow row) {
    List<String> parts = new ArrayList<>(List.of(value(row, "init")));
    parts.addAll(architecture(row));
    return String.join(", ", parts);
  }

  /** A column's value in a short form that no other value of the column has. */
  String value(StabilityRow row, String column) {
    String text = CellValues.spelled(column, row.cell().get(column));
    return shortForms.getOrDefault(column, Map.of()).getOrDefault(text, text);
  }

  /** A column's value as a sweep file spells it. */
  static String text(Object value) {
    return value instanceof Double number ? Numbers.text(number) : value.toString();
  }
}
