package io.evenkeel.jobs.run;

import static io.evenkeel.core.table.Column.Type.BOOLEAN;
import static io.evenkeel.core.table.Column.Type.FLOAT64;
import static io.evenkeel.core.table.Column.Type.INT32;
import static io.evenkeel.core.table.Column.Type.INT64;
import static io.evenkeel.core.table.Column.Type.STRING;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.evenkeel.analysis.table.TableFiles;
import io.evenkeel.core.table.Column;
import io.evenkeel.jobs.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The table {@code attempts} of a run's report: who computed which shard, when, and how long it
 * took. It has one row for each try at a shard, made from the notes that {@link Attempt} leaves.
 */
public final class AttemptTable {
  /** The files and their columns. */
  public static final TableFiles<Row> FILES = TableFiles.inReport("attempts", columns());

  private static final Pattern NOTE = Pattern.compile("shard-(\\d{6,9})-.+\\.json");
  private static final ObjectMapper JSON = new ObjectMapper();

  private AttemptTable() {}

  /**
   * One try at one shard.
   *
   * @param shard its number
   * @param begun the note made when it began; missing if its writer was killed meanwhile
   * @param ended the note made when it ended; missing if it failed or was killed, or goes on
   */
  public record Row(int shard, JsonNode begun, JsonNode ended) {}

  /**
   * The tries at all shards, in the order of the shards and of the notes' names.
   *
   * @throws IOException if a note cannot be read
   */
  public static List<Row> read(Store store) throws IOException {
    List<Matcher> notes =
        store.list(RunFiles.ATTEMPTS).stream()
            .sorted()
            .map(NOTE::matcher)
            .filter(Matcher::matches)
            .toList();
    Set<String> ended = new HashSet<>(store.list(RunFiles.TIMINGS));
    return Parallel.map(
        IntStream.range(0, notes.size()),
        i -> {
          String name = notes.get(i).group();
          return new Row(
              Integer.parseInt(notes.get(i).group(1)),
              note(store, RunFiles.ATTEMPTS + "/" + name),
              ended.contains(name)
                  ? note(store, RunFiles.TIMINGS + "/" + name)
                  : MissingNode.getInstance());
        });
  }

  /** A note; missing if its writer was killed before it was whole. */
  private static JsonNode note(Store store, String path) throws IOException {
    try (InputStream in = store.open(path)) {
      return JSON.readTree(in);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private static List<Column<Row>> columns() {
    return List.of(
        new Column<>("shard", INT32, false, "-", "number of the shard", Row::shard),
        begun("begun", "when it began, UTC"),
        begun("process", "which process computed it: its id and machine"),
        begun("kernels", "the kernels that computed it"),
        ended(
            "published",
            BOOLEAN,
            "-",
            "whether its files were published, and not those of another try"),
        ended("trials", INT64, "count", "trials of the shard"),
        ended("layer_rows", INT64, "count", "rows of layers of the shard"),
        ended("bytes", INT64, "bytes", "size of the shard's files"),
        ended("kernel_seconds", FLOAT64, "s", "time of its trials, without encoding"),
        ended("shortest_trial_seconds", FLOAT64, "s", "time of its quickest trial"),
        ended("longest_trial_seconds", FLOAT64, "s", "time of its slowest trial"),
        ended("compute_seconds", FLOAT64, "s", "from its beginning to its encoded files"),
        ended("publish_seconds", FLOAT64, "s", "to check and publish the files"));
  }

  private static Column<Row> begun(String name, String meaning) {
    return new Column<>(
        name, STRING, true, "-", meaning, row -> value(row.begun().path(name), STRING));
  }

  private static Column<Row> ended(String name, Column.Type type, String unit, String meaning) {
    return new Column<>(
        name,
        type,
        true,
        unit,
        meaning + "; NULL = it did not end",
        row -> value(row.ended().path(name), type));
  }

  /** The value of a note's entry; null if there is none of the type. */
  private static Object value(JsonNode entry, Column.Type type) {
    return switch (type) {
      case INT32 -> entry.canConvertToInt() ? entry.intValue() : null;
      case INT64 -> entry.canConvertToLong() ? entry.longValue() : null;
      case FLOAT64 -> entry.isNumber() ? entry.doubleValue() : null;
      case BOOLEAN -> entry.isBoolean() ? entry.booleanValue() : null;
      case STRING, TEXT -> entry.textValue();
    };
  }
}
