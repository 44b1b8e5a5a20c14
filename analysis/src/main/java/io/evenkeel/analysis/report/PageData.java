package io.evenkeel.analysis.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.cells.PassSummary;
import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.analysis.stability.Standing;
import io.evenkeel.analysis.training.TrainingVerdicts;
import io.evenkeel.analysis.verdict.Judgement;
import io.evenkeel.analysis.verdict.Thresholds;
import io.evenkeel.core.table.Column;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The data for the page's script: {@code cells} in the ranking's order, {@code curves} by the
 * cell's index, {@code heat} with the squares of the heatmaps, and {@code training} if the sweep
 * trains. Unknown values are null.
 */
final class PageData {
  private static final MathContext FIVE_DIGITS = new MathContext(5);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Columns that describe a network, without those on how it was computed. */
  private static final List<String> NETWORK =
      Cell.COLUMNS.stream().map(Column::name).filter(name -> !name.equals("engine")).toList();

  private final ObjectNode root = JSON.createObjectNode();

  /**
   * @param rows cells of the ranking, best first
   * @param curves of the first of these
   * @param heat squares, of any cells
   * @param phases phase diagrams
   * @param training verdicts on training, if there are any
   * @param thresholds the boundaries between verdicts
   */
  PageData(
      List<StabilityRow> rows,
      List<PageColumn> columns,
      CellNames names,
      List<Optional<Curve>> curves,
      List<Heat> heat,
      List<PhaseDiagram> phases,
      TrainingVerdicts training,
      Thresholds thresholds) {
    NETWORK.forEach(root.putArray("columns")::add);
    addCells(rows, columns, names, thresholds);
    ObjectNode byCell = root.putObject("curves");
    for (int i = 0; i < curves.size(); i++) {
      if (curves.get(i).isPresent()) {
        add(byCell.putObject(Integer.toString(i)), curves.get(i).get());
      }
    }
    addHeat(heat, rows);
    addPhases(phases);
    if (!training.isEmpty()) {
      TrainingData.put(training, root.putObject("training"));
    }
  }

