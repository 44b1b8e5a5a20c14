package io.evenkeel.jobs.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.axis.Axis;
import io.evenkeel.core.axis.AxisValues;
import io.evenkeel.core.data.FileContent;
import io.evenkeel.core.engine.Cost;
import io.evenkeel.core.engine.EngineKind;
import io.evenkeel.core.sweep.CourseSteps;
import io.evenkeel.core.sweep.FileContents;
import io.evenkeel.core.sweep.Grid;
import io.evenkeel.core.sweep.Plan;
import io.evenkeel.core.sweep.Plan.Cell;
import io.evenkeel.core.sweep.Plan.PricedCell;
import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialFeasibility;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What a plan amounts to, gathered from its cells, of which several parts are seen at once. */
final class PlanSummary {
  /** The same on every machine, so that sums are too. */
  private static final int PARTS = 16;

  private static final int SHOWN_REASONS = 10;
  private static final int SHOWN_VALUES = 60;

  private final Plan plan;
  private final Map<EngineKind, Long> engines = new EnumMap<>(EngineKind.class);
  private final Map<String, Long> reasons = new TreeMap<>();
  private long cells;
  private long invalid;
  private long layerRows;
  private long stepRows;
  private double draws;
  private double flops;
  private double seconds;

  /** Seconds that an engine saves over {@code explicit}; below 0 if it takes more. */
  private final Map<EngineKind, Double> saved = new EnumMap<>(EngineKind.class);

  private final OutputSize size = new OutputSize();
  private final PlannedMemory memory = PlannedMemory.ofThisProcess();

  private PlanSummary(Plan plan) {
    this.plan = plan;
  }

  /** Summarises a plan. */
  static PlanSummary of(Plan plan) {
    PlanSummary whole = new PlanSummary(plan);
    IntStream.range(0, PARTS)
        .parallel()
        .mapToObj(part -> part(plan, part))
        .toList()
        .forEach(whole::add);
    return whole;
  }

  private static PlanSummary part(Plan plan, int part) {
    PlanSummary summary = new PlanSummary(plan);
    plan.forEachPricedCell(part, PARTS, summary::add);
    return summary;
  }

  private void add(PlanSummary other) {
    cells += other.cells;
    invalid += other.invalid;
    other.reasons.forEach((reason, trials) -> reasons.merge(reason, trials, Long::sum));
    other.engines.forEach((engine, trials) -> engines.merge(engine, trials, Long::sum));
    other.saved.forEach((engine, seconds) -> saved.merge(engine, seconds, Double::sum));
    layerRows += other.layerRows;
    stepRows += other.stepRows;
    draws += other.draws;
    flops += other.flops;
    seconds += other.seconds;
    memory.add(other.memory);
    size.add(other.size);
  }

  private void add(PricedCell priced) {
    Cell cell = priced.cell();
    Trial trial = cell.trial();
    cells++;
    TrialFeasibility.Answer feasible = priced.feasible();
    if (feasible.reason().isPresent()) {
      invalid += cell.trials();
      reasons.merge(feasible.reason().get(), cell.trials(), Long::sum);
      return;
    }
    engines.merge(trial.engine(), cell.trials(), Long::sum);
    Cost cost = priced.cost();
    if (trial.engine() != EngineKind.EXPLICIT) {
      double less = priced.explicitSeconds() - cost.seconds();
      saved.merge(trial.engine(), cell.trials() * less, Double::sum);
    }
    layerRows += cell.trials() * CourseSteps.layerRows(trial);
    stepRows += cell.trials() * CourseSteps.rows(trial);
    draws += cell.trials() * cost.draws();
    flops += cell.trials() * cost.flops();
    seconds += cell.trials() * cost.seconds();
    memory.add(feasible.footprint(), cell.trials());
    size.add(trial, cell.trials());
  }

