package io.evenkeel.jobs.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.random.StreamVersion;
import io.evenkeel.jobs.parquet.Problem;
import io.evenkeel.jobs.parquet.TableSchema;
import io.evenkeel.jobs.store.ConflictException;
import io.evenkeel.jobs.store.Content;
import io.evenkeel.jobs.store.Store;
import io.evenkeel.jobs.store.StoreException;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What {@code plan.json} says: which plan a run directory belongs to.
 *
 * @param schemaVersion layout of the tables
 * @param codeVersion version of Evenkeel that planned
 * @param streamVersion version of the draws, {@link StreamVersion}
 * @param name of the sweep
 * @param planHash hexadecimal
 * @param trials how many
 * @param shardSizes trials of each shard; shard 0 begins at trial 0 of the plan
 * @param sweep canonical text, from which the plan is rebuilt
 */
public record PlanFile(
    int schemaVersion,
    String codeVersion,
    int streamVersion,
    String name,
    String planHash,
    long trials,
    List<Integer> shardSizes,
    String sweep) {
  /** What is wrong with a plan file whose parts contradict each other. */
  public static final String INCONSISTENT = "its parts are not those of the sweep it holds";

  /** What to do about a plan file that cannot be understood. */
  private static final String REMEDY =
      "move that file away and repeat the run's command: it writes the plan anew and keeps every"
          + " intact result";

  private static final String NO_PLAN =
      "is not a run directory: it has no "
          + RunFiles.PLAN
          + "; if it was one, the run's command writes the plan anew and keeps every intact result";

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies {@code shardSizes}. */
  public PlanFile {
    shardSizes = List.copyOf(shardSizes);
  }

  /** What this version of Evenkeel says of a plan. */
  public static PlanFile of(RunPlan plan) {
    return new PlanFile(
        TableSchema.VERSION,
        CodeVersion.current(),
        StreamVersion.CURRENT,
        plan.name(),
        plan.hash(),
        plan.trials(),
        plan.shardSizes(),
        plan.text());
  }

  /**
   * Reads a directory's plan.
   *
   * @throws StoreException if there is none or it cannot be understood
   */
  public static PlanFile read(Store store) throws IOException {
    if (!store.exists(RunFiles.PLAN)) {
      throw new StoreException(store.location() + " " + NO_PLAN, null);
    }
    try (InputStream in = store.open(RunFiles.PLAN)) {
      return parse(JSON.readTree(in));
    } catch (JsonProcessingException | CharConversionException | IllegalArgumentException e) {
      throw damaged(store.location() + "/" + RunFiles.PLAN, e);
    } catch (IOException e) {
      throw StoreException.unreached(e) && !store.local()
          ? e
          : new StoreException(e.getMessage() + "; " + REMEDY, e);
    }
  }

  private static StoreException damaged(String file, Exception cause) {
    String reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return new StoreException("%s is damaged (%s); %s".formatted(file, reason, REMEDY), cause);
  }

  /**
   * Makes a directory this plan's, or finds that it is so already. A plan that is this one by its
   * hash or its sweep but not in all of its parts is damaged, and written anew.
   *
   * @return what was wrong with the plan that was there
   * @throws SpecException if what is there was computed with other draws
   * @throws RunFailure if the directory is another plan's; the message shows the first difference
   */
  public Optional<Problem> claim(Store store) throws IOException {
    try {
      store.createOnce(RunFiles.PLAN, Content.of(bytes()));
      return Optional.empty();
    } catch (ConflictException e) {
      PlanFile there = read(store);
      refuseOtherDraws(store, there);
      if (there.equals(this)) {
        return Optional.empty();
      }
      boolean samePlan = there.planHash.equals(planHash) || there.sweep.equals(sweep);
      if (there.sameVersions(this) && samePlan) {
        Quarantine.take(store, RunFiles.PLAN);
        store.createOnce(RunFiles.PLAN, Content.of(bytes()));
        return Optional.of(new Problem(RunFiles.PLAN, INCONSISTENT));
      }
      throw new RunFailure(
          "%s holds another plan (%s); give another --out"
              .formatted(store.location(), there.differenceFrom(this)),
          e);
    }
  }

  private void refuseOtherDraws(Store store, PlanFile there) {
    if (there.streamVersion != streamVersion) {
      throw new SpecException(
          "%s was computed by Evenkeel %s with stream version %s, this Evenkeel draws by version %s: its seeds stand for other numbers; give another --out, or finish the run with the Evenkeel that began it"
              .formatted(store.location(), there.codeVersion, there.streamVersion, streamVersion));
    }
  }

  private boolean sameVersions(PlanFile other) {
    return schemaVersion == other.schemaVersion && codeVersion.equals(other.codeVersion);
  }

  /** Whether {@code other} says the same of the same plan, of whatever version it is. */
  public boolean describes(PlanFile other) {
    return other.schemaVersion >= 1
        && other.schemaVersion <= schemaVersion
        && name.equals(other.name)
        && planHash.equals(other.planHash)
        && trials == other.trials
        && shardSizes.equals(other.shardSizes)
        && sweep.equals(other.sweep);
  }

  /**
   * The plan of the sweep that this holds.
   *
   * @throws StoreException if the sweep cannot be understood
   */
  public RunPlan rebuild() throws StoreException {
    try {
      return RunPlan.ofText(sweep);
    } catch (RuntimeException e) {
      throw damaged(RunFiles.PLAN, e);
    }
  }

  /** The first thing in which this differs from {@code other}, on one line. */
  String differenceFrom(PlanFile other) {
    if (schemaVersion != other.schemaVersion) {
      return "schema version %s there, %s here".formatted(schemaVersion, other.schemaVersion);
    }
    if (!codeVersion.equals(other.codeVersion)) {
      return "made by Evenkeel %s, this is %s".formatted(codeVersion, other.codeVersion);
    }
    return TextDifference.first(sweep, other.sweep).orElse("shard boundaries or plan hash differ");
  }

  private static PlanFile parse(JsonNode root) {
    List<Integer> sizes = new ArrayList<>();
    array(root, "shard_sizes").forEach(size -> sizes.add((int) whole(size, "shard_sizes")));
    List<String> lines = new ArrayList<>();
    array(root, "sweep").forEach(line -> lines.add(line.asText()));
    String hash = required(root, "plan_hash").asText();
    if (!HASH.matcher(hash).matches()) {
      throw new IllegalArgumentException("its plan_hash is no SHA-256");
    }
    return new PlanFile(
        (int) whole(required(root, "schema_version"), "schema_version"),
        required(root, "code_version").asText(),
        root.has("stream_version") ? root.get("stream_version").asInt() : StreamVersion.UNDECLARED,
        required(root, "name").asText(),
        hash,
        whole(required(root, "trials"), "trials"),
        sizes,
        String.join("\n", lines));
  }

  private static JsonNode array(JsonNode root, String key) {
    JsonNode node = required(root, key);
    if (!node.isArray()) {
      throw new IllegalArgumentException("its " + key + " is no list");
    }
    return node;
  }

  private static long whole(JsonNode node, String key) {
    if (!node.canConvertToLong() || !node.isIntegralNumber() || node.asLong() < 0) {
      throw new IllegalArgumentException("%s holds %s".formatted(key, node));
    }
    return node.asLong();
  }

  private static JsonNode required(JsonNode root, String key) {
    JsonNode node = root == null ? null : root.get(key);
    if (node == null) {
      throw new IllegalArgumentException("it has no " + key);
    }
    return node;
  }

  private byte[] bytes() throws JsonProcessingException {
    ObjectNode root = JSON.createObjectNode();
    root.put("schema_version", schemaVersion);
    root.put("code_version", codeVersion);
    root.put("stream_version", streamVersion);
    root.put("name", name);
    root.put("plan_hash", planHash);
    root.put("trials", trials);
    ArrayNode sizes = root.putArray("shard_sizes");
    shardSizes.forEach(sizes::add);
    ArrayNode lines = root.putArray("sweep");
    for (String line : sweep.split("\n", -1)) {
      lines.add(line);
    }
    return (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n")
        .replace("\r\n", "\n")
        .getBytes(StandardCharsets.UTF_8);
  }
}
