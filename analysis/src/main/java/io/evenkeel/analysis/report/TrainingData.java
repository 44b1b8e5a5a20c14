package io.evenkeel.analysis.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.analysis.cells.Interval;
import io.evenkeel.analysis.text.ShortTexts;
import io.evenkeel.analysis.training.CoordinateRow;
import io.evenkeel.analysis.training.RowNames;
import io.evenkeel.analysis.training.TrainingMap;
import io.evenkeel.analysis.training.TrainingRow;
import io.evenkeel.analysis.training.TrainingVerdicts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The data for the charts of training: {@code rates}, {@code coordinates}, {@code maps} and {@code
 * courses}, each a list of charts with a name. Numbers on logarithmic axes are decimal logarithms;
 * numbers that are not finite are left out.
 */
final class TrainingData {
  /** The largest number of charts of a kind. */
  private static final int MOST = 60;

  private static final double LN_10 = Math.log(10);
  private static final Set<String> RATE = Set.of("lr");
  private static final Set<String> RATE_AND_WIDTH = Set.of("lr", "width", "input_width");
  private static final Set<String> WIDTH = Set.of("width", "input_width");
  private static final Set<String> MAP = Set.of("lr", "depth", "init");

  private final ObjectNode root;

  private TrainingData(ObjectNode root) {
    this.root = root;
  }

  /** Puts the data of all charts into a node. */
  static void put(TrainingVerdicts verdicts, ObjectNode root) {
    TrainingData data = new TrainingData(root);
    data.rates(verdicts.training());
    data.coordinates(verdicts.coordinates());
    data.maps(TrainingMap.of(verdicts.training()));
    data.courses(verdicts.training());
  }

  private void rates(List<TrainingRow> rows) {
    List<TrainingRow> several = rows.stream().filter(row -> row.rates() > 1).toList();
    List<String> names = RowNames.of(several, TrainingRow::cell, RATE_AND_WIDTH);
    Map<String, List<TrainingRow>> groups = new LinkedHashMap<>();
    for (int i = 0; i < several.size(); i++) {
      groups.computeIfAbsent(names.get(i), name -> new ArrayList<>()).add(several.get(i));
    }
    ArrayNode charts = root.putArray("rates");
    groups.entrySet().stream().limit(MOST).forEach(group -> rates(charts.addObject(), group));
  }

  private static void rates(ObjectNode chart, Map.Entry<String, List<TrainingRow>> group) {
    chart.put("name", group.getKey());
    ArrayNode lines = chart.putArray("lines");
    for (TrainingRow row : group.getValue()) {
      ObjectNode line = lines.addObject();
      line.put("width", row.cell().width());
      ArrayNode points = line.putArray("points");
      row.curves().forEach(c -> point(points, Math.log10(c.rate()), Math.log10(c.lastOverFloor())));
    }
  }

  private void courses(List<TrainingRow> rows) {
    List<String> names = RowNames.of(rows, TrainingRow::cell, RATE);
    ArrayNode charts = root.putArray("courses");
    for (int i = 0; i < Math.min(MOST, rows.size()); i++) {
      ObjectNode chart = charts.addObject();
      chart.put("name", names.get(i));
      ArrayNode lines = chart.putArray("lines");
      for (TrainingRow.Curve curve : rows.get(i).curves()) {
        ObjectNode line = lines.addObject();
        line.put("rate", ShortTexts.number(curve.rate()));
        ArrayNode points = line.putArray("points");
        curve.byStep().forEach((step, loss) -> point(points, step, Math.log10(loss)));
      }
    }
  }

  private void coordinates(List<CoordinateRow> rows) {
    List<CoordinateRow> last =
        rows.stream().filter(row -> row.step() == row.cell().steps()).toList();
    List<String> names = RowNames.of(last, CoordinateRow::cell, WIDTH);
    Map<String, List<CoordinateRow>> groups = new LinkedHashMap<>();
    for (int i = 0; i < last.size(); i++) {
      groups.computeIfAbsent(names.get(i), name -> new ArrayList<>()).add(last.get(i));
    }
    ArrayNode charts = root.putArray("coordinates");
    groups.entrySet().stream()
        .limit(MOST)
        .forEach(
            group -> {
              ObjectNode chart = charts.addObject();
              chart.put("name", group.getKey());
              chart.put("step", group.getValue().get(0).step());
              ArrayNode roles = chart.putArray("roles");
              group.getValue().forEach(row -> role(roles.addObject(), row));
            });
  }

  private static void role(ObjectNode role, CoordinateRow row) {
    role.put("name", row.roleText() + ": " + exponent(row));
    ArrayNode points = role.putArray("points");
    double middle = 0;
    double height = 0;
    for (CoordinateRow.Point point : row.points()) {
      point(points, Math.log10(point.width()), point.logChange() / LN_10);
      middle += Math.log10(point.width()) / row.points().size();
      height += point.logChange() / LN_10 / row.points().size();
    }
    if (row.exponent().mean().isPresent() && !row.points().isEmpty()) {
      double slope = row.exponent().mean().getAsDouble();
      ArrayNode fit = role.putArray("fit");
      for (int width : List.of(row.narrowest(), row.widest())) {
        double x = Math.log10(width);
        point(fit, x, height + slope * (x - middle));
      }
    }
  }

  private static String exponent(CoordinateRow row) {
    Optional<Interval> interval = row.exponent().interval();
    String predicted =
        row.predicted().isPresent()
            ? String.format(Locale.ROOT, ", theory %.1f", row.predicted().getAsDouble())
            : "";
    return interval
        .map(
            i ->
                String.format(
                    Locale.ROOT,
                    "n^%.2f (%.2f..%.2f)%s",
                    row.exponent().slopes().mean(),
                    i.low(),
                    i.high(),
                    predicted))
        .orElse("no interval" + predicted);
  }

  private void maps(List<TrainingMap> maps) {
    List<String> names = RowNames.of(maps, TrainingMap::cell, MAP);
    ArrayNode charts = root.putArray("maps");
    for (int i = 0; i < Math.min(MOST, maps.size()); i++) {
      map(charts.addObject(), names.get(i), maps.get(i));
    }
  }

  private static void map(ObjectNode chart, String name, TrainingMap map) {
    chart.put("name", name);
    ArrayNode columns = chart.putArray("columns");
    List<String> inits = new ArrayList<>();
    for (TrainingMap.Scheme scheme : map.schemes()) {
      inits.add(scheme.init());
      ObjectNode column = columns.addObject();
      column.put("name", scheme.init());
      column.put(
          "label", Double.isNaN(scheme.variance()) ? "?" : ShortTexts.number(scheme.variance()));
      scheme.sixScales().ifPresent(depth -> column.put("sixScales", depth));
    }
    ArrayNode depths = chart.putArray("depths");
    map.rows().stream().map(row -> row.cell().depth()).distinct().sorted().forEach(depths::add);
    ArrayNode cells = chart.putArray("cells");
    for (TrainingRow row : map.rows()) {
      ObjectNode cell = cells.addObject();
      cell.put("column", inits.indexOf(row.cell().init()));
      cell.put("depth", row.cell().depth());
      cell.put("verdict", row.verdict().text());
      cell.put("trained", row.trained() + " of " + row.judged());
    }
  }

  private static void point(ArrayNode points, double x, double y) {
    if (Double.isFinite(x) && Double.isFinite(y)) {
      points.addArray().add(PageData.rounded(x)).add(PageData.rounded(y));
    }
  }
}
