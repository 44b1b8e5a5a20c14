package io.evenkeel.jobs.parquet;

import io.evenkeel.analysis.cells.ColumnScan;
import io.evenkeel.core.random.StreamVersion;
import io.evenkeel.core.sweep.TrialStatus;
import io.evenkeel.jobs.store.StoreException;
import java.io.IOException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.InputFile;

/**
 * The metadata of a published file, as its footer has it.
 *
 * @param schemaVersion {@link TableSchema#VERSION} of its writer
 * @param codeVersion version of Evenkeel that computed it
 * @param streamVersion version of the draws that it was computed with
 * @param planHash of the plan it belongs to, hexadecimal
 * @param shard its number in that plan
 * @param trials how many trials the shard has
 * @param layerRows how many rows the shard's layers file has
 * @param layersSha256 SHA-256 of the layers file; in trials files only
 * @param stepsSha256 SHA-256 of the steps file; in trials files of sweeps that train only
 * @param statuses number of trials by status
 */
public record Footer(
    int schemaVersion,
    String codeVersion,
    int streamVersion,
    String planHash,
    int shard,
    long trials,
    long layerRows,
    Optional<String> layersSha256,
    Optional<String> stepsSha256,
    Map<TrialStatus, Long> statuses) {
  private static final String PREFIX = "evenkeel.";
  private static final String STREAM_VERSION = PREFIX + "stream_version";

  /** Copies {@code statuses} and adds 0 for statuses that are not in it. */
  public Footer {
    Map<TrialStatus, Long> all = new EnumMap<>(TrialStatus.class);
    for (TrialStatus status : TrialStatus.values()) {
      all.put(status, statuses.getOrDefault(status, 0L));
    }
    statuses = Collections.unmodifiableMap(all);
  }

  /** The metadata entries, in a fixed order. */
  Map<String, String> entries() {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put(PREFIX + "schema_version", Integer.toString(schemaVersion));
    entries.put(PREFIX + "code_version", codeVersion);
    entries.put(STREAM_VERSION, Integer.toString(streamVersion));
    entries.put(PREFIX + "plan_hash", planHash);
    entries.put(PREFIX + "shard", Integer.toString(shard));
    entries.put(PREFIX + "trials", Long.toString(trials));
    entries.put(PREFIX + "layer_rows", Long.toString(layerRows));
    for (TrialStatus status : TrialStatus.values()) {
      entries.put(PREFIX + "trials_" + status.text(), Long.toString(statuses.get(status)));
    }
    layersSha256.ifPresent(hash -> entries.put(PREFIX + "layers_sha256", hash));
    stepsSha256.ifPresent(hash -> entries.put(PREFIX + "steps_sha256", hash));
    return entries;
  }

  /**
   * Reads the footer of a file.
   *
   * @throws StoreException if it is not a whole Parquet file of Evenkeel's; the message says why
   */
  public static Footer read(InputFile file) throws IOException {
    try (ParquetFileReader reader = ColumnScan.open(file)) {
      return of(reader);
    } catch (StoreException e) {
      throw e;
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      // Wrong bytes may claim a list of any length.
      throw new StoreException(Damage.describe(e), e);
    }
  }

  static Footer of(ParquetFileReader reader) throws StoreException {
    Map<String, String> entries = reader.getFileMetaData().getKeyValueMetaData();
    Map<TrialStatus, Long> statuses = new EnumMap<>(TrialStatus.class);
    for (TrialStatus status : TrialStatus.values()) {
      statuses.put(status, number(entries, "trials_" + status.text()));
    }
    return new Footer(
        Math.toIntExact(number(entries, "schema_version")),
        text(entries, "code_version"),
        entries.containsKey(STREAM_VERSION)
            ? Math.toIntExact(number(entries, "stream_version"))
            : StreamVersion.UNDECLARED,
        text(entries, "plan_hash"),
        Math.toIntExact(number(entries, "shard")),
        number(entries, "trials"),
        number(entries, "layer_rows"),
        Optional.ofNullable(entries.get(PREFIX + "layers_sha256")),
        Optional.ofNullable(entries.get(PREFIX + "steps_sha256")),
        statuses);
  }

  private static String text(Map<String, String> entries, String key) throws StoreException {
    String value = entries.get(PREFIX + key);
    if (value == null) {
      throw new StoreException("its footer has no " + PREFIX + key, null);
    }
    return value;
  }

  private static long number(Map<String, String> entries, String key) throws StoreException {
    String value = text(entries, key);
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new StoreException(
          "its footer says %s%s = %s, not a number".formatted(PREFIX, key, value), e);
    }
  }
}