  /** The data as text that may stand between script tags: nothing in it ends them. */
  String text() {
    return root.toString()
        .replace("<", "\\u003c")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  private void addCells(
      List<StabilityRow> rows, List<PageColumn> columns, CellNames names, Thresholds thresholds) {
    ArrayNode cells = root.putArray("cells");
    for (StabilityRow row : rows) {
      ObjectNode cell = cells.addObject();
      cell.put("name", names.of(row));
      StringBuilder words = new StringBuilder(names.of(row));
      for (PageColumn column : columns) {
        column.verdict().apply(row).ifPresent(verdict -> cell.put(column.key(), verdict));
      }
      for (String always : List.of("depth", "width", "activation", "init")) {
        cell.put(always, names.value(row, always));
        words.append(' ').append(CellNames.text(row.cell().get(always)));
      }
      for (Column<StabilityRow> column : names.varying()) {
        cell.put(column.name(), names.value(row, column.name()));
      }
      cell.put("text", words.toString());
      ObjectNode order = cell.putObject("sort");
      columns.forEach(
          column -> order.putPOJO(column.key(), column.order().apply(row).orElse(null)));
      cell.put("allowed", rounded(thresholds.decadesAllowed(row.cell().stops())));
      cell.put("holding", row.holding().name().toLowerCase(Locale.ROOT));
      put(cell, "loss", PageColumns.boxed(row.summary().loss().median()));
      put(cell, "floor", PageColumns.boxed(row.summary().loss().floor()));
      addEvidence(cell.putArray("evidence"), row);
      addNetwork(cell, row);
    }
  }

  /** Adds the columns by which the table of another run is compared. */
  private static void addNetwork(ObjectNode cell, StabilityRow row) {
    ArrayNode network = cell.putArray("network");
    NETWORK.forEach(column -> network.add(CellNames.text(row.cell().get(column))));
    ObjectNode verdicts = cell.putObject("verdicts");
    row.forwardVerdict().ifPresent(v -> verdicts.put("forward", v.text()));
    row.backwardVerdict().ifPresent(v -> verdicts.put("backward", v.text()));
    row.correlationVerdict().ifPresent(v -> verdicts.put("inputs", v.text()));
    row.branchVerdict().ifPresent(v -> verdicts.put("branches", v.text()));
    row.lossVerdict().ifPresent(v -> verdicts.put("loss", v.text()));
    row.precisionVerdict().ifPresent(v -> verdicts.put("precision", v));
    ObjectNode changes = cell.putObject("changes");
    put(changes, "forward", log10Change(row, row.summary().forward()));
    put(changes, "backward", log10Change(row, row.summary().backward()));
  }

  private static Optional<Double> log10Change(StabilityRow row, PassSummary pass) {
    return pass.rate().n() == 0
        ? Optional.empty()
        : Optional.of(pass.rate().mean() * (row.cell().stops() - 1));
  }

  private static void addEvidence(ArrayNode evidence, StabilityRow row) {
    row.forwardJudgement().map(Judgement::evidence).ifPresent(e -> line(evidence, "forward", e));
    row.backwardJudgement().map(Judgement::evidence).ifPresent(e -> line(evidence, "backward", e));
    row.correlationJudgement().map(Judgement::evidence).ifPresent(e -> line(evidence, "inputs", e));
    row.lossJudgement().map(Judgement::evidence).ifPresent(e -> line(evidence, "loss", e));
    row.branchJudgement().map(Judgement::evidence).ifPresent(e -> line(evidence, "branches", e));
    row.standing().map(Standing::reason).ifPresent(e -> line(evidence, "rank", e));
    row.standing().flatMap(Standing::alike).ifPresent(e -> line(evidence, "shared with", e));
    row.summary().reason().ifPresent(e -> line(evidence, "not computed", e));
    StringBuilder cell = new StringBuilder();
    row.cell()
        .values()
        .forEach(
            (column, value) ->
                cell.append(cell.length() > 0 ? ", " : "")
                    .append(column)
                    .append(' ')
                    .append(CellNames.text(value)));
    line(evidence, "cell", cell.toString());
  }

  private static void line(ArrayNode evidence, String subject, String text) {
    evidence.addArray().add(subject).add(text);
  }

  private static void add(ObjectNode node, Curve curve) {
    ArrayNode layers = node.putArray("layers");
    curve.layers().forEach(layers::add);
    ArrayNode finite = node.putArray("finite");
    curve.finite().forEach(finite::add);
    add(node.putObject("act"), curve.activations());
    add(node.putObject("grad"), curve.gradients());
    add(node.putObject("cos"), curve.cosines());
    measured(node.putObject("sat"), curve.saturation());
    ArrayNode seeds = node.putArray("seeds");
    for (Curve.Seed seed : curve.seeds()) {
      ArrayNode point = seeds.addArray();
      point.add(seed.forward().map(PageData::rounded).orElse(null));
      point.add(seed.backward().map(PageData::rounded).orElse(null));
    }
  }

  private static void add(ObjectNode node, Curve.Quantity quantity) {
    measured(node, quantity);
    add(node, "theory", quantity.theory());
    add(node, "z", quantity.z());
  }

  private static void measured(ObjectNode node, Curve.Quantity quantity) {
    add(node, "low", quantity.low());
    add(node, "mid", quantity.median());
    add(node, "high", quantity.high());
  }

  private static void add(ObjectNode node, String name, List<Optional<Double>> values) {
    ArrayNode array = node.putArray(name);
    values.forEach(value -> array.add(value.map(PageData::rounded).orElse(null)));
  }

  private void addHeat(List<Heat> heat, List<StabilityRow> rows) {
    Map<Cell, Integer> indices = new HashMap<>();
    rows.forEach(row -> indices.put(row.cell(), indices.size()));
    ArrayNode squares = root.putArray("heat");
    for (Heat square : heat) {
      ObjectNode node = squares.addObject();
      node.put("activation", square.activation());
      node.put("init", square.init());
      node.put("depth", square.depth());
      node.put("width", square.width());
      node.put("overall", square.overall().orElse(null));
      node.put("forward", square.forward().orElse(null));
      node.put("backward", square.backward().orElse(null));
      node.put("inputs", square.inputs().orElse(null));
      node.put("branches", square.branches().orElse(null));
      put(node, "forwardFactor", square.forwardFactor());
      put(node, "backwardFactor", square.backwardFactor());
      node.put("count", square.cells().size());
      node.put("cell", indices.getOrDefault(square.worst().cell(), -1));
    }
  }

  private void addPhases(List<PhaseDiagram> phases) {
    ArrayNode diagrams = root.putArray("phases");
    for (PhaseDiagram phase : phases) {
      ObjectNode diagram = diagrams.addObject();
      diagram.put("name", phase.activation());
      ArrayNode line = diagram.putArray("line");
      phase.line().forEach(point -> add(line.addArray(), point));
      ArrayNode grid = diagram.putArray("grid");
      phase.grid().forEach(point -> add(grid.addArray(), point));
      ArrayNode spots = diagram.putArray("spots");
      for (PhaseDiagram.Spot spot : phase.spots()) {
        ObjectNode node = spots.addObject();
        node.put("init", spot.init());
        node.put("width", spot.width());
        node.put("holds", spot.holds());
        node.put("cells", spot.cells());
        add(node.putArray("at"), spot.at());
      }
    }
  }

  /** Adds two coordinates and the depth; an infinite depth is -1, an unknown one null. */
  private static void add(ArrayNode node, PhaseDiagram.Point point) {
    node.add(rounded(point.sigmaW())).add(rounded(point.sigmaB()));
    if (Double.isNaN(point.depth())) {
      node.addNull();
    } else {
      node.add(Double.isInfinite(point.depth()) ? BigDecimal.ONE.negate() : rounded(point.depth()));
    }
  }

  private static void put(ObjectNode node, String name, Optional<Double> value) {
    node.put(name, value.filter(Double::isFinite).map(PageData::rounded).orElse(null));
  }

  static BigDecimal rounded(double x) {
    return new BigDecimal(x).round(FIVE_DIGITS).stripTrailingZeros();
  }
}
