package io.evenkeel.analysis;

import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.cells.LayerScan;
import io.evenkeel.analysis.cells.RunFolder;
import io.evenkeel.analysis.console.TextColumn;
import io.evenkeel.analysis.precision.CellPrecision;
import io.evenkeel.analysis.precision.PrecisionVerdict;
import io.evenkeel.analysis.precision.TrialPrecision;
import io.evenkeel.analysis.stability.CellTexts;
import io.evenkeel.analysis.stability.CellValues;
import io.evenkeel.analysis.theory.FormatTheory;
import io.evenkeel.core.kernel.FloatFormat;
import io.evenkeel.core.precision.LossScaleWindow;
import io.evenkeel.core.table.Column;
import io.evenkeel.core.theory.block.FormatForecast;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;

/** The cells of a run, judged in narrower formats, as a table for a person to read. */
public final class PrecisionReport {
  private static final String PRECISION = "precision";
  private static final Set<String> ALWAYS = Set.of("activation", "init", "depth", "width");
  private static final Set<String> NEVER = Set.of("engine", PRECISION);

  /** A line of the table. */
  private record Line(
      Cell cell, String format, PrecisionVerdict verdict, Optional<FormatForecast> expected) {
    private boolean computed() {
      return !CellPrecision.inFloat32(cell);
    }
  }

  private final List<Line> lines = new ArrayList<>();

  private PrecisionReport() {}

  /**
   * Reads a run's tables.
   *
   * @param formats to judge, in the order of the table
   * @throws IOException naming the file that cannot be read, or telling that the tables are too old
   */
  public static PrecisionReport of(RunFolder folder, List<FloatFormat> formats) throws IOException {
    SortedMap<Cell, List<TrialPrecision>> cells =
        LayerScan.of(folder, cell -> new TrialPrecision(asked(cell, formats)));
    Map<Cell, PrecisionVerdict> computed = CellPrecision.of(folder, cells.keySet());
    PrecisionReport report = new PrecisionReport();
    for (Map.Entry<Cell, List<TrialPrecision>> entry : cells.entrySet()) {
      Cell cell = entry.getKey();
      if (computed.containsKey(cell)) {
        report.lines.add(
            new Line(
                cell,
                "in " + cell.get(PRECISION),
                computed.get(cell),
                FormatTheory.computed(cell)));
        continue;
      }
      for (int i = 0; i < formats.size(); i++) {
        PrecisionVerdict verdict = PrecisionVerdict.of(entry.getValue(), i);
        report.lines.add(
            new Line(
                cell, formats.get(i).text(), verdict, FormatTheory.range(cell, formats.get(i))));
      }
    }
    return report;
  }

  /**
   * The formats in which a cell's networks are judged, other than the one in which they were
   * computed.
   */
  private static List<FloatFormat> asked(Cell cell, List<FloatFormat> formats) {
    return CellPrecision.inFloat32(cell) ? formats : List.of();
  }

  /**
   * The table for programs: each row has all columns of its cell, the format, the verdict and its
   * figures; null for a value that does not exist.
   */
  public List<Map<String, Object>> rows() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Line line : lines) {
      Map<String, Object> row = new LinkedHashMap<>();
      Cell.COLUMNS.forEach(column -> row.put(column.name(), line.cell().get(column.name())));
      PrecisionVerdict verdict = line.verdict();
      row.put("format", line.format());
      row.put("verdict", verdict.text());
      row.put("trials", verdict.trials());
      row.put("overflowing_trials", verdict.overflows());
      row.put("overflow_layer", orNull(verdict.overflowLayer()));
      row.put("overflow_expected", overflowExpected(line));
      row.put("lost_trials", verdict.lost());
      row.put("lost_layer", orNull(verdict.lostLayer()));
      row.put("lost_expected", lostExpected(line));
      row.put("log2_loss_scale_low", verdict.window().map(LossScaleWindow::low).orElse(null));
      row.put("log2_loss_scale_high", verdict.window().map(LossScaleWindow::high).orElse(null));
      rows.add(row);
    }
    return rows;
  }

  private static Integer orNull(OptionalInt layer) {
    return layer.isPresent() ? layer.getAsInt() : null;
  }

  /** The table and what its columns mean, line by line. */
  public List<String> text() {
    if (lines.isEmpty()) {
      return List.of("no trial has been computed");
    }
    List<TextColumn<Line>> columns = new ArrayList<>();
    for (Column<?> column : Cell.COLUMNS) {
      if (told(column.name())) {
        columns.add(
            new TextColumn<>(
                column.name(),
                column.type() == Column.Type.STRING,
                line -> CellValues.spelled(column.name(), line.cell().get(column.name()))));
      }
    }
    columns.add(new TextColumn<>("format", true, Line::format));
    columns.add(new TextColumn<>("verdict", true, line -> line.verdict().text()));
    columns.add(new TextColumn<>("overflow", true, line -> overflow(line.verdict())));
    columns.add(new TextColumn<>("theory", true, line -> overflowExpected(line)));
    columns.add(new TextColumn<>("half zero", true, line -> lost(line.verdict())));
    columns.add(new TextColumn<>("theory", true, line -> lostExpected(line)));
    columns.add(new TextColumn<>("log2 loss scales", false, line -> line.verdict().scalesText()));
    List<String> text = new ArrayList<>(TextColumn.aligned(columns, lines));
    text.add("overflow: trials with a value beyond the format's largest @median of first layers");
    text.add("half zero: trials with a layer of which half becomes zero @median of first layers");
    text.add(
        "theory: the first such layer that mean-field theory expects; none, or - without theory");
    if (lines.stream().anyMatch(Line::computed)) {
      text.add(
          "in FORMAT: computed in it; half zero: trials with a layer farther than 0.1 (1 - cos)"
              + " from the same network in float32");
    }
    text.add(
        "loss scales: no gradient overflows and no layer loses more than 1 % of it, in 9 of 10"
            + " trials");
    return text;
  }

  private boolean told(String column) {
    return ALWAYS.contains(column)
        || (!NEVER.contains(column)
            && lines.stream().map(line -> line.cell().get(column)).distinct().count() > 1);
  }

  private static String overflow(PrecisionVerdict verdict) {
    return PrecisionVerdict.share(verdict.overflows(), verdict.trials(), verdict.overflowLayer());
  }

  private static String overflowExpected(Line line) {
    return expected(line, FormatForecast::overflowLayer);
  }

  /**
   * The layer at which theory expects half of the values to be zero; for networks that were
   * computed in the format, the layer at which it expects noise.
   */
  private static String lostExpected(Line line) {
    return expected(
        line, line.computed() ? FormatForecast::noiseLayer : FormatForecast::halfZeroLayer);
  }

  private static String expected(Line line, Function<FormatForecast, OptionalInt> layer) {
    return line.expected()
        .filter(forecast -> forecast.reason().isEmpty())
        .map(layer)
        .map(first -> first.isPresent() ? "@" + first.getAsInt() : "none")
        .orElse(CellTexts.NOTHING);
  }

  private static String lost(PrecisionVerdict verdict) {
    return PrecisionVerdict.share(verdict.lost(), verdict.trials(), verdict.lostLayer());
  }
}
