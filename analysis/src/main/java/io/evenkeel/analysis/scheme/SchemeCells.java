package io.evenkeel.analysis.scheme;

import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.stability.CellWeights;
import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.analysis.theory.CellDesign;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The cells of a scheme, and of the schemes that are equal in law to it, by the law of their
 * initial networks.
 */
final class SchemeCells {
  /** Columns in which networks of one law may differ, according to {@link CellWeights}. */
  private static final Set<String> NOT_OF_THE_LAW =
      Stream.concat(Stream.of("init", "first_init", "block", "engine"), Cell.TRAINING.stream())
          .collect(Collectors.toUnmodifiableSet());

  /**
   * A depth and a width.
   *
   * @param breadth the width, or the shape where layers differ in width
   */
  record Size(int depth, int width, String breadth) {
    static Size of(Cell cell) {
      boolean shaped = !cell.shape().isEmpty();
      return new Size(
          cell.depth(),
          cell.width(),
          shaped ? (String) cell.get("shape") : Integer.toString(cell.width()));
    }
  }

  private final Cell first;
  private final List<Cell> equal = new ArrayList<>();
  private final Map<List<Object>, List<StabilityRow>> byLaw = new LinkedHashMap<>();

  /**
   * @param first its best cell
   */
  SchemeCells(Cell first) {
    this.first = first;
  }

  void add(StabilityRow row) {
    byLaw.computeIfAbsent(law(row.cell()), law -> new ArrayList<>()).add(row);
  }

  private static List<Object> law(Cell cell) {
    List<Object> law = new ArrayList<>(cell.but(NOT_OF_THE_LAW));
    law.add(CellDesign.structure(cell));
    return law;
  }

  /** The columns on which the law of its networks depends, except their weights. */
  Set<List<Object>> settings() {
    return byLaw.keySet();
  }

  /** The weights for each of its settings. */
  List<CellWeights> weights(List<List<Object>> settings) {
    return settings.stream().map(law -> CellWeights.of(byLaw.get(law).get(0).cell())).toList();
  }

  /** Adds the cells of a scheme that has the same settings and the same law for each of them. */
  void merge(SchemeCells other) {
    equal.add(other.first);
    other.byLaw.forEach((law, rows) -> byLaw.get(law).addAll(rows));
  }

  /** Its best cell. */
  Cell first() {
    return first;
  }

  /** The best cells of the schemes that were added. */
  List<Cell> equal() {
    return equal;
  }

  /** For each size, the cells of each law. */
  Map<Size, List<List<StabilityRow>>> bySize() {
    Map<Size, List<List<StabilityRow>>> sizes = new HashMap<>();
    byLaw
        .values()
        .forEach(
            rows ->
                sizes
                    .computeIfAbsent(Size.of(rows.get(0).cell()), size -> new ArrayList<>())
                    .add(rows));
    return sizes;
  }
}
