package io.evenkeel.jobs.parquet;

import io.evenkeel.core.sweep.LayerResult;
import io.evenkeel.core.sweep.LayerRow;
import io.evenkeel.core.sweep.TrialResult;
import io.evenkeel.core.sweep.TrialStatus;
import java.io.IOException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Takes a shard's results one by one and gives its two files. The bytes are a function of the
 * results, the plan hash, the shard's number and the versions: no clock, no host.
 */
public final class ShardEncoder {
  private final String codeVersion;
  private final int streamVersion;
  private final String planHash;
  private final int shard;
  private final MemoryFile layersFile = new MemoryFile();
  private final MemoryFile trialsFile = new MemoryFile();
  private final TableWriter<LayerRow> layers;
  private final TableWriter<TrialResult> trials;
  private final Map<TrialStatus, Long> statuses = new EnumMap<>(TrialStatus.class);
  private long trialRows;
  private long layerRows;
  private Optional<String> layersSha256 = Optional.empty();

  /**
   * @param codeVersion version of Evenkeel that computes
   * @param streamVersion version of the draws that the results were computed with
   * @param planHash of the plan, hexadecimal
   * @param shard its number in the plan
   */
  public ShardEncoder(String codeVersion, int streamVersion, String planHash, int shard)
      throws IOException {
    this.codeVersion = codeVersion;
    this.streamVersion = streamVersion;
    this.planHash = planHash;
    this.shard = shard;
    GridValues grid = new GridValues();
    layers = new TableWriter<>(TableSchema.LAYERS, grid, layersFile, this::metadata);
    trials = new TableWriter<>(TableSchema.TRIALS, grid, trialsFile, this::metadata);
  }

  /** Appends one trial and its layers. */
  public void add(TrialResult result) throws IOException {
    for (LayerResult layer : result.layers()) {
      layers.write(new LayerRow(result, layer));
      layerRows++;
    }
    trials.write(result);
    trialRows++;
    statuses.merge(result.status(), 1L, Long::sum);
  }

  /** Completes both files. Not to be called after a failure. */
  public EncodedShard finish() throws IOException {
    layers.close();
    CanonicalFooter.apply(layersFile);
    layersSha256 = Optional.of(SelfHash.seal(layersFile));
    trials.close();
    CanonicalFooter.apply(trialsFile);
    SelfHash.seal(trialsFile);
    return new EncodedShard(layersFile, trialsFile, footer());
  }

  private Footer footer() {
    return new Footer(
        TableSchema.VERSION,
        codeVersion,
        streamVersion,
        planHash,
        shard,
        trialRows,
        layerRows,
        layersSha256,
        statuses);
  }

  private Map<String, String> metadata() {
    Map<String, String> entries = new LinkedHashMap<>(footer().entries());
    entries.put(SelfHash.KEY, SelfHash.PLACEHOLDER);
    return entries;
  }
}