  /** Aligned lines for a person. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: %,d trials in %,d cells, plan %s",
            plan.name(),
            plan.trials(),
            cells,
            plan.hash().substring(0, 12)));
    List<Grid> grids = plan.sweep().grids();
    for (int i = 0; i < grids.size(); i++) {
      lines.add(String.format(Locale.ROOT, "grid %d: %,d combinations", i, grids.get(i).size()));
      for (Axis<?> axis : Axes.ALL) {
        axis(axis, grids.get(i).of(axis)).ifPresent(lines::add);
      }
    }
    if (plan.repeated() > 0) {
      lines.add(
          entry(
              "repeated",
              String.format(
                  Locale.ROOT,
                  "%,d combinations mean a trial met before: computed once",
                  plan.repeated())));
    }
    lines.add(entry("invalid", String.format(Locale.ROOT, "%,d trials", invalid)));
    reasons.entrySet().stream()
        .limit(SHOWN_REASONS)
        .forEach(
            reason ->
                lines.add(
                    entry(
                        "",
                        String.format(
                            Locale.ROOT, "%,d: %s", reason.getValue(), reason.getKey()))));
    if (reasons.size() > SHOWN_REASONS) {
      lines.add(entry("", "and %s reasons more".formatted(reasons.size() - SHOWN_REASONS)));
    }
    engines.forEach((engine, trials) -> lines.add(entry("engine", engineLine(engine, trials))));
    lines.add(
        entry(
            "cost",
            String.format(
                Locale.ROOT,
                "about %s on one core: %s random numbers, %s floating-point operations",
                Amounts.duration(seconds),
                Amounts.count(draws),
                Amounts.count(flops))));
    for (FileContent content : FileContents.of(plan.sweep())) {
      lines.add(entry("data", dataLine(content)));
    }
    lines.add(entry("memory", memory.ofOneTrial(plan.sweep().trialMemory())));
    memory.onThisMachine().ifPresent(line -> lines.add(entry("", line)));
    lines.add(
        entry(
            "output",
            String.format(
                Locale.ROOT,
                "%,d rows of trials, %,d of layers%s, about %s in %,d shards",
                plan.trials(),
                layerRows,
                stepRows == 0 ? "" : String.format(Locale.ROOT, ", %,d of steps", stepRows),
                Amounts.bytes(outputBytes()),
                plan.shards())));
    return lines;
  }

  /** Fields of the object that is open. */
  void write(JsonGenerator json) throws IOException {
    json.writeStringField("name", plan.name());
    json.writeStringField("plan_hash", plan.hash());
    json.writeNumberField("trials", plan.trials());
    json.writeNumberField("cells", cells);
    json.writeNumberField("repeated", plan.repeated());
    json.writeNumberField("invalid", invalid);
    json.writeObjectFieldStart("invalid_reasons");
    for (Map.Entry<String, Long> reason : reasons.entrySet()) {
      json.writeNumberField(reason.getKey(), reason.getValue());
    }
    json.writeEndObject();
    grids(json);
    json.writeObjectFieldStart("engines");
    for (Map.Entry<EngineKind, Long> engine : engines.entrySet()) {
      json.writeNumberField(engine.getKey().text(), engine.getValue());
    }
    json.writeEndObject();
    json.writeNumberField("seconds_on_one_core", seconds);
    json.writeNumberField("random_numbers", draws);
    json.writeNumberField("floating_point_operations", flops);
    json.writeArrayFieldStart("data");
    for (FileContent content : FileContents.of(plan.sweep())) {
      json.writeStartObject();
      json.writeStringField("file", content.file());
      json.writeNumberField("rows", content.rows());
      json.writeNumberField("width", content.width());
      json.writeNumberField("bytes", content.bytes());
      json.writeStringField("content", content.name());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectFieldStart("memory");
    memory.write(plan.sweep().trialMemory(), json);
    json.writeEndObject();
    json.writeObjectFieldStart("output");
    json.writeNumberField("rows_of_trials", plan.trials());
    json.writeNumberField("rows_of_layers", layerRows);
    json.writeNumberField("rows_of_steps", stepRows);
    json.writeNumberField("bytes", outputBytes());
    json.writeNumberField("shards", plan.shards());
    json.writeEndObject();
  }

  private void grids(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("grids");
    for (Grid grid : plan.sweep().grids()) {
      json.writeStartObject();
      json.writeNumberField("combinations", grid.size());
      for (Axis<?> axis : Axes.ALL) {
        if (!axis.isDefault(grid.of(axis))) {
          json.writeStringField(axis.key(), grid.of(axis).text());
        }
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private long outputBytes() {
    return size.bytes(plan.trials(), plan.shards());
  }

  private static String dataLine(FileContent content) {
    return String.format(
        Locale.ROOT,
        "%s: %,d%s values, %s in each process, %s",
        content.file(),
        content.rows(),
        content.width() == 1 ? "" : String.format(Locale.ROOT, " x %,d", content.width()),
        Amounts.bytes(content.bytes()),
        content.name().substring(0, 19));
  }

  private String engineLine(EngineKind engine, long trials) {
    String line = String.format(Locale.ROOT, "%s: %,d trials", engine.text(), trials);
    if (engine == EngineKind.EXPLICIT) {
      return line;
    }
    double seconds = saved.get(engine);
    return seconds > 0
        ? "%s, saves about %s of drawing and multiplying".formatted(line, Amounts.duration(seconds))
        : "%s, %s more than explicit".formatted(line, Amounts.duration(-seconds));
  }

  /** One axis: how many values, and which; nothing for one that was left at its default. */
  private static Optional<String> axis(Axis<?> axis, AxisValues values) {
    if (axis.isDefault(values)) {
      return Optional.empty();
    }
    String text = values.text();
    String shown =
        text.length() <= SHOWN_VALUES ? text : text.substring(0, SHOWN_VALUES - 3) + "...";
    return Optional.of(
        entry("  " + axis.key(), String.format(Locale.ROOT, "%,8d  %s", values.size(), shown)));
  }

  private static String entry(String key, String value) {
    return String.format(Locale.ROOT, "%-15s %s", key, value);
  }
}
