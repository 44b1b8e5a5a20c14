package io.evenkeel.analysis.scheme;

import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.text.ShortTexts;
import io.evenkeel.core.Numbers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Short names of schemes and of their groups of rivals. */
public final class SchemeNames {
  private final Map<String, String> inits;
  private final Set<String> varying = new HashSet<>();

  /**
   * @param rows all schemes
   */
  public SchemeNames(List<SchemeRow> rows) {
    Set<String> texts =
        rows.stream()
            .flatMap(SchemeNames::cells)
            .map(Cell::init)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    inits = ShortTexts.abbreviated(texts);
    for (String column : SchemeRanking.SCHEME) {
      if (rows.stream().map(row -> row.cell().get(column)).distinct().count() > 1) {
        varying.add(column);
      }
    }
  }

  private static Stream<Cell> cells(SchemeRow row) {
    return Stream.concat(Stream.of(row.cell()), row.equal().stream());
  }

  /** {@code kaiming_normal(relu), block gpt2}; schemes of the same law follow after {@code =}. */
  public String of(SchemeRow row) {
    return cells(row).map(cell -> name(cell, row)).distinct().collect(Collectors.joining(" = "));
  }

  private String name(Cell cell, SchemeRow row) {
    List<String> parts = new ArrayList<>();
    parts.add(inits.get(cell.init()));
    for (String column : SchemeRanking.SCHEME) {
      boolean common = column.equals("activation") || ofRivals(column, row);
      if (!common && !column.equals("init")) {
        part(cell, column).ifPresent(parts::add);
      }
    }
    return String.join(", ", parts);
  }

  private static boolean ofRivals(String column, SchemeRow row) {
    int place = SchemeRanking.SCHEME.indexOf(column);
    return place < row.rivals().size();
  }

  /** {@code relu, block gpt2}: what the rivals of a scheme have in common with it. */
  public String rivals(SchemeRow row) {
    List<String> parts = new ArrayList<>(List.of(row.cell().activation()));
    for (String column : SchemeRanking.SCHEME.subList(1, row.rivals().size())) {
      part(row.cell(), column).ifPresent(parts::add);
    }
    return String.join(", ", parts);
  }

  /** The value of a column, if the column varies and the value differs from that of a plain net. */
  private Optional<String> part(Cell cell, String column) {
    Object value = cell.get(column);
    boolean told =
        varying.contains(column)
            && !value.equals(Cell.defaultsOfAdded().get(column))
            && !value.equals("none");
    String text = value instanceof Double number ? Numbers.text(number) : value.toString();
    return told ? Optional.of(column + " " + text) : Optional.empty();
  }
}
