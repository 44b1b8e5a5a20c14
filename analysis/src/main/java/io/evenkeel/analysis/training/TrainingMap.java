package io.evenkeel.analysis.training;

import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.theory.CellDesign;
import io.evenkeel.core.arch.NetDesign;
import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.theory.MeanField;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A map of the depths and initialisers at which networks train, all else being equal: figure 5 of
 * Schoenholz et al., "Deep Information Propagation" (ICLR 2017).
 *
 * @param cell one of the networks
 * @param schemes in the order of their weight variance
 * @param rows of all schemes and depths
 */
public record TrainingMap(Cell cell, List<Scheme> schemes, List<TrainingRow> rows) {
  private static final Set<String> AXES = Set.of("depth", "init", "lr");

  /**
   * An initialiser.
   *
   * @param init as a sweep file spells it
   * @param variance of a hidden layer's weights times the fan-in; NaN if not known
   * @param sixScales six times the depth scale of the correlation of two inputs, beyond which
   *     networks do not train; empty if theory gives none
   */
  public record Scheme(String init, double variance, OptionalDouble sixScales) {}

  /** Copies the lists. */
  public TrainingMap {
    schemes = List.copyOf(schemes);
    rows = List.copyOf(rows);
  }

  /** The maps, for networks with several depths and several initialisers. */
  public static List<TrainingMap> of(List<TrainingRow> rows) {
    Map<List<Object>, List<TrainingRow>> groups = new LinkedHashMap<>();
    for (TrainingRow row : rows) {
      groups.computeIfAbsent(row.cell().but(AXES), key -> new ArrayList<>()).add(row);
    }
    return groups.values().stream().filter(TrainingMap::several).map(TrainingMap::map).toList();
  }

  private static boolean several(List<TrainingRow> rows) {
    return rows.stream().map(row -> row.cell().depth()).distinct().count() > 1
        && rows.stream().map(row -> row.cell().init()).distinct().count() > 1;
  }

  private static TrainingMap map(List<TrainingRow> rows) {
    Map<String, Scheme> schemes = new LinkedHashMap<>();
    for (TrainingRow row : rows) {
      schemes.computeIfAbsent(row.cell().init(), init -> scheme(row.cell()));
    }
    List<Scheme> sorted = new ArrayList<>(schemes.values());
    sorted.sort(Comparator.comparingDouble(Scheme::variance));
    return new TrainingMap(rows.get(0).cell(), sorted, rows);
  }

  private static Scheme scheme(Cell cell) {
    Optional<NetDesign> design = CellDesign.of(cell).filter(d -> d.impossible().isEmpty());
    if (design.isEmpty()) {
      return new Scheme(cell.init(), Double.NaN, OptionalDouble.empty());
    }
    double sigmaW2 = timesFanIn(design.get().init(), cell.width());
    double sigmaB2 =
        design.get().bias().map(b -> b.variance(cell.width(), cell.width())).orElse(0.0);
    double scale =
        cell.plain() && cell.get("shape").equals("none")
            ? MeanField.of(design.get().activation(), sigmaW2, sigmaB2).correlationScale()
            : Double.NaN;
    return new Scheme(
        cell.init(),
        sigmaW2,
        scale > 0 && scale < Double.POSITIVE_INFINITY
            ? OptionalDouble.of(6 * scale)
            : OptionalDouble.empty());
  }

  private static double timesFanIn(Initializer init, int width) {
    return init.variance(width, width) * width;
  }
}
