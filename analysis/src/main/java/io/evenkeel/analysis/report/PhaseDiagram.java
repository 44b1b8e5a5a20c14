package io.evenkeel.analysis.report;

import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.stability.Holding;
import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.analysis.theory.CellDesign;
import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.arch.NetDesign;
import io.evenkeel.core.theory.CriticalPoint;
import io.evenkeel.core.theory.DepthScale;
import io.evenkeel.core.theory.LengthMap;
import io.evenkeel.core.theory.MeanField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The phase diagram of an activation (B. Poole et al., NeurIPS 2016, figure 1): the std of weights
 * times the square root of the fan-in against that of biases, the line where gradients neither grow
 * nor fall, over how many layers they keep their size elsewhere, and where the measured schemes
 * are.
 *
 * @param activation in short
 * @param line points of the critical line by sigma_b; if an activation has several lines, one after
 *     the other
 * @param spots schemes that were measured
 * @param grid theory over the plane, rows of equal sigma_b
 */
record PhaseDiagram(String activation, List<Point> line, List<Spot> spots, List<Point> grid) {
  /** The largest number of diagrams. */
  private static final int MOST = 6;

  private static final int MOST_SPOTS = 200;

  /** How many spots of an activation have their trainable depth computed, which takes longest. */
  private static final int MOST_DEPTHS = 6;

  private static final int COLUMNS = 16;
  private static final int ROWS = 8;

  /** The plane extends beyond the critical line by this multiple of its largest sigma_w. */
  private static final double REACH = 2.5;

  private static final double LEAST_BIAS = 0.5;

  /** The number of depth scales over which networks train. */
  private static final double SCALES = 6;

  /**
   * A point of the plane.
   *
   * @param sigmaW std of a weight times the square root of the fan-in
   * @param sigmaB std of a bias
   * @param depth in layers; Infinity at the critical line, NaN if it is not known. For a scheme it
   *     is six depth scales of the correlation of two inputs, beyond which networks do not train
   *     (S. S. Schoenholz et al., ICLR 2017). Elsewhere it is the depth over which the gradient's
   *     rms changes by a factor e^3, which is six depth scales of its square
   */
  record Point(double sigmaW, double sigmaB, double depth) {}

  /**
   * A scheme that was measured.
   *
   * @param init in short
   * @param width its layers, where its place depends on them; 0 = it does not
   * @param at its place
   * @param holds cells that hold
   * @param cells cells in all
   */
  record Spot(String init, int width, Point at, int holds, int cells) {}

  /**
   * The diagrams of the activations of plain nets whose weights and biases have mean 0.
   *
   * @param rows all cells, best first
   */
  static List<PhaseDiagram> of(List<StabilityRow> rows, CellNames names) {
    Map<String, List<StabilityRow>> byActivation = new LinkedHashMap<>();
    for (StabilityRow row : rows) {
      if (centred(row.cell()).isPresent()) {
        byActivation.computeIfAbsent(row.cell().activation(), text -> new ArrayList<>()).add(row);
      }
    }
    return byActivation.values().stream().limit(MOST).map(cells -> of(names, cells)).toList();
  }

  private static Optional<NetDesign> centred(Cell cell) {
    boolean covered = cell.plain() && cell.shape().isEmpty() && cell.depth() > 1;
    return CellDesign.of(cell)
        .filter(design -> covered && design.impossible().isEmpty())
        .filter(design -> design.init().mean(cell.width(), cell.width()) == 0)
        .filter(
            design -> design.bias().map(b -> b.mean(cell.width(), cell.width()) == 0).orElse(true));
  }

  private static PhaseDiagram of(CellNames names, List<StabilityRow> cells) {
    Activation activation = centred(cells.get(0).cell()).orElseThrow().activation();
    List<Spot> spots = spots(names, cells, activation);
    double mostBias =
        Math.max(
            LEAST_BIAS, 1.2 * spots.stream().mapToDouble(s -> s.at().sigmaB()).max().orElse(0));
    List<Point> line = new ArrayList<>();
    for (int i = 0; i <= ROWS; i++) {
      double sigmaB = mostBias * i / ROWS;
      for (CriticalPoint point : CriticalPoint.of(activation, sigmaB * sigmaB)) {
        line.add(new Point(Math.sqrt(point.sigmaW2()), sigmaB, Double.POSITIVE_INFINITY));
      }
    }
    return new PhaseDiagram(
        names.value(cells.get(0), "activation"),
        List.copyOf(line),
        spots,
        grid(activation, mostWeight(line, spots), mostBias));
  }

  /**
   * The largest sigma_w of the plane. Schemes far from the critical line do not extend it, because
   * they would make the rest small.
   */
  private static double mostWeight(List<Point> line, List<Spot> spots) {
    double most = spots.stream().mapToDouble(spot -> spot.at().sigmaW()).max().orElse(1);
    double critical = line.stream().mapToDouble(Point::sigmaW).max().orElse(2);
    return Math.max(critical * 1.3, Math.min(1.1 * most, REACH * critical));
  }

  private static List<Point> grid(Activation activation, double mostWeight, double mostBias) {
    List<Point> grid = new ArrayList<>();
    for (int j = 0; j < ROWS; j++) {
      for (int i = 0; i < COLUMNS; i++) {
        grid.add(at(activation, mostWeight * (i + 0.5) / COLUMNS, mostBias * (j + 0.5) / ROWS));
      }
    }
    return grid;
  }

  private static Point at(Activation activation, double sigmaW, double sigmaB) {
    LengthMap lengths = LengthMap.of(activation, sigmaW * sigmaW, sigmaB * sigmaB);
    double length = lengths.limit(sigmaW * sigmaW + sigmaB * sigmaB);
    return new Point(sigmaW, sigmaB, SCALES * Math.abs(DepthScale.of(lengths.chi1(length))));
  }

  private static double trainable(Activation activation, double sigmaW, double sigmaB) {
    double scale = MeanField.of(activation, sigmaW * sigmaW, sigmaB * sigmaB).correlationScale();
    return scale >= 0 ? SCALES * scale : Double.NaN;
  }

  private static List<Spot> spots(
      CellNames names, List<StabilityRow> cells, Activation activation) {
    Map<String, Map<List<Double>, List<StabilityRow>>> schemes = new LinkedHashMap<>();
    for (StabilityRow row : cells) {
      int width = row.cell().width();
      NetDesign design = centred(row.cell()).orElseThrow();
      List<Double> place =
          List.of(
              Math.sqrt(design.init().variance(width, width) * width),
              Math.sqrt(design.bias().map(b -> b.variance(width, width)).orElse(0.0)));
      schemes
          .computeIfAbsent(names.value(row, "init"), init -> new LinkedHashMap<>())
          .computeIfAbsent(place, key -> new ArrayList<>())
          .add(row);
    }
    List<Spot> spots = new ArrayList<>();
    schemes.forEach(
        (init, places) ->
            places.forEach(
                (place, rows) -> {
                  double depth =
                      spots.size() < MOST_DEPTHS
                          ? trainable(activation, place.get(0), place.get(1))
                          : Double.NaN;
                  spots.add(
                      new Spot(
                          init,
                          places.size() > 1 ? rows.get(0).cell().width() : 0,
                          new Point(place.get(0), place.get(1), depth),
                          (int) rows.stream().filter(PhaseDiagram::holds).count(),
                          rows.size()));
                }));
    return List.copyOf(spots.subList(0, Math.min(MOST_SPOTS, spots.size())));
  }

  private static boolean holds(StabilityRow row) {
    return row.holding() == Holding.HOLDS;
  }
}
