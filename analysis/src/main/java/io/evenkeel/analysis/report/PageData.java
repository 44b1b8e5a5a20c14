package io.evenkeel.analysis.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.analysis.Judgement;
import io.evenkeel.analysis.StabilityRow;
import io.evenkeel.analysis.Standing;
import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.training.TrainingVerdicts;
import io.evenkeel.core.table.Column;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the page's script reads: {@code cells} in the ranking's order, {@code curves} by the cell's
 * index, {@code heat}, the squares of the heatmaps, and {@code training} where a sweep trains. What
 * is not known is null.
 */
final class PageData {
  private static final MathContext FIVE_DIGITS = new MathContext(5);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode root = JSON.createObjectNode();

  /**
   * @param rows cells of the ranking, best first
   * @param curves of the first of these
   * @param heat squares, of any cells
   * @param training verdicts on training, if there are any
   */
  PageData(
      List<StabilityRow> rows,
      List<PageColumn> columns,
      CellNames names,
      List<Optional<Curve>> curves,
      List<Heat> heat,
      TrainingVerdicts training) {
    addCells(rows, columns, names);
    ObjectNode byCell = root.putObject("curves");
    for (int i = 0; i < curves.size(); i++) {
      if (curves.get(i).isPresent()) {
        add(byCell.putObject(Integer.toString(i)), curves.get(i).get());
      }
    }
    addHeat(heat, rows);
    if (!training.isEmpty()) {
      TrainingData.put(training, root.putObject("training"));
    }
  }

  /** As text that may stand between script tags: nothing in it ends them. */
  String text() {
    return root.toString()
        .replace("<", "\\u003c")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  private void addCells(List<StabilityRow> rows, List<PageColumn> columns, CellNames names) {
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
      put(cell, "loss", PageColumns.boxed(row.summary().loss().median()));
      put(cell, "floor", PageColumns.boxed(row.summary().loss().floor()));
      addEvidence(cell.putArray("evidence"), row);
    }
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
      node.put("count", square.cells().size());
      node.put("cell", indices.getOrDefault(square.worst().cell(), -1));
    }
  }

  private static void put(ObjectNode node, String name, Optional<Double> value) {
    node.put(name, value.filter(Double::isFinite).map(PageData::rounded).orElse(null));
  }

  static BigDecimal rounded(double x) {
    return new BigDecimal(x).round(FIVE_DIGITS).stripTrailingZeros();
  }
}
