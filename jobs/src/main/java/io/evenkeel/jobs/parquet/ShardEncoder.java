package io.evenkeel.jobs.parquet;

import io.evenkeel.core.sweep.LayerRow;
import io.evenkeel.core.sweep.StepRow;
import io.evenkeel.core.sweep.TrialResult;
import io.evenkeel.core.sweep.TrialStatus;
import java.io.IOException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes the results of a shard one by one and makes its files. The bytes depend only on the
 * results, the plan hash, the shard's number and the versions, not on the time or the machine.
 */
public final class ShardEncoder {
  private final String codeVersion;
  private final int streamVersion;
  private final PlannedShard planned;
  private final MemoryFile layersFile = new MemoryFile();
  private final MemoryFile trialsFile = new MemoryFile();
  private final TableWriter<LayerRow> layers;
  private final TableWriter<TrialResult> trials;
  private final Optional<StepsTable> steps;
  private final Map<TrialStatus, Long> statuses = new EnumMap<>(TrialStatus.class);
  private long trialRows;
  private long layerRows;
  private Optional<String> layersSha256 = Optional.empty();
  private Optional<String> stepsSha256 = Optional.empty();

  /** The file of steps, and its writer. */
  private record StepsTable(MemoryFile file, TableWriter<StepRow> writer) {}

  /**
   * @param codeVersion version of Evenkeel that computes
   * @param streamVersion version of the draws that the results were computed with
   * @param planned the shard
   */
  public ShardEncoder(String codeVersion, int streamVersion, PlannedShard planned)
      throws IOException {
    this.codeVersion = codeVersion;
    this.streamVersion = streamVersion;
    this.planned = planned;
    GridValues grid = new GridValues();
    layers = writer(TableSchema.LAYERS, grid, layersFile);
    trials = writer(TableSchema.TRIALS, grid, trialsFile);
    steps = planned.trains() ? Optional.of(stepsTable(grid)) : Optional.empty();
  }

  private StepsTable stepsTable(GridValues grid) throws IOException {
    MemoryFile file = new MemoryFile();
    return new StepsTable(file, writer(TableSchema.STEPS, grid, file));
  }

  private <R> TableWriter<R> writer(TableSchema<R> schema, GridValues grid, MemoryFile file)
      throws IOException {
    return new TableWriter<>(schema, grid, planned.sweep(), file, this::metadata);
  }

  /** Appends one trial, its layers and its steps. */
  public void add(TrialResult result) throws IOException {
    for (LayerRow row : result.layerRows()) {
      layers.write(row);
      layerRows++;
    }
    for (StepRow row : result.stepRows()) {
      steps.orElseThrow().writer().write(row);
    }
    trials.write(result);
    trialRows++;
    statuses.merge(result.status(), 1L, Long::sum);
  }

  /** Appends a trial that was published elsewhere, its layers and its steps. */
  public void copy(CopiedTrial rows) throws IOException {
    for (List<Object> layer : rows.layers()) {
      layers.copy(layer);
      layerRows++;
    }
    for (List<Object> step : rows.steps()) {
      steps.orElseThrow().writer().copy(step);
    }
    trials.copy(rows.row());
    trialRows++;
    statuses.merge(rows.status(), 1L, Long::sum);
  }

  /** Completes all files. Not to be called after a failure. */
  public EncodedShard finish() throws IOException {
    close(layers, layersFile);
    layersSha256 = Optional.of(SelfHash.seal(layersFile));
    if (steps.isPresent()) {
      close(steps.get().writer(), steps.get().file());
      stepsSha256 = Optional.of(SelfHash.seal(steps.get().file()));
    }
    close(trials, trialsFile);
    SelfHash.seal(trialsFile);
    return new EncodedShard(layersFile, steps.map(StepsTable::file), trialsFile, footer());
  }

  private static void close(TableWriter<?> writer, MemoryFile file) throws IOException {
    writer.close();
    CanonicalFooter.apply(file, writer.orders());
  }

  private Footer footer() {
    return new Footer(
        TableSchema.VERSION,
        codeVersion,
        streamVersion,
        planned.planHash(),
        planned.number(),
        trialRows,
        layerRows,
        layersSha256,
        stepsSha256,
        statuses);
  }

  private Map<String, String> metadata() {
    Map<String, String> entries = new LinkedHashMap<>(footer().entries());
    entries.put(SelfHash.KEY, SelfHash.PLACEHOLDER);
    return entries;
  }
}
