package io.evenkeel.analysis.precision;

import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.cells.LayerScan;
import io.evenkeel.analysis.cells.RunFolder;
import io.evenkeel.core.Spec;
import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.kernel.FloatFormat;
import io.evenkeel.core.precision.Precision;
import io.evenkeel.core.precision.Precisions;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Judges the cells of a run that were computed in a narrower format. The loss scales that suit them
 * are computed from the gradients of the same networks in float32, if the run has these.
 */
public final class CellPrecision {
  private static final String PRECISION = "precision";
  private static final String LOSS_SCALE = "loss_scale";
  private static final Set<String> OF_FORMATS = Set.of(PRECISION, LOSS_SCALE, "engine");

  private CellPrecision() {}

  /** Whether a cell's networks were computed in float32. */
  public static boolean inFloat32(Cell cell) {
    return cell.get(PRECISION).equals(Precisions.FLOAT32);
  }

  /** The precision of a cell's networks, which is not float32. */
  public static Precision precision(Cell cell) {
    return Precisions.CATALOG.create(Spec.parse((String) cell.get(PRECISION)));
  }

  private static FloatFormat format(Cell cell) {
    return precision(cell).format();
  }

  /**
   * The verdicts on those cells that were computed in a narrower format.
   *
   * @param folder the run
   * @param cells of the run
   * @return the verdicts by cell; a cell whose trials were not computed has none
   * @throws IOException naming the file that cannot be read
   */
  public static Map<Cell, PrecisionVerdict> of(RunFolder folder, Collection<Cell> cells)
      throws IOException {
    Map<List<Object>, List<FloatFormat>> formats = formats(cells);
    if (formats.isEmpty()) {
      return Map.of();
    }
    Map<Cell, List<TrialPrecision>> seen = LayerScan.of(folder, cell -> course(cell, formats));
    return judged(seen, formats);
  }

  /**
   * The narrower formats in which networks were computed, by the columns of the same networks in
   * float32.
   */
  private static Map<List<Object>, List<FloatFormat>> formats(Collection<Cell> cells) {
    Map<List<Object>, List<FloatFormat>> formats = new HashMap<>();
    for (Cell cell : cells) {
      if (!inFloat32(cell)) {
        formats.merge(
            cell.but(OF_FORMATS),
            List.of(format(cell)),
            (known, one) ->
                known.containsAll(one)
                    ? known
                    : Stream.concat(known.stream(), one.stream()).toList());
      }
    }
    return formats;
  }

  private static TrialPrecision course(Cell cell, Map<List<Object>, List<FloatFormat>> formats) {
    if (!inFloat32(cell)) {
      return new TrialPrecision(List.of(format(cell)));
    }
    List<FloatFormat> judged = formats.get(cell.but(OF_FORMATS));
    return judged == null ? null : new TrialPrecision(judged);
  }

  private static Map<Cell, PrecisionVerdict> judged(
      Map<Cell, List<TrialPrecision>> seen, Map<List<Object>, List<FloatFormat>> formats) {
    Map<List<Object>, List<TrialPrecision>> float32 = new HashMap<>();
    seen.forEach(
        (cell, trials) -> {
          if (inFloat32(cell)) {
            float32.put(cell.but(OF_FORMATS), trials);
          }
        });
    Map<Cell, PrecisionVerdict> verdicts = new LinkedHashMap<>();
    new TreeMap<>(seen)
        .forEach(
            (cell, trials) -> {
              if (!inFloat32(cell)) {
                List<Object> network = cell.but(OF_FORMATS);
                verdicts.put(
                    cell,
                    PrecisionVerdict.ofComputed(
                        trials,
                        lossScale(cell),
                        float32.getOrDefault(network, List.of()),
                        formats.get(network).indexOf(format(cell))));
              }
            });
    return verdicts;
  }

  private static OptionalInt lossScale(Cell cell) {
    double scale = (Double) cell.get(LOSS_SCALE);
    return scale == Axes.FOUND_LOSS_SCALE
        ? OptionalInt.empty()
        : OptionalInt.of(Math.getExponent(scale));
  }
}
